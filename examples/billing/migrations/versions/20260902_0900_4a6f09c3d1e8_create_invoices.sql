-- Create invoices.
--
-- They are written in the main database and end in the archive.
--
-- revision = "4a6f09c3d1e8"
-- branch_labels = ["invoices"]
-- created_at = 2026-09-02T09:00:10Z

-- rmig: upgrade database=main
CREATE TABLE invoices (
    id INTEGER NOT NULL PRIMARY KEY,
    customer VARCHAR(200) NOT NULL,
    issued_on VARCHAR(10) NOT NULL,
    total_cents INTEGER NOT NULL CHECK (total_cents > 0)
);

-- rmig: upgrade database=archive
CREATE TABLE invoices (
    id INTEGER NOT NULL PRIMARY KEY,
    customer VARCHAR(200) NOT NULL,
    issued_on VARCHAR(10) NOT NULL,
    total_cents INTEGER NOT NULL,
    archived_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- rmig: downgrade
DROP TABLE invoices;

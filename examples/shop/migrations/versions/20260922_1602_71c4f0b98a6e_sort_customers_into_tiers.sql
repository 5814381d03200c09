-- Sort customers into tiers.
--
-- revision = "71c4f0b98a6e"
-- down_revision = "3f9be7160ad4"
-- created_at = 2026-09-22T16:02:19Z

-- rmig: upgrade
CREATE TABLE tiers (
    name VARCHAR(20) NOT NULL PRIMARY KEY,
    points_from INTEGER NOT NULL UNIQUE
);
INSERT INTO tiers (name, points_from) VALUES ('bronze', 0), ('silver', 100), ('gold', 1000);
ALTER TABLE customers ADD COLUMN tier VARCHAR(20) NOT NULL DEFAULT 'bronze';

-- rmig: upgrade
UPDATE customers
SET tier = (
    SELECT name
    FROM tiers
    WHERE points_from <= customers.points
    ORDER BY points_from DESC
    LIMIT 1
)
WHERE points > 0;

-- rmig: downgrade
ALTER TABLE customers DROP COLUMN tier;
DROP TABLE tiers;

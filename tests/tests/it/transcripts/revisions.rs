//! The revisions of the scenes.

/// The first revision: its name and its text.
pub const USERS: (&str, &str) = (
    "8ff185e3e02f_add_users",
    "-- Add users.\n--\n-- revision = \"8ff185e3e02f\"\n\n-- rmig: upgrade\n\
     CREATE TABLE users (id INTEGER PRIMARY KEY, email VARCHAR(200) NOT NULL);\n\n-- rmig: downgrade\nDROP TABLE users;\n",
);
/// The second one.
pub const ORDERS: (&str, &str) = (
    "9c7911720e15_add_orders",
    "-- Add orders.\n--\n-- revision = \"9c7911720e15\"\n-- down_revision = \"8ff185e3e02f\"\n\n-- rmig: upgrade\n\
     CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER);\n\n-- rmig: downgrade\nDROP TABLE orders;\n",
);

/// The history that README.md shows: name, header, upgrade.
pub const FORK: [(&str, &str, &str); 4] = [
    (
        "20261122_1834_8ff185e3e02f_add_users",
        "-- Add users\n--\n-- revision = \"8ff185e3e02f\"\n",
        "CREATE TABLE users (id INTEGER PRIMARY KEY);\n",
    ),
    (
        "20261122_1835_4941a543a5f8_count_logins",
        "-- Count logins\n--\n-- revision = \"4941a543a5f8\"\n-- down_revision = \"8ff185e3e02f\"\n\
         -- branch_labels = [\"logins\"]\n",
        "CREATE TABLE logins (user_id INTEGER);\n",
    ),
    (
        "20261122_1836_9c7911720e15_add_orders",
        "-- Add orders\n--\n-- revision = \"9c7911720e15\"\n-- down_revision = \"8ff185e3e02f\"\n\
         -- branch_labels = [\"orders\"]\n",
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER);\n\
         CREATE INDEX ix_orders_user_id ON order (user_id);\n",
    ),
    (
        MERGE,
        "-- merge 4941a543a5f8 and 9c7911720e15\n--\n-- revision = \"518d6d592643\"\n\
         -- down_revision = [\"4941a543a5f8\", \"9c7911720e15\"]\n",
        "",
    ),
];
/// The last one of the fork.
pub const MERGE: &str = "20261122_1837_518d6d592643_merge_4941a543a5f8_and_9c7911720e15";

/// Longer than any test waits.
pub const SLOW: &str = "INSERT INTO orders SELECT max(i), 1 FROM (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL \
                    SELECT i + 1 FROM n WHERE i < 4000000000) SELECT i FROM n)";

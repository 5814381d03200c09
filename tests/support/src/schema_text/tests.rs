//! Two databases that hold the same have the same text, others don't.

use super::*;
use crate::everywhere;

const TABLES: &str = "CREATE TABLE parent (id INT PRIMARY KEY, name VARCHAR(20) DEFAULT 'x' NOT NULL);\
    CREATE TABLE child (id INT PRIMARY KEY, parent INT, FOREIGN KEY (parent) REFERENCES parent (id));\
    CREATE INDEX ix_child_parent ON child (parent);\
    CREATE VIEW names AS SELECT name FROM parent;\
    INSERT INTO parent VALUES (1, 'one'), (2, 'two');\
    INSERT INTO child VALUES (1, 2);";

#[test]
fn the_order_of_the_rows_is_of_no_account_and_everything_else_is() {
    everywhere(|database| {
        database.sql(TABLES);
        let text = database.schema_text(Journal::Whole);
        let other = ScratchDatabase::new(database.server());
        other.sql(TABLES);
        other.sql("DELETE FROM child; DELETE FROM parent; INSERT INTO parent VALUES (2, 'two'), (1, 'one'); INSERT INTO child VALUES (1, 2)");
        assert_eq!(text, other.schema_text(Journal::Whole));
        for change in [
            "UPDATE parent SET name = 'three' WHERE id = 2",
            "CREATE INDEX ix_name ON parent (name)",
            "DROP VIEW names",
            "ALTER TABLE child ADD COLUMN note INT",
            "INSERT INTO child (id) VALUES (2)",
            trigger(database.server()),
        ] {
            let before = other.schema_text(Journal::Whole);
            other.sql(change);
            assert_ne!(
                before,
                other.schema_text(Journal::Whole),
                "{change} isn't seen"
            );
        }
    });
}

fn trigger(server: Server) -> &'static str {
    match server {
        Server::Postgres => {
            "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';\
             CREATE TRIGGER tr BEFORE INSERT ON child FOR EACH ROW EXECUTE FUNCTION f()"
        }
        Server::Mysql => {
            "CREATE TRIGGER tr BEFORE INSERT ON child FOR EACH ROW SET NEW.id = NEW.id + 1"
        }
        Server::Sqlite => {
            "CREATE TRIGGER tr AFTER INSERT ON child BEGIN UPDATE child SET id = id + 1; END"
        }
    }
}

#[test]
fn routines_of_mysql_are_seen() {
    let database = ScratchDatabase::mysql();
    let before = database.schema_text(Journal::Whole);
    database.sql("CREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC RETURN 2 * n");
    let after = database.schema_text(Journal::Whole);
    assert!(
        after.contains("RETURN 2 * n") && !before.contains("RETURN 2 * n"),
        "{after}"
    );
    assert!(!after.contains(&database.name()), "{after}");
}

#[test]
fn the_journal_is_told_as_asked() {
    everywhere(|database| {
        database.sql(
            "CREATE TABLE rmig_journal (id INT, heartbeat INT, revision VARCHAR(9), started_at VARCHAR(32), \
             finished_at VARCHAR(32), duration_ms INT, host VARCHAR(9));\
             INSERT INTO rmig_journal VALUES (10, 0, 'b', '2026', NULL, 3, 'h'), (9, 4, 'a', '2025', '2026', 5, 'h')",
        );
        let rows = |journal| {
            let text = database.schema_text(journal);
            let rows = text
                .lines()
                .filter(|line| line.contains("rmig_journal: id="));
            let plain = rows.map(|row| row.replace("public.", "").replace(['"', '\''], ""));
            plain.collect::<Vec<_>>()
        };
        assert_eq!(
            rows(Journal::Whole),
            [
                "rmig_journal: id=9 heartbeat=4 revision=a started_at=2025 finished_at=2026 duration_ms=5 host=h",
                "rmig_journal: id=10 heartbeat=0 revision=b started_at=2026 finished_at=NULL duration_ms=3 host=h",
            ]
        );
        assert_eq!(
            rows(Journal::Timeless),
            [
                "rmig_journal: id=* heartbeat=* revision=a started_at=* finished_at=* duration_ms=* host=h",
                "rmig_journal: id=* heartbeat=* revision=b started_at=* finished_at=NULL duration_ms=* host=h",
            ]
        );
        assert!(rows(Journal::Without(&["host"]))[0].ends_with("host=*"));
        let without = database.schema_text(Journal::LeftOut);
        assert!(!without.contains("rmig_journal"), "{without}");
    });
}

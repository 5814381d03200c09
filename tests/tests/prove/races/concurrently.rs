//! `CREATE INDEX CONCURRENTLY` waits for every transaction that there is: whoever waits for it must
//! have none.

use super::crowd::{Crowd, Way};
use crate::effort;

fn indexes_are_built_under_the_race(new: impl Fn() -> Crowd) {
    for _ in 0..effort::rounds(3, 50) {
        let crowd = new();
        let project = &crowd.project;
        let down = "-- rmig: downgrade irreversible\n";
        let table = "-- rmig: upgrade\nCREATE TABLE t (id INT, more INT);\n\
                     CREATE TABLE ran (section TEXT);\n\
                     INSERT INTO t SELECT i, i FROM generate_series(1, 2000) AS i;\n";
        project.write_revision("a", &[], &format!("{table}{down}"));
        let index = |name: &str, column: &str| {
            format!(
                "-- rmig: upgrade transaction=none\nINSERT INTO ran VALUES ('{name}');\n\
                 CREATE INDEX CONCURRENTLY {name} ON t ({column});\n\
                 REINDEX INDEX CONCURRENTLY {name};\n{down}"
            )
        };
        project.write_revision("b", &["a"], &index("t_id", "id"));
        project.write_revision("c", &["b"], &index("t_more", "more"));
        crowd.all_succeed("upgrade heads");

        let database = project.database();
        let ran = database.rows("SELECT section FROM ran ORDER BY section");
        assert_eq!(ran.concat(), ["t_id", "t_more"], "{:?}", crowd.journal());
        let valid = database.rows(
            "SELECT c.relname, i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = indexrelid \
             WHERE indrelid = 't'::regclass ORDER BY 1",
        );
        assert_eq!(valid, [["t_id", "t"], ["t_more", "t"]]);
        let done: Vec<String> = crowd
            .journal()
            .into_iter()
            .map(|row| row.concat())
            .collect();
        assert_eq!(done, ["aupgrade1done", "bupgrade1done", "cupgrade1done"]);
    }
}

#[test]
fn postgres() {
    indexes_are_built_under_the_race(|| Crowd::new(Way::Postgres));
}

#[test]
fn postgres_without_the_lock() {
    indexes_are_built_under_the_race(|| Crowd::without_lock(Way::Postgres));
}

#[test]
fn pgbouncer() {
    indexes_are_built_under_the_race(|| Crowd::new(Way::Pgbouncer));
}

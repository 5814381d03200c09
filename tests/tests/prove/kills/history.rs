//! The history that is run: every kind of section and statement, a branch with a merge, and two heads.

use rmig_test_support::Server;

use crate::{effort, project::Project};

/// A section: its statements, in a transaction or not.
#[derive(Clone, Debug)]
pub struct Section {
    pub transaction: bool,
    pub statements: Vec<String>,
}

/// A revision with what it does in both directions.
#[derive(Clone, Debug)]
pub struct Revision {
    pub id: &'static str,
    pub parents: &'static [&'static str],
    pub upgrade: Vec<Section>,
    pub downgrade: Vec<Section>,
}

/// Which statements are broken as long as nobody mends them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Broken {
    pub upgrade: bool,
    pub downgrade: bool,
}

/// What marks the statement of each direction that is broken until it is mended.
pub const FAILS: &str = "/* fails */";

/// Revisions in the order in which they are upgraded; they are downgraded in the opposite one.
#[derive(Clone, Debug)]
pub struct History {
    pub revisions: Vec<Revision>,
    /// Whether its statements call `gate()`.
    pub gates: bool,
}

/// A second head, of a base of its own.
fn other_head() -> Revision {
    let (create, drop) = ("CREATE TABLE x (id INTEGER)", "DROP TABLE x");
    revision("k1", &[], vec![within(&[create])], vec![within(&[drop])])
}

fn within(statements: &[&str]) -> Section {
    section(true, statements)
}

fn without(statements: &[&str]) -> Section {
    section(false, statements)
}

fn section(transaction: bool, statements: &[&str]) -> Section {
    Section {
        transaction,
        statements: statements.iter().map(ToString::to_string).collect(),
    }
}

/// How an index is made and dropped without keeping others out, where that can be said.
fn index(server: Server, table: &str, column: &str) -> [String; 2] {
    match server {
        Server::Sqlite => [
            format!("CREATE INDEX by_it ON {table} ({column})"),
            "DROP INDEX by_it".to_owned(),
        ],
        Server::Postgres => [
            format!("CREATE INDEX CONCURRENTLY by_it ON {table} ({column})"),
            "DROP INDEX CONCURRENTLY by_it".to_owned(),
        ],
        Server::Mysql => [
            format!("CREATE INDEX by_it ON {table} ({column})"),
            format!("DROP INDEX by_it ON {table}"),
        ],
    }
}

fn revision(
    id: &'static str,
    parents: &'static [&'static str],
    upgrade: Vec<Section>,
    downgrade: Vec<Section>,
) -> Revision {
    Revision {
        id,
        parents,
        upgrade,
        downgrade,
    }
}

/// The first revision of every history.
fn begin() -> Revision {
    revision(
        "r1",
        &[],
        vec![within(&[
            "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)",
            "INSERT INTO t VALUES (1, 2), (2, 4)",
        ])],
        vec![within(&["DROP TABLE t"])],
    )
}

impl History {
    /// Those that are gone through.
    pub fn all(server: Server) -> Vec<Self> {
        let mut all = vec![Self::short(server)];
        if effort::is_full() {
            all.push(Self::long(server));
        }
        all
    }

    /// The one that is gone through by default: a bit of everything.
    fn short(server: Server) -> Self {
        let [index, no_index] = index(server, "t", "n");
        let right = revision(
            "b1",
            &["r1"],
            vec![
                within(&["INSERT INTO t VALUES (3, 6)"]),
                without(&[
                    "UPDATE t SET n = n + 100",
                    &index,
                    "INSERT INTO t VALUES (4, 8) /* fails */",
                ]),
            ],
            vec![
                without(&[&no_index, "UPDATE t SET n = n - 100"]),
                within(&["DELETE FROM t WHERE id > 2"]),
            ],
        );
        let left = revision(
            "a1",
            &["r1"],
            vec![within(&["ALTER TABLE t ADD word VARCHAR(20)"])],
            vec![within(&[
                "ALTER TABLE t DROP COLUMN word",
                "UPDATE t SET n = n + 1 /* fails */",
            ])],
        );
        let merge = revision("m1", &["a1", "b1"], vec![within(&[])], vec![within(&[])]);
        Self {
            revisions: vec![begin(), right, left, merge, other_head()],
            gates: false,
        }
    }

    /// The one that `--full` goes through as well: more sections, and a statement of which nobody can
    /// know whether it took effect.
    fn long(server: Server) -> Self {
        let [index, no_index] = index(server, "u", "id");
        let unknown = match server {
            Server::Sqlite => "INSERT INTO u VALUES (10)",
            Server::Postgres => "DO $$ BEGIN INSERT INTO u VALUES (10); END $$",
            Server::Mysql => "IF 1 = 1 THEN INSERT INTO u VALUES (10); END IF",
        };
        let right = revision(
            "b1",
            &["r1"],
            vec![
                within(&["INSERT INTO t (id, n) VALUES (3, 6)"]),
                without(&[
                    "UPDATE t SET n = n + 100",
                    "CREATE TABLE u (id INTEGER NOT NULL)",
                    "INSERT INTO u VALUES (7)",
                    unknown,
                    &index,
                ]),
                within(&["INSERT INTO u VALUES (8)"]),
            ],
            vec![
                without(&[
                    "DELETE FROM u WHERE id = 8",
                    &no_index,
                    "UPDATE t SET n = n - 100",
                ]),
                within(&["DELETE FROM t WHERE id = 3", "DROP TABLE u"]),
            ],
        );
        let left = revision(
            "a1",
            &["r1"],
            vec![within(&[
                "UPDATE t SET n = n + 10",
                "ALTER TABLE t ADD word VARCHAR(20)",
            ])],
            vec![within(&[
                "ALTER TABLE t DROP COLUMN word",
                "UPDATE t SET n = n - 10",
            ])],
        );
        let merge = revision(
            "m1",
            &["a1", "b1"],
            vec![
                within(&["INSERT INTO t (id, n) SELECT 4, 2 * COUNT(*) FROM u"]),
                without(&[
                    "UPDATE t SET n = n * 2",
                    "INSERT INTO u VALUES (9) /* fails */",
                ]),
            ],
            vec![within(&[
                "UPDATE t SET n = n / 2",
                "DELETE FROM u WHERE id = 9 /* fails */",
                "DELETE FROM t WHERE id = 4",
            ])],
        );
        Self {
            revisions: vec![begin(), right, left, merge, other_head()],
            gates: false,
        }
    }

    /// Writes all revisions, some statements broken.
    pub fn write(&self, project: &Project, broken: Broken) {
        for revision in &self.revisions {
            let mut text = String::new();
            for (direction, sections, broken) in [
                ("upgrade", &revision.upgrade, broken.upgrade),
                ("downgrade", &revision.downgrade, broken.downgrade),
            ] {
                for section in sections {
                    text.push_str(&section.text(direction, broken));
                }
            }
            project.write_revision(revision.id, revision.parents, &text);
        }
    }
}

impl Section {
    fn text(&self, direction: &str, broken: bool) -> String {
        let marker = if self.transaction {
            ""
        } else {
            " transaction=none"
        };
        let mut text = format!("-- rmig: {direction}{marker}\n");
        for statement in &self.statements {
            let fails = broken && statement.contains(FAILS);
            // No comment tells: what is mended is the statement.
            let sql = if fails {
                "INSERT INTO nowhere VALUES (1)"
            } else {
                statement
            };
            text.push_str(&format!("{sql};\n"));
        }
        text.push('\n');
        text
    }
}

//! The history that is run: every kind of section and statement, a branch with a merge, and two heads.

use rmig_test_support::Server;

use crate::project::Project;

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

impl History {
    /// The history that every point of is gone through by default.
    pub fn new(server: Server) -> Self {
        let (index, no_index) = match server {
            Server::Sqlite => ("CREATE INDEX by_id ON u (id)", "DROP INDEX by_id"),
            Server::Postgres => (
                "CREATE INDEX CONCURRENTLY by_id ON u (id)",
                "DROP INDEX CONCURRENTLY by_id",
            ),
            Server::Mysql => ("CREATE INDEX by_id ON u (id)", "DROP INDEX by_id ON u"),
        };
        let begin = Revision {
            id: "r1",
            parents: &[],
            upgrade: vec![within(&[
                "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)",
                "INSERT INTO t VALUES (1, 2), (2, 4)",
            ])],
            downgrade: vec![within(&["DROP TABLE t"])],
        };
        let left = Revision {
            id: "a1",
            parents: &["r1"],
            upgrade: vec![within(&[
                "UPDATE t SET n = n + 10",
                "ALTER TABLE t ADD word VARCHAR(20)",
            ])],
            downgrade: vec![within(&[
                "ALTER TABLE t DROP COLUMN word",
                "UPDATE t SET n = n - 10",
            ])],
        };
        let right = Revision {
            id: "b1",
            parents: &["r1"],
            upgrade: vec![
                within(&["INSERT INTO t (id, n) VALUES (3, 6)"]),
                without(&[
                    "UPDATE t SET n = n + 100",
                    "CREATE TABLE u (id INTEGER NOT NULL)",
                    "INSERT INTO u VALUES (7)",
                    index,
                ]),
                within(&["INSERT INTO u VALUES (8)"]),
            ],
            downgrade: vec![
                without(&[
                    "DELETE FROM u WHERE id = 8",
                    no_index,
                    "UPDATE t SET n = n - 100",
                ]),
                within(&["DELETE FROM t WHERE id = 3", "DROP TABLE u"]),
            ],
        };
        let merge = Revision {
            id: "m1",
            parents: &["a1", "b1"],
            upgrade: vec![
                within(&["INSERT INTO t (id, n) SELECT 4, 2 * COUNT(*) FROM u"]),
                without(&[
                    "UPDATE t SET n = n * 2",
                    "INSERT INTO u VALUES (9) /* fails */",
                ]),
            ],
            downgrade: vec![within(&[
                "UPDATE t SET n = n / 2",
                "DELETE FROM u WHERE id = 9 /* fails */",
                "DELETE FROM t WHERE id = 4",
            ])],
        };
        let other = Revision {
            id: "k1",
            parents: &[],
            upgrade: vec![within(&["CREATE TABLE x (id INTEGER)"])],
            downgrade: vec![within(&["DROP TABLE x"])],
        };
        Self {
            revisions: vec![begin, right, left, merge, other],
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

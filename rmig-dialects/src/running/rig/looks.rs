//! What a stranger sees in the database, and does to it.

use rmig_engine::connection::{Access, Connection, Value};
use rmig_test_support::{Journal, Server};

use super::Rig;

impl Rig {
    /// Runs a statement as a stranger would.
    pub async fn execute(&self, sql: &str) {
        let mut connection = self.connect(Access::Change).await.unwrap();
        connection.execute(sql).await.unwrap();
        connection.close().await.unwrap();
    }

    /// The rows of a query, their values joined with `|`.
    pub async fn query(&self, sql: &str) -> Vec<String> {
        let mut connection = self.looker().await;
        let rows = connection.query(sql).await.unwrap();
        self.put_back(connection).await;
        let show = |value: &Value| match value {
            Value::Null => "NULL".to_owned(),
            Value::Integer(number) => number.to_string(),
            Value::Text(text) => text.clone(),
        };
        rows.iter()
            .map(|row| row.iter().map(show).collect::<Vec<_>>().join("|"))
            .collect()
    }

    /// A connection that looks; with a server, the same one again, since each one is dear.
    async fn looker(&self) -> Box<dyn Connection> {
        let kept = self.looker.lock().unwrap().take();
        match kept {
            Some(connection) => connection,
            None => self.connect(Access::Look).await.unwrap(),
        }
    }

    async fn put_back(&self, connection: Box<dyn Connection>) {
        if self.database.server() == Server::Sqlite {
            connection.close().await.unwrap();
        } else {
            *self.looker.lock().unwrap() = Some(connection);
        }
    }

    /// The names of the user's tables.
    pub async fn tables(&self) -> Vec<String> {
        self.query(match self.database.server() {
            Server::Sqlite => {
                "SELECT name FROM sqlite_master WHERE type = 'table' \
                     AND name NOT IN ('rmig_version', 'rmig_journal') ORDER BY name"
            }
            Server::Postgres => {
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' \
                     AND table_name NOT IN ('rmig_version', 'rmig_journal') ORDER BY 1"
            }
            Server::Mysql => {
                "SELECT table_name FROM information_schema.tables WHERE table_schema = \
                     DATABASE() AND table_name NOT IN ('rmig_version', 'rmig_journal') ORDER BY 1"
            }
        })
        .await
    }

    /// The journal, a line each: revision, direction, section, statements done and in all, outcome.
    pub async fn journal(&self) -> Vec<String> {
        self.query(
            "SELECT revision, direction, section, statements_done, statements, outcome \
             FROM rmig_journal ORDER BY id",
        )
        .await
    }

    /// How many sections hold the claim.
    pub async fn claims(&self) -> usize {
        self.query("SELECT id FROM rmig_journal WHERE claim IS NOT NULL")
            .await
            .len()
    }

    /// Everything in the database but who did what when; the journal's rows in their order.
    pub fn text(&self) -> String {
        self.database
            .schema_text(Journal::Without(&["actor", "host", "intent"]))
    }

    /// As [`journal`](Self::journal), where there may be none yet.
    pub async fn journal_if_any(&self) -> Vec<String> {
        let mut connection = self.looker().await;
        let exists = connection.table_exists(None, "rmig_journal").await.unwrap();
        self.put_back(connection).await;
        match exists {
            true => self.journal().await,
            false => Vec::new(),
        }
    }

    /// Whether somebody is writing into a SQLite file.
    pub async fn is_being_written(&self) -> bool {
        let mut connection = self.connect_hastily().await;
        let begun = connection.begin().await;
        drop(connection.rollback().await);
        connection.close().await.unwrap();
        begun.is_err()
    }

    /// Empties a server's database, which is quicker than a new one.
    pub async fn clear(&self) {
        let mut connection = self.connect(Access::Change).await.unwrap();
        let names = match self.database.server() {
            Server::Sqlite => panic!("take another file"),
            Server::Postgres => {
                let sql = "DROP SCHEMA public CASCADE";
                connection.execute(sql).await.unwrap();
                connection.execute("CREATE SCHEMA public").await.unwrap();
                Vec::new()
            }
            Server::Mysql => {
                let sql = "SELECT table_name FROM information_schema.tables \
                           WHERE table_schema = DATABASE()";
                connection.query(sql).await.unwrap()
            }
        };
        for name in names.iter().flatten().filter_map(Value::as_text) {
            let sql = format!("DROP TABLE {name}");
            connection.execute(&sql).await.unwrap();
        }
        connection.close().await.unwrap();
    }

    pub async fn version_rows(&self) -> Vec<String> {
        self.query("SELECT version_num FROM rmig_version ORDER BY 1")
            .await
    }
}

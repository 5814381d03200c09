//! What a user may not do, and who is told how to allow it.

use rmig_engine::connection::{Access, ConnectOptions, Connection, ErrorKind};

use super::rig::{ScratchDatabase, refused, try_connect};

/// A user that is gone with the value.
struct User<'a> {
    database: &'a ScratchDatabase,
    name: String,
}

impl<'a> User<'a> {
    fn new(database: &'a ScratchDatabase, grants: &[&str]) -> Self {
        let name = format!("u_{}", database.name().replace("rmig_test_", ""));
        let user = Self { database, name };
        database.sql(&format!(
            "CREATE USER '{}'@'%' IDENTIFIED BY 'pass word'",
            user.name
        ));
        for grant in grants {
            let on = format!("`{}`.*", database.name());
            let on = grant.replace(" ON *", &format!(" ON {on}"));
            database.sql(&format!("GRANT {on} TO '{}'@'%'", user.name));
        }
        user
    }

    fn url(&self) -> String {
        self.database
            .address()
            .with_user(&self.name, "pass word")
            .url()
    }

    async fn connect(&self) -> Box<dyn Connection> {
        let options = ConnectOptions::new(Access::Change);
        try_connect(&self.url(), &options).await.unwrap()
    }
}

impl Drop for User<'_> {
    fn drop(&mut self) {
        let _ = self
            .database
            .try_sql(&format!("DROP USER '{}'@'%'", self.name));
    }
}

#[tokio::test]
async fn what_is_not_granted_is_named() {
    let database = ScratchDatabase::mysql();
    database.sql("CREATE TABLE t (a INT, b INT)");
    let user = User::new(&database, &["SELECT ON *"]);
    let mut connection = user.connect().await;
    let (schema, name) = (database.name(), user.name.clone());
    for (sql, grant) in [
        ("INSERT INTO t VALUES (1, 2)", "GRANT INSERT ON "),
        ("CREATE TABLE u (a INT)", "GRANT CREATE ON "),
        ("ALTER TABLE t ADD c INT", "GRANT ALTER ON "),
        ("DROP TABLE t", "GRANT DROP ON "),
        ("CREATE VIEW v AS SELECT 1", "GRANT CREATE VIEW ON "),
    ] {
        let error = connection.execute(sql).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Other);
        let help = error.help.unwrap_or_default();
        assert!(help.contains(grant), "{sql}: {help}");
        assert!(
            help.contains(&format!("`{schema}`.`")) && help.contains(&name),
            "{help}"
        );
    }
    let help = |error: rmig_engine::connection::DatabaseError| error.help.unwrap_or_default();
    let error = connection
        .execute("CREATE PROCEDURE p() SELECT 1")
        .await
        .unwrap_err();
    assert!(help(error).contains("GRANT"));
    let error = connection
        .execute("SET GLOBAL max_connections = 7")
        .await
        .unwrap_err();
    assert!(help(error).contains("GRANT"));
}

#[tokio::test]
async fn a_table_that_may_not_be_seen_is_not_taken_for_missing() {
    let database = ScratchDatabase::mysql();
    database.sql("CREATE TABLE t (a INT)");
    let user = User::new(&database, &["CREATE ON *"]);
    let mut connection = user.connect().await;
    let error = connection.table_exists(None, "t").await.unwrap_err();
    assert!(error.help.unwrap().contains("GRANT SELECT ON "));
}

#[tokio::test]
async fn a_user_without_any_rights_there_isn_t_let_into_the_database() {
    let database = ScratchDatabase::mysql();
    let user = User::new(&database, &[]);
    let error = refused(&user.url()).await;
    assert_eq!(
        (error.kind, error.code.as_deref()),
        (ErrorKind::Connect, Some("1044"))
    );
    let (schema, name) = (database.name(), &user.name);
    assert!(
        error.message.contains(&format!(
            "user '{name}'@'%' may not use the database \"{schema}\""
        )),
        "{error}"
    );
    let grant = format!("GRANT ALL PRIVILEGES ON `{schema}`.* TO '{name}'@'%'");
    assert!(error.help.clone().unwrap().contains(&grant), "{error:?}");
    assert!(!format!("{error:?}").contains("pass word"));
}

#[tokio::test]
async fn whoever_holds_the_lock_is_named_as_far_as_may_be_seen() {
    let database = ScratchDatabase::mysql();
    let mut holder = super::rig::connect(&database).await;
    holder.try_lock("rmig").await.unwrap();
    let user = User::new(&database, &["SELECT ON *"]);
    let mut connection = user.connect().await;
    let rmig_engine::connection::LockAttempt::Held { by } =
        connection.try_lock("rmig").await.unwrap()
    else {
        panic!("taken twice");
    };
    let id = super::rig::one(holder.as_mut(), "SELECT CONNECTION_ID()").await;
    assert_eq!(by, Some(format!("connection {}", id.as_integer().unwrap())));
}

//! The server's errors: their kinds, their words, and what to do.

use std::time::Duration;

use rmig_engine::connection::{Access, ConnectOptions, DatabaseError, ErrorKind};

use super::rig::*;

fn help(error: &DatabaseError) -> &str {
    error.help.as_deref().unwrap_or_default()
}

#[tokio::test]
async fn details_hints_and_places_in_routines_are_told() {
    let database = ScratchDatabase::postgres();
    database.sql(
        "CREATE TABLE a (id INT PRIMARY KEY); CREATE TABLE b (id INT REFERENCES a); \
         CREATE VIEW v AS SELECT * FROM a; CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS \
         $$BEGIN RETURN 1 / 0; END$$",
    );
    let mut connection = connect(&database).await;
    let error = connection.execute("DROP TABLE a").await.unwrap_err();
    assert_eq!(
        error.message,
        "cannot drop table a because other objects depend on it: constraint b_id_fkey on table b \
         depends on table a; view v depends on table a"
    );
    assert_eq!(
        help(&error),
        "Use DROP ... CASCADE to drop the dependent objects too"
    );
    assert_eq!(error.code.as_deref(), Some("2BP01"));
    let error = connection.execute("SELECT f()").await.unwrap_err();
    assert_eq!(error.message, "division by zero");
    assert_eq!(
        help(&error),
        "it happened in PL/pgSQL function f() line 1 at RETURN"
    );
    let error = connection.execute("VACUUM; SELECT 1").await.unwrap_err();
    assert!(help(&error).contains("`transaction=none`"), "{error:?}");
}

#[tokio::test]
async fn locks_deadlocks_and_conflicts_are_busy() {
    let database = ScratchDatabase::postgres();
    database.sql("CREATE TABLE t (a INT); INSERT INTO t VALUES (1)");
    let options = ConnectOptions {
        lock_timeout: Duration::from_millis(100),
        ..ConnectOptions::new(Access::Change)
    };
    let mut one = connect_with(&database, &options).await;
    let mut two = connect(&database).await;
    two.begin().await.unwrap();
    two.execute("LOCK TABLE t").await.unwrap();
    let error = one.execute("DROP TABLE t").await.unwrap_err();
    assert_eq!(
        (error.kind, error.code.as_deref()),
        (ErrorKind::Busy, Some("55P03"))
    );
    assert!(help(&error).contains("`lock_timeout`"), "{error:?}");
    two.rollback().await.unwrap();

    let serializable = "BEGIN ISOLATION LEVEL SERIALIZABLE";
    for connection in [&mut one, &mut two] {
        let statements = [
            serializable,
            "SELECT sum(a) FROM t",
            "INSERT INTO t VALUES (2)",
        ];
        connection
            .run_batch(&statements, None, &mut |_| ())
            .await
            .unwrap();
    }
    one.commit().await.unwrap();
    assert_eq!(two.commit().await.unwrap_err().kind, ErrorKind::Busy);
    two.rollback().await.unwrap();
}

#[tokio::test]
async fn what_a_role_may_not_do_comes_with_the_grant() {
    let database = ScratchDatabase::postgres();
    database.sql("CREATE TABLE t (a INT); CREATE SCHEMA s; CREATE TABLE s.u (a INT)");
    let role = Role::new(&database, "");
    let options = ConnectOptions::new(Access::Change);
    let mut connection = try_connect(&role.url(), &options).await.unwrap();
    let to = format!("TO \"{}\"", role.name);
    let on_database = format!("GRANT CREATE ON DATABASE \"{}\"", database.name());
    for (sql, grant) in [
        (
            "CREATE TABLE public.x (a INT)",
            "GRANT USAGE, CREATE ON SCHEMA public",
        ),
        ("SELECT * FROM s.u", "GRANT USAGE, CREATE ON SCHEMA s"),
        (
            "INSERT INTO t VALUES (1)",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON t",
        ),
        ("DROP TABLE t", "ALTER … OWNER"),
        ("CREATE SCHEMA x", &on_database),
    ] {
        let error = connection.execute(sql).await.unwrap_err();
        assert_eq!(
            (error.kind, error.code.as_deref()),
            (ErrorKind::Other, Some("42501"))
        );
        assert!(
            help(&error).contains(grant) && help(&error).contains(&to),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn a_database_that_is_read_only_says_so() {
    let database = ScratchDatabase::postgres();
    let name = database.name();
    database.sql(&format!(
        "ALTER DATABASE {name} SET default_transaction_read_only = on"
    ));
    let mut connection = connect(&database).await;
    let error = connection
        .execute("CREATE TABLE t (a INT)")
        .await
        .unwrap_err();
    assert_eq!(
        error.message,
        "cannot execute CREATE TABLE in a read-only transaction"
    );
    assert!(help(&error).contains("standby"), "{error:?}");
    let off = database
        .address()
        .with_parameter("options", "-c default_transaction_read_only=off");
    let mut connection = try_connect(&off.url(), &ConnectOptions::new(Access::Change))
        .await
        .unwrap();
    connection.execute("CREATE TABLE t (a INT)").await.unwrap();
}

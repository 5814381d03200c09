//! Connections that an application hands over.

use rmig_engine::connection::{Access, ConnectOptions, Connection as _, ErrorKind};
use sqlx::{Connection as _, Executor as _, PgConnection, postgres::PgPoolOptions};

use super::rig::*;
use crate::postgres::PostgresConnection;

/// What a spawned task needs.
const fn is_send<T: Send>() {}
const _: () = is_send::<PostgresConnection>();
const _: () = is_send::<Box<dyn rmig_engine::connection::Connection>>();

#[tokio::test]
async fn a_pool_s_connection_keeps_its_path_and_its_role() {
    let database = ScratchDatabase::postgres();
    let role = Role::new(&database, "");
    let name = role.name.clone();
    database.sql(&format!("CREATE SCHEMA tenant AUTHORIZATION {name}"));
    let set = format!("SET search_path = tenant; SET ROLE {name}; SET TimeZone = 'Asia/Tokyo'");
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .after_connect(move |connection, _| {
            let set = sqlx::AssertSqlSafe(set.clone());
            Box::pin(async move { connection.execute(set).await.map(drop) })
        })
        .connect(database.url())
        .await
        .unwrap();
    let options = ConnectOptions::new(Access::Change);
    let mut ours = PostgresConnection::from_pool(&pool, &options)
        .await
        .unwrap();
    // It doesn't come back: the pool opens another one.
    assert_eq!(pool.size(), 0);
    for _ in 0..2 {
        assert_eq!(text(&mut ours, "SHOW search_path").await, "tenant");
        assert_eq!(text(&mut ours, "SELECT current_user::text").await, name);
        assert_eq!(text(&mut ours, "SHOW TimeZone").await, "UTC");
        ours.execute("SET search_path = ''").await.unwrap();
        ours.reset_session().await.unwrap();
    }
    ours.reconnect().await.unwrap();
    assert_eq!(text(&mut ours, "SHOW search_path").await, "tenant");
    assert_eq!(text(&mut ours, "SELECT current_user::text").await, name);
    let shown = format!("{ours:?}");
    assert!(!shown.contains(&database.address().password()), "{shown}");
    Box::new(ours).close().await.unwrap();
    pool.close().await;
}

#[tokio::test]
async fn a_connection_in_a_transaction_is_refused() {
    let database = ScratchDatabase::postgres();
    let mut theirs = PgConnection::connect(database.url()).await.unwrap();
    theirs.execute("BEGIN; SELECT 1").await.unwrap();
    let reach = database.url().parse().unwrap();
    let options = ConnectOptions::new(Access::Change);
    let error = PostgresConnection::adopt(theirs, &reach, &options)
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Connect);
    assert_eq!(
        error.message,
        "the connection is in the middle of a transaction"
    );
}

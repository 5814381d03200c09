//! Connections that the user's own program made.

use std::str::FromStr as _;

use rmig_engine::connection::{Access, ConnectOptions, Connection, ErrorKind};
use sqlx::{AssertSqlSafe, ConnectOptions as _, MySqlPool, mysql::MySqlConnectOptions};

use super::rig::{ScratchDatabase, number, one, text};
use crate::mysql::MysqlConnection;

fn is_send<T: Send>() {}

#[test]
fn connections_can_be_sent() {
    is_send::<MysqlConnection>();
    is_send::<Box<dyn Connection>>();
}

#[tokio::test]
async fn a_connection_out_of_a_pool_is_brought_into_shape() {
    let database = ScratchDatabase::mysql();
    let pool = MySqlPool::connect(database.url()).await.unwrap();
    let options = ConnectOptions::new(Access::Change);
    let mut connection = MysqlConnection::from_pool(&pool, &options).await.unwrap();
    let shown = format!("{connection:?}");
    assert!(!shown.contains(&database.address().password()), "{shown}");
    // sqlx adds to it.
    let mode = one(&mut connection, "SELECT @@sql_mode").await;
    assert!(!mode.as_text().unwrap().contains("PIPES_AS_CONCAT"));
    let canceller = connection.canceller();
    let (slept, ()) = tokio::join!(connection.execute("SELECT SLEEP(20)"), async {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        canceller.cancel().await;
    });
    // MariaDB ends SLEEP with an error, MySQL with the answer 1.
    if let Err(error) = slept {
        assert_eq!(error.kind, ErrorKind::Cancelled);
    }
    assert_eq!(one(&mut connection, "SELECT 1").await, number(1));
    Box::new(connection).close().await.unwrap();
    pool.close().await;
}

#[tokio::test]
async fn a_connection_without_a_database_is_refused() {
    let database = ScratchDatabase::mysql();
    let address = database.address().with_database("");
    let how = MySqlConnectOptions::from_str(&address.url()).unwrap();
    let taken = how.connect().await.unwrap();
    let options = ConnectOptions::new(Access::Change);
    let refused = MysqlConnection::adopt(taken, &how, &options).await;
    let error = refused.err().unwrap();
    assert_eq!(error.kind, ErrorKind::Connect);
    assert_eq!(error.message, "the connection has chosen no database");

    // One that chose it later is as good.
    let mut taken = how.connect().await.unwrap();
    let chosen = AssertSqlSafe(format!("USE {}", database.name()));
    sqlx::raw_sql(chosen).execute(&mut taken).await.unwrap();
    let mut connection = MysqlConnection::adopt(taken, &how, &options).await.unwrap();
    let current = one(&mut connection, "SELECT DATABASE()").await;
    assert_eq!(current, text(&database.name()));
}

#[tokio::test]
async fn a_transaction_that_is_open_is_nobody_s_to_commit() {
    let database = ScratchDatabase::mysql();
    let how = MySqlConnectOptions::from_str(database.url()).unwrap();
    let mut taken = how.connect().await.unwrap();
    let begin = sqlx::raw_sql("START TRANSACTION");
    begin.execute(&mut taken).await.unwrap();
    let options = ConnectOptions::new(Access::Change);
    let refused = MysqlConnection::adopt(taken, &how, &options).await;
    let error = refused.err().unwrap();
    assert_eq!(
        error.message,
        "the connection is in the middle of a transaction"
    );
}

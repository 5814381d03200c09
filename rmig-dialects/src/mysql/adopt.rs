//! Takes over an open connection.

use std::time::Duration;

use rmig_engine::connection::{ConnectOptions, DatabaseError, ErrorKind, Value};
use sqlx::{MySqlPool, mysql::MySqlConnectOptions};

use super::{
    MysqlConnection,
    cancel::KillQuery,
    connect::quiet,
    error,
    flavour::Flavour,
    message::{Keep, send},
    refused::{refused, target},
    session::Session,
};

/// The longest that a cancelled run waits for its second connection.
const CANCEL_PATIENCE: Duration = Duration::from_secs(10);

impl MysqlConnection {
    /// Takes a connection of `pool` out of it, for good, and brings its session into shape.
    ///
    /// # Errors
    ///
    /// [`DatabaseError`] if the pool has no connection to give, or as [`adopt`](Self::adopt).
    pub async fn from_pool(
        pool: &MySqlPool,
        options: &ConnectOptions,
    ) -> Result<Self, DatabaseError> {
        let reach = pool.connect_options();
        let acquired = pool.acquire().await;
        let acquired =
            acquired.map_err(|error| refused(&error, &target(Flavour::Mysql, &reach), &reach))?;
        Self::adopt(acquired.detach(), &reach, options).await
    }

    /// Takes over a connection and brings its session into shape. `reach` is how it was opened: a
    /// statement is cancelled over a second connection.
    ///
    /// MySQL doesn't say whether it is in a transaction, which the first one of ours would commit.
    ///
    /// # Errors
    ///
    /// [`DatabaseError`] if the connection has chosen no database, is in a transaction as far as the
    /// server tells, or can't be set up.
    pub async fn adopt(
        mut inner: sqlx::MySqlConnection,
        reach: &MySqlConnectOptions,
        options: &ConnectOptions,
    ) -> Result<Self, DatabaseError> {
        // The last column is for MariaDB alone, a comment to MySQL.
        const QUESTION: &str = "SELECT VERSION(), CONNECTION_ID(), @@max_allowed_packet, \
                                DATABASE() /*M!100000 , @@in_transaction */";
        let mut untold = |_| ();
        let asked = send(
            &mut inner,
            QUESTION.into(),
            Keep::Everything,
            None,
            &mut untold,
        );
        let answers = asked
            .await
            .map_err(|failure| error::of_failure(failure, QUESTION))?;
        let row = answers.rows.into_iter().next().unwrap_or_default();
        let refuse = |message: &str, help: &str| {
            Err(DatabaseError::new(ErrorKind::Connect, message).with_help(help))
        };
        let [
            Value::Text(version),
            Value::Integer(id),
            Value::Integer(max_message),
            database,
            in_transaction @ ..,
        ] = row.as_slice()
        else {
            return refuse(
                "the server doesn't say who it is",
                "see whether it is MySQL or MariaDB that the URL leads to",
            );
        };
        let Value::Text(database) = database else {
            return refuse(
                "the connection has chosen no database",
                "choose one with USE, or in the URL",
            );
        };
        if in_transaction == [Value::Integer(1)] {
            return refuse(
                "the connection is in the middle of a transaction",
                "end the transaction before handing the connection over",
            );
        }
        let max_message = usize::try_from(*max_message).unwrap_or(usize::MAX);
        let flavour = Flavour::of_version(version);
        let session = Session::new(flavour, database.clone(), max_message, options);
        let patience = options.connect_timeout.min(CANCEL_PATIENCE);
        let connection_id = u64::try_from(*id).unwrap_or_default();
        let canceller = KillQuery::new(quiet(reach.clone()), connection_id, patience);
        Self::new(inner, session, canceller).await
    }
}

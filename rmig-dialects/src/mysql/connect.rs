//! Opens a connection to a server.

use std::{str::FromStr as _, time::Duration};

use rmig_engine::{
    connection::{ConnectOptions, DatabaseError, ErrorKind, Value},
    database_url::DatabaseUrl,
};
use sqlx::{
    ConnectOptions as _,
    mysql::{MySqlConnectOptions, MySqlDatabaseError},
};

use super::{
    MysqlConnection,
    cancel::KillQuery,
    dialect::quote_identifier,
    error,
    flavour::Flavour,
    help,
    message::{Keep, send},
    session::Session,
};
use crate::{reach::Target, server_url};

/// The parameters of URLs that sqlx reads.
const KNOWN: &[&str] = &[
    "sslmode", "ssl-mode", "sslca", "ssl-ca", "sslcert", "ssl-cert", "sslkey", "ssl-key", "socket",
];

/// Those that others read and that change nothing here: the session profile says what holds.
const IGNORED: &[&str] = &[
    "charset",
    "collation",
    "statement-cache-capacity",
    "timezone",
    "time-zone",
];

/// The longest that a cancelled run waits for its second connection.
const CANCEL_PATIENCE: Duration = Duration::from_secs(10);

/// Opens the database that `url` names.
pub(super) async fn connect(
    url: &DatabaseUrl,
    options: &ConnectOptions,
) -> Result<MysqlConnection, DatabaseError> {
    let mysql = parse(url)?;
    if mysql.get_database().is_none() {
        let message = format!("the URL {url} names no database");
        return Err(DatabaseError::new(ErrorKind::Connect, message)
            .with_help("write it behind the host: `mysql://user@host/database`"));
    }
    let target = target(url, &mysql);
    let opened = async {
        let connection = mysql.connect().await;
        let connection = connection.map_err(|error| refused(&error, &target, &mysql))?;
        MysqlConnection::adopt(connection, mysql.clone(), options).await
    };
    match tokio::time::timeout(options.connect_timeout, opened).await {
        Ok(opened) => opened,
        Err(_) => Err(target.timed_out(options.connect_timeout)),
    }
}

/// Opens a connection like the one that `canceller` watches over.
pub(super) async fn again(
    canceller: &KillQuery,
    options: &ConnectOptions,
) -> Result<MysqlConnection, DatabaseError> {
    let mysql = canceller.way();
    let opened = async {
        let connection = mysql.connect().await;
        let connection = connection.map_err(|error| error::from_sqlx(error, ""))?;
        MysqlConnection::adopt(connection, mysql.clone(), options).await
    };
    match tokio::time::timeout(options.connect_timeout, opened).await {
        Ok(opened) => opened,
        Err(_) => Err(DatabaseError::new(
            ErrorKind::Connect,
            format!("{} doesn't answer", place(mysql)),
        )),
    }
}

impl MysqlConnection {
    /// Takes over a connection that is not in a transaction, for instance one that was detached from
    /// a pool, and brings its session into shape. `reconnect` is how it was made: cancelling takes a
    /// second one.
    ///
    /// # Errors
    ///
    /// When the connection names no database, or doesn't live any more.
    pub async fn adopt(
        mut connection: sqlx::MySqlConnection,
        reconnect: MySqlConnectOptions,
        options: &ConnectOptions,
    ) -> Result<Self, DatabaseError> {
        const QUESTION: &str =
            "SELECT VERSION(), CONNECTION_ID(), @@max_allowed_packet, DATABASE()";
        let question = QUESTION.to_owned().into();
        let asked = send(
            &mut connection,
            question,
            Keep::Everything,
            None,
            &mut |_| (),
        )
        .await;
        let answers = asked.map_err(|failure| error::of_failure(failure, QUESTION))?;
        let row = answers.rows.into_iter().next().unwrap_or_default();
        let [
            Value::Text(version),
            Value::Integer(id),
            Value::Integer(max_message),
            database,
        ] = row.as_slice()
        else {
            let message = "the server doesn't say who it is";
            return Err(DatabaseError::new(ErrorKind::Connect, message)
                .with_help("see whether it is MySQL or MariaDB that the URL leads to"));
        };
        let Value::Text(database) = database else {
            let message = "the connection has chosen no database";
            return Err(DatabaseError::new(ErrorKind::Connect, message)
                .with_help("choose one with USE, or in the URL"));
        };
        let max_message = usize::try_from(*max_message).unwrap_or(usize::MAX);
        let flavour = Flavour::of_version(version);
        let session = Session::new(flavour, database.clone(), max_message, options);
        let patience = options.connect_timeout.min(CANCEL_PATIENCE);
        let connection_id = u64::try_from(*id).unwrap_or_default();
        let canceller = KillQuery::new(quiet(reconnect), connection_id, patience);
        Self::new(connection, session, canceller, options.clone()).await
    }
}

/// What sqlx makes of a URL, with everything switched off that it would do by itself.
fn parse(url: &DatabaseUrl) -> Result<MySqlConnectOptions, DatabaseError> {
    let text = server_url::for_driver(url, KNOWN, IGNORED)?;
    let parsed = MySqlConnectOptions::from_str(&text).map_err(|error| {
        let reason = match error {
            sqlx::Error::Configuration(reason) => reason.to_string(),
            error => error.to_string(),
        };
        let message = format!("the URL {url} can't be read: {reason}");
        DatabaseError::new(ErrorKind::Connect, message)
            .with_help("such a URL is `mysql://user:password@host:3306/database`")
    })?;
    Ok(quiet(parsed))
}

/// Nothing is logged, and nothing set: sqlx would change the SQL mode and the time zone.
fn quiet(options: MySqlConnectOptions) -> MySqlConnectOptions {
    options
        .disable_statement_logging()
        .set_names(false)
        .timezone(None)
        .pipes_as_concat(false)
        .no_engine_substitution(false)
}

fn target(url: &DatabaseUrl, options: &MySqlConnectOptions) -> Target {
    Target {
        server: match url.scheme() {
            "mariadb" => Flavour::MariaDb.title(),
            _ => Flavour::Mysql.title(),
        },
        place: place(options),
        without_tls: "ssl-mode=DISABLED",
        authority: "ssl-ca",
        any_name: "ssl-mode=VERIFY_CA",
    }
}

fn place(options: &MySqlConnectOptions) -> String {
    match options.get_socket() {
        Some(socket) => socket.display().to_string(),
        None => format!("{}:{}", options.get_host(), options.get_port()),
    }
}

/// Why the server, or the way to it, doesn't let anybody in.
fn refused(error: &sqlx::Error, target: &Target, options: &MySqlConnectOptions) -> DatabaseError {
    let server = match error {
        sqlx::Error::Database(database) => database.try_downcast_ref::<MySqlDatabaseError>(),
        _ => None,
    };
    let Some(server) = server else {
        return target
            .explain(error)
            .unwrap_or_else(|| DatabaseError::new(ErrorKind::Connect, error.to_string()));
    };
    let place = &target.place;
    let user = options.get_username();
    let database = options.get_database().unwrap_or_default();
    let quoted = quote_identifier(database);
    let (message, help) = match server.number() {
        1049 => (
            format!("there is no database {database:?} on {place}"),
            format!("create it: `CREATE DATABASE {quoted} CHARACTER SET utf8mb4`"),
        ),
        1044 => {
            let denied = help::denied_database(server.message());
            let who = denied.map_or_else(|| format!("'{user}'"), |(who, _)| who.to_owned());
            (
                format!("user {who} may not use the database {database:?} on {place}"),
                format!(
                    "an administrator can allow it: `GRANT ALL PRIVILEGES ON {quoted}.* TO {who}`"
                ),
            )
        }
        1045 | 1698 => (
            format!("{place} doesn't let the user {user:?} in: user, host or password is wrong"),
            "see whether user and password in the URL are right; special characters in them are \
             written as percent codes"
                .to_owned(),
        ),
        1130 | 1129 => (
            format!("{place} takes no connections from this host"),
            format!(
                "an administrator can create the user for this host: `CREATE USER '{user}'@'…'`"
            ),
        ),
        1040 | 1203 | 1226 => (
            format!("{place} has too many connections already"),
            "wait until others are closed, or raise max_connections on the server".to_owned(),
        ),
        1053 | 1927 => (
            format!("{place} is shutting down"),
            "wait until it is up again".to_owned(),
        ),
        3159 => (
            format!("{place} wants TLS, and the URL does without"),
            "take `ssl-mode=DISABLED` out of the URL".to_owned(),
        ),
        1820 | 1862 => (
            format!("the password of user {user:?} on {place} has expired"),
            "set a new one with ALTER USER".to_owned(),
        ),
        3118 | 4151 => (
            format!("the user {user:?} on {place} is locked"),
            format!("an administrator can unlock it: `ALTER USER '{user}' ACCOUNT UNLOCK`"),
        ),
        _ => (
            format!("{place} lets nobody in: {}", server.message()),
            "see the server's log".to_owned(),
        ),
    };
    let mut error = DatabaseError::new(ErrorKind::Connect, message).with_help(help);
    error.code = Some(server.number().to_string());
    error
}

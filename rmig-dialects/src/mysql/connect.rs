//! Opens a connection to a server.

use std::{str::FromStr as _, time::Duration};

use rmig_engine::{
    connection::{ConnectOptions, DatabaseError, ErrorKind, Value},
    database_url::DatabaseUrl,
};
use sqlx::{
    ConnectOptions as _, MySqlPool,
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

/// The names of the parameters that lead to files.
const AUTHORITY: &[&str] = &["ssl-ca", "sslca"];
const CERTIFICATE: &[&str] = &["ssl-cert", "sslcert"];
const KEY: &[&str] = &["ssl-key", "sslkey"];

/// The other parameters of URLs that sqlx reads.
const KNOWN: &[&str] = &["socket", "ssl-mode", "sslmode"];

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
    let mysql = parse(url, options)?;
    if mysql.get_database().is_none() {
        let message = format!("the URL {url} names no database");
        return Err(DatabaseError::new(ErrorKind::Connect, message)
            .with_help("write it behind the host: `mysql://user@host/database`"));
    }
    let flavour = match url.scheme() {
        "mariadb" => Flavour::MariaDb,
        _ => Flavour::Mysql,
    };
    open(flavour, &mysql, options).await
}

/// Opens the same database again, in the same shape.
pub(super) async fn again(old: &MysqlConnection) -> Result<MysqlConnection, DatabaseError> {
    let session = &old.session;
    // A connection that was taken over may have chosen its database later.
    let reach = old.canceller.options.clone().database(&session.database);
    open(session.flavour, &reach, &session.options).await
}

async fn open(
    flavour: Flavour,
    reach: &MySqlConnectOptions,
    options: &ConnectOptions,
) -> Result<MysqlConnection, DatabaseError> {
    let target = target(flavour, reach);
    let opened = async {
        let connection = reach.connect().await;
        let connection = connection.map_err(|error| refused(&error, &target, reach))?;
        MysqlConnection::adopt(connection, reach, options).await
    };
    match tokio::time::timeout(options.connect_timeout, opened).await {
        Ok(opened) => opened,
        Err(_) => Err(target.timed_out(options.connect_timeout)),
    }
}

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

/// What sqlx makes of a URL and the certificates that it names, with everything switched off that it
/// would do by itself.
fn parse(
    url: &DatabaseUrl,
    options: &ConnectOptions,
) -> Result<MySqlConnectOptions, DatabaseError> {
    let files = [AUTHORITY, CERTIFICATE, KEY].concat();
    let others = [files.as_slice(), IGNORED].concat();
    let text = server_url::for_driver(url, KNOWN, &others)?;
    let mut parsed = MySqlConnectOptions::from_str(&text).map_err(|error| {
        // sqlx wraps such an error in another one of its own.
        let reason = error.to_string().replace("error with configuration: ", "");
        let message = format!("the URL {url} can't be read: {reason}");
        DatabaseError::new(ErrorKind::Connect, message)
            .with_help("such a URL is `mysql://user:password@host:3306/database`")
    })?;
    let file = |names| server_url::file(url, names, options.base.as_deref());
    if let Some(authority) = file(AUTHORITY)? {
        parsed = parsed.ssl_ca_from_pem(authority);
    }
    if let Some(certificate) = file(CERTIFICATE)? {
        parsed = parsed.ssl_client_cert_from_pem(certificate);
    }
    if let Some(key) = file(KEY)? {
        parsed = parsed.ssl_client_key_from_pem(key);
    }
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

fn target(flavour: Flavour, options: &MySqlConnectOptions) -> Target {
    Target {
        server: flavour.title(),
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

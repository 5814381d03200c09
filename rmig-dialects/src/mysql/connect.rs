//! Opens a connection to a server.

use std::str::FromStr as _;

use rmig_engine::{
    connection::{ConnectOptions, DatabaseError, ErrorKind},
    database_url::DatabaseUrl,
};
use sqlx::{ConnectOptions as _, mysql::MySqlConnectOptions};

use super::{
    MysqlConnection,
    flavour::Flavour,
    refused::{refused, target},
};
use crate::server_url;

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
        let mut connection = MysqlConnection::adopt(connection, reach, options).await?;
        connection.fresh = true;
        Ok(connection)
    };
    match tokio::time::timeout(options.connect_timeout, opened).await {
        Ok(opened) => opened,
        Err(_) => Err(target.timed_out(options.connect_timeout)),
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
        DatabaseError::new(ErrorKind::Url, message)
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
pub(super) fn quiet(options: MySqlConnectOptions) -> MySqlConnectOptions {
    options
        .disable_statement_logging()
        .set_names(false)
        .timezone(None)
        .pipes_as_concat(false)
        .no_engine_substitution(false)
}

//! Opens a connection to a PostgreSQL database, or takes over an open one.

use std::{collections::BTreeSet, sync::Arc};

use rmig_engine::{
    connection::{ConnectOptions, DatabaseError, ErrorKind, Value},
    database_url::DatabaseUrl,
    dialect::Dialect as _,
};
use sqlx::{ConnectOptions as _, PgPool, postgres::PgConnectOptions};

use super::{
    PostgresConnection, PostgresDialect, connect_error, connection::Session, profile::Shape,
    reach::Reach,
};
use crate::server_url;

/// The names of the parameters that lead to files.
const AUTHORITY: &[&str] = &["sslrootcert", "ssl-root-cert", "ssl-ca"];
const CERTIFICATE: &[&str] = &["sslcert", "ssl-cert"];
const KEY: &[&str] = &["sslkey", "ssl-key"];

/// What sqlx reads from a URL.
const KNOWN: &[&str] = &[
    "application_name",
    "dbname",
    "host",
    "hostaddr",
    "options",
    "password",
    "port",
    "ssl-mode",
    "sslmode",
    "statement-cache-capacity",
    "user",
];

/// What other clients read from a URL, and what changes nothing here.
const IGNORED: &[&str] = &[
    "channel_binding",
    "client_encoding",
    "connect_timeout",
    "connection_limit",
    "fallback_application_name",
    "gssencmode",
    "hosts",
    "keepalives",
    "passfile",
    "pool_timeout",
    "ports",
    "service",
    "sslcompression",
    "sslnegotiation",
    "sslsni",
    "target_session_attrs",
];

/// Opens the database that `url` names.
pub(super) async fn connect(
    url: &DatabaseUrl,
    options: &ConnectOptions,
) -> Result<PostgresConnection, DatabaseError> {
    let reach = Reach::new(read(url, options)?);
    open(reach, Shape::new(options, Vec::new())).await
}

/// Opens the same database again, in the same shape.
pub(super) async fn again(old: &PostgresConnection) -> Result<PostgresConnection, DatabaseError> {
    open(old.reach.clone(), old.shape.clone()).await
}

async fn open(reach: Reach, shape: Shape) -> Result<PostgresConnection, DatabaseError> {
    let (timeout, target) = (shape.connect_timeout, reach.target());
    let opened = async {
        let inner = reach.options().connect().await;
        let inner = inner.map_err(|error| connect_error::explain(error, &reach))?;
        PostgresConnection::in_shape(inner, reach, shape).await
    };
    match tokio::time::timeout(timeout, opened).await {
        Ok(opened) => opened,
        Err(_) => Err(target.timed_out(timeout)),
    }
}

/// Reads the URL, and the certificates that it names.
fn read(url: &DatabaseUrl, options: &ConnectOptions) -> Result<PgConnectOptions, DatabaseError> {
    let files = [AUTHORITY, CERTIFICATE, KEY];
    let ignored: Vec<&str> = files
        .concat()
        .into_iter()
        .chain(IGNORED.iter().copied())
        .collect();
    let text = server_url::for_driver(url, KNOWN, &ignored)?;
    let mut parsed: PgConnectOptions = text.parse().map_err(|error| {
        let reason = match error {
            sqlx::Error::Configuration(reason) => reason.to_string(),
            error => error.to_string(),
        };
        let message = format!("the URL {url} can't be read: {reason}");
        DatabaseError::new(ErrorKind::Url, message)
            .with_help("a PostgreSQL URL is `postgres://user:password@host:5432/database`")
    })?;
    let file = |names| server_url::file(url, names, options.base.as_deref());
    if let Some(authority) = file(AUTHORITY)? {
        parsed = parsed.ssl_root_cert_from_pem(authority);
    }
    if let Some(certificate) = file(CERTIFICATE)? {
        parsed = parsed.ssl_client_cert_from_pem(certificate);
    }
    if let Some(key) = file(KEY)? {
        parsed = parsed.ssl_client_key_from_pem(key);
    }
    if parsed.get_application_name().is_none() {
        parsed = parsed.application_name(&options.application);
    }
    // The profile sets it; proxies refuse it at the start.
    Ok(parsed.extra_float_digits(None))
}

impl PostgresConnection {
    /// Takes a connection of `pool` out of it, for good, and brings its session into shape; its role
    /// and its search path stay what the pool has made them.
    ///
    /// # Errors
    ///
    /// [`DatabaseError`] if the pool has no connection to give, or the session can't be set up.
    pub async fn from_pool(pool: &PgPool, options: &ConnectOptions) -> Result<Self, DatabaseError> {
        let reach = pool.connect_options();
        let acquired = pool.acquire().await;
        let acquired = acquired
            .map_err(|error| connect_error::explain(error, &Reach::new((*reach).clone())))?;
        Self::adopt(acquired.detach(), &reach, options).await
    }

    /// Takes over a connection and brings its session into shape; its role and its search path stay
    /// as they are. `reach` is how it was opened: a statement is cancelled over a second connection.
    ///
    /// # Errors
    ///
    /// [`DatabaseError`] if the session can't be set up, or is in a transaction.
    pub async fn adopt(
        inner: sqlx::PgConnection,
        reach: &PgConnectOptions,
        options: &ConnectOptions,
    ) -> Result<Self, DatabaseError> {
        let shape = Shape::new(options, Vec::new());
        let mut connection = Self::around(inner, Reach::new(reach.clone()), shape);
        // A transaction begins at the time of its first statement.
        let look = "SELECT current_setting('search_path'), current_setting('role'), \
                    now() <> statement_timestamp()";
        let rows = connection.send_one(look).await?.rows;
        let mut own = Vec::new();
        if let Some([path, role, in_transaction]) = rows.first().map(Vec::as_slice) {
            if in_transaction == &Value::Integer(1) {
                let message = "the connection is in the middle of a transaction";
                return Err(DatabaseError::new(ErrorKind::Connect, message)
                    .with_help("end the transaction before handing the connection over"));
            }
            let quoted =
                |value: &Value| PostgresDialect.quote_text(value.as_text().unwrap_or_default());
            if role.as_text() != Some("none") {
                own.push(format!(
                    "SELECT set_config('role', {}, false)",
                    quoted(role)
                ));
            }
            let path = quoted(path);
            own.push(format!("SELECT set_config('search_path', {path}, false)"));
        }
        let PostgresConnection { inner, reach, .. } = connection;
        Self::in_shape(inner, reach, Shape::new(options, own)).await
    }

    fn around(inner: sqlx::PgConnection, reach: Reach, shape: Shape) -> Self {
        Self {
            inner,
            reach,
            shape,
            session: Session::default(),
            held: BTreeSet::new(),
            cancelled: Arc::default(),
            unread: false,
            lost: false,
        }
    }

    /// Brings the session into shape and learns what there is to know of it.
    async fn in_shape(
        inner: sqlx::PgConnection,
        reach: Reach,
        shape: Shape,
    ) -> Result<Self, DatabaseError> {
        let mut connection = Self::around(inner, reach, shape);
        let learn = "SELECT pg_backend_pid(), current_setting('server_encoding')";
        let learnt = connection.set_profile(learn).await?;
        connection.session = Session {
            process: learnt
                .first()
                .and_then(Value::as_integer)
                .unwrap_or_default(),
            counts_bytes: learnt.get(1).and_then(Value::as_text) == Some("SQL_ASCII"),
        };
        Ok(connection)
    }
}

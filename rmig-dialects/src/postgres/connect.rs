//! Opens a connection to a PostgreSQL database, or takes over an open one.

use std::{collections::BTreeSet, sync::Arc};

use rmig_engine::{
    connection::{ConnectOptions, DatabaseError, ErrorKind, Pooler, Value},
    database_url::DatabaseUrl,
};
use sqlx::{ConnectOptions as _, PgPool, postgres::PgConnectOptions};

use super::{
    PostgresConnection, connect_error,
    connection::Session,
    pooled::Pooled,
    profile::Shape,
    reach::Reach,
    startup::{self, PROBE},
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
    "pgbouncer",
    "pool_timeout",
    "ports",
    "service",
    "sslcompression",
    "sslnegotiation",
    "sslsni",
    "target_session_attrs",
];

/// Whose the sessions of a connection are.
#[derive(Clone, Debug)]
pub(super) enum Sessions {
    /// There is one, and it is ours.
    Own,
    /// A proxy hands them out, for one transaction each.
    Borrowed,
    /// Ours if the [`PROBE`] has come through; else they are borrowed, and the settings that the URL
    /// asks for have to be sent along.
    Unknown(Vec<(String, String)>),
}

/// Opens the database that `url` names.
pub(super) async fn connect(
    url: &DatabaseUrl,
    options: &ConnectOptions,
) -> Result<PostgresConnection, DatabaseError> {
    let full = read(url, options, KNOWN)?;
    let asked = startup::settings(full.get_options().unwrap_or_default());
    let flag = server_url::parameter(url, &["pgbouncer"]);
    let pooler = match (options.pooler, flag.as_deref()) {
        (Pooler::Unknown, Some("true")) => Pooler::Transaction,
        (pooler, _) => pooler,
    };
    let direct = Shape::new(options, Vec::new());
    let with_options = match pooler {
        Pooler::Transaction => None,
        Pooler::Session => Some((full, Sessions::Own)),
        Pooler::Unknown => Some((
            full.options([(PROBE, "on")]),
            Sessions::Unknown(asked.clone()),
        )),
    };
    if let Some((full, sessions)) = with_options {
        match open(Reach::new(full), direct, &sessions).await {
            Err(error) if connect_error::is_startup_parameter(&error) => {}
            opened => return opened,
        }
    }
    // What the URL asks for in `options` is set afterwards.
    let plain: Vec<&str> = KNOWN
        .iter()
        .filter(|name| **name != "options")
        .copied()
        .collect();
    let reach = Reach::new(read(url, options, &plain)?);
    let sessions = match pooler {
        Pooler::Session => Sessions::Own,
        Pooler::Transaction | Pooler::Unknown => Sessions::Borrowed,
    };
    open(reach, Shape::new(options, asked), &sessions).await
}

/// Opens a database in a shape.
pub(super) async fn open(
    reach: Reach,
    shape: Shape,
    sessions: &Sessions,
) -> Result<PostgresConnection, DatabaseError> {
    let (timeout, target) = (shape.connect_timeout, reach.target());
    let opened = async {
        let inner = reach.options().connect().await;
        let inner = inner.map_err(|error| connect_error::explain(error, &reach))?;
        let mut connection = PostgresConnection::in_shape(inner, reach, shape, sessions).await?;
        connection.fresh = true;
        Ok(connection)
    };
    match tokio::time::timeout(timeout, opened).await {
        Ok(opened) => opened,
        Err(_) => Err(target.timed_out(timeout)),
    }
}

/// Reads the URL, and the certificates that it names.
fn read(
    url: &DatabaseUrl,
    options: &ConnectOptions,
    known: &[&str],
) -> Result<PgConnectOptions, DatabaseError> {
    let files = [AUTHORITY, CERTIFICATE, KEY];
    let ignored: Vec<&str> = files
        .concat()
        .into_iter()
        .chain(IGNORED.iter().copied())
        .chain(["options"])
        .collect();
    let text = server_url::for_driver(url, known, &ignored)?;
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
            let text = |value: &Value| value.as_text().unwrap_or_default().to_owned();
            if role.as_text() != Some("none") {
                own.push(("role".to_owned(), text(role)));
            }
            own.push(("search_path".to_owned(), text(path)));
        }
        let sessions = match options.pooler {
            Pooler::Transaction => Sessions::Borrowed,
            Pooler::Session | Pooler::Unknown => Sessions::Own,
        };
        let PostgresConnection { inner, reach, .. } = connection;
        Self::in_shape(inner, reach, Shape::new(options, own), &sessions).await
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
            fresh: false,
            pooled: None,
            in_transaction: false,
        }
    }

    /// Brings the session into shape and learns what there is to know of it.
    async fn in_shape(
        inner: sqlx::PgConnection,
        reach: Reach,
        shape: Shape,
        sessions: &Sessions,
    ) -> Result<Self, DatabaseError> {
        let version = inner.server_version_num();
        let application = reach.options().get_application_name();
        let application = application.unwrap_or_default().to_owned();
        let is_borrowed = format!("current_setting('{PROBE}', true) IS NULL");
        let mut connection = Self::around(inner, reach, shape);
        let learn = format!(
            "SELECT pg_backend_pid(), current_setting('server_encoding'), {is_borrowed}, \
             substr(md5(concat(random(), clock_timestamp(), pg_backend_pid())), 1, 12)"
        );
        let shape = &connection.shape;
        let set_up = match sessions {
            Sessions::Own => shape.for_session(version),
            Sessions::Borrowed => shape.for_transaction(version, &application),
            Sessions::Unknown(_) => vec![shape.for_either(version, &is_borrowed)],
        };
        let learnt = connection.set_up(set_up, &learn).await?;
        let [process, encoding, swallowed, token] = learnt.as_slice() else {
            let message = "the server's answer makes no sense";
            return Err(DatabaseError::new(ErrorKind::Connect, message));
        };
        connection.session = Session {
            process: process.as_integer().unwrap_or_default(),
            counts_bytes: encoding.as_text() == Some("SQL_ASCII"),
        };
        match sessions {
            Sessions::Own => return Ok(connection),
            Sessions::Borrowed => {}
            Sessions::Unknown(_) if swallowed != &Value::Integer(1) => return Ok(connection),
            Sessions::Unknown(asked) => connection.shape = connection.shape.with_own(asked.clone()),
        }
        // The server keeps 63 bytes of it.
        let application: String = application
            .chars()
            .filter(char::is_ascii)
            .take(48)
            .collect();
        let name = format!("{application} {}", token.as_text().unwrap_or_default());
        connection.pooled = Some(Pooled::new(&connection.shape, version, name));
        Ok(connection)
    }
}

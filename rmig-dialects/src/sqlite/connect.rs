//! Opens a SQLite database.

use std::{path::Path, str::FromStr};

use rmig_engine::{
    connection::{Access, ConnectOptions, DatabaseError, ErrorKind},
    database_url::DatabaseUrl,
};
use sqlx::{ConnectOptions as _, sqlite::SqliteConnectOptions};

use super::{connection::SqliteConnection, error};

/// Opens the database that `url` names.
pub(super) async fn connect(
    url: &DatabaseUrl,
    options: &ConnectOptions,
) -> Result<SqliteConnection, DatabaseError> {
    let parsed = SqliteConnectOptions::from_str(url.expose());
    let mut sqlite = parsed.map_err(|error| {
        let reason = match error {
            sqlx::Error::Configuration(reason) => reason.to_string(),
            error => error.to_string(),
        };
        let message = format!("the URL {url} can't be read: {reason}");
        DatabaseError::new(ErrorKind::Url, message)
            .with_help("a SQLite URL is `sqlite:path/to/file.sqlite`")
    })?;
    let (database, query) = url.expose().split_once('?').unwrap_or((url.expose(), ""));
    let parameter = |wanted: &str| {
        query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .any(|pair| pair == ("mode", wanted))
    };
    let in_memory = database.ends_with(":memory:") || parameter("memory");
    let mut exists = true;
    if !in_memory {
        let path = match &options.base {
            Some(base) => base.join(sqlite.get_filename()),
            None => sqlite.get_filename().to_owned(),
        };
        if sqlite.get_filename().as_os_str().is_empty() {
            return Err(
                DatabaseError::new(ErrorKind::Url, format!("{url} names no file"))
                    .with_help("a SQLite URL is `sqlite:path/to/file.sqlite`"),
            );
        }
        if path.as_os_str().as_encoded_bytes().contains(&0) {
            let message = format!("the URL {url} has a NUL character in it");
            return Err(
                DatabaseError::new(ErrorKind::Url, message).with_help("take the %00 out of it")
            );
        }
        // What can't be looked at (a folder without permission) isn't taken for missing.
        exists = path.try_exists().map_err(|error| {
            let message = format!("{url} can't be opened: {error}");
            DatabaseError::new(ErrorKind::Connect, message)
        })?;
        check_is_file(&path, exists)?;
        let keep_out = parameter("ro") || parameter("rw");
        sqlite = match (exists, options.access) {
            (true, _) => sqlite.filename(&path).create_if_missing(false),
            // Looking creates nothing: an empty database that is nowhere looks the same.
            (false, Access::Look) => SqliteConnectOptions::new().in_memory(true),
            (false, Access::Change) => {
                check_can_create(&path, keep_out)?;
                sqlite.filename(&path).create_if_missing(true)
            }
        };
    }
    let sqlite = sqlite
        .busy_timeout(options.lock_timeout)
        // The driver's thread needn't wait for every row to be fetched.
        .row_buffer_size(1024)
        .disable_statement_logging();
    let connection = sqlite.connect().await.map_err(|error| {
        let mut error = error::from_sqlx(error, "");
        error.kind = ErrorKind::Connect;
        error.message = format!("{url} can't be opened: {}", error.message);
        error
    })?;
    let mut connection = SqliteConnection::new(connection, exists, options.access).await?;
    connection.fresh = true;
    Ok(connection)
}

/// Refuses what is there but can't be a database.
fn check_is_file(path: &Path, exists: bool) -> Result<(), DatabaseError> {
    let shown = path.display();
    let (message, help) = if path.is_dir() {
        let help = "name a file in it, such as `sqlite:data/app.sqlite`";
        (format!("{shown} is a folder, not a database"), help)
    } else if exists && !path.is_file() {
        let message = format!("{shown} is a pipe, a socket or a device, not a database");
        (message, "name a file, such as `sqlite:data/app.sqlite`")
    } else if !exists && path.is_symlink() && !leads_to_folder(path) {
        let message = format!("{shown} is a link into a folder that isn't there");
        (
            message,
            "mend the link, or create the folder that it leads to",
        )
    } else {
        return Ok(());
    };
    Err(DatabaseError::new(ErrorKind::Url, message).with_help(help))
}

/// Whether the file that a link names could be created.
fn leads_to_folder(link: &Path) -> bool {
    let target = std::fs::read_link(link).unwrap_or_default();
    let target = link.parent().unwrap_or(Path::new("")).join(target);
    target.parent().is_some_and(Path::is_dir)
}

/// Refuses to create a file where it can't or mustn't be created.
fn check_can_create(path: &Path, keep_out: bool) -> Result<(), DatabaseError> {
    let shown = path.display();
    if keep_out {
        let message = format!("there is no file {shown}, and the URL says not to create it");
        return Err(DatabaseError::new(ErrorKind::Connect, message)
            .with_help("take `mode=` out of the URL, and the file is created"));
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if !folder.is_dir() => {
            let message = format!("there is no folder {} for {shown}", folder.display());
            Err(DatabaseError::new(ErrorKind::Connect, message)
                .with_help("create the folder, or mend the path in the URL"))
        }
        _ => Ok(()),
    }
}

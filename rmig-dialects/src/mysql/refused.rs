//! Why a server, or the way to it, doesn't let anybody in.

use rmig_engine::connection::{DatabaseError, ErrorKind};
use sqlx::mysql::{MySqlConnectOptions, MySqlDatabaseError};

use super::{dialect::quote_identifier, flavour::Flavour, help};
use crate::reach::Target;

/// The server that `options` lead to.
pub(super) fn target(flavour: Flavour, options: &MySqlConnectOptions) -> Target {
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

/// Puts the driver's error into words.
pub(super) fn refused(
    error: &sqlx::Error,
    target: &Target,
    options: &MySqlConnectOptions,
) -> DatabaseError {
    let server = match error {
        sqlx::Error::Database(database) => database.try_downcast_ref::<MySqlDatabaseError>(),
        _ => None,
    };
    let Some(server) = server else {
        if let Some(reason) = unknown_login(error, target, options.get_username()) {
            return reason;
        }
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

/// The server wants a proof of who the user is that can't be given.
fn unknown_login(error: &sqlx::Error, target: &Target, user: &str) -> Option<DatabaseError> {
    let text = error.to_string();
    let Target {
        place, without_tls, ..
    } = target;
    let (message, help) = if text.contains("RSA auth backend disabled") {
        (
            format!("{place} takes the password of {user:?} over TLS only"),
            format!(
                "take `{without_tls}` out of the URL; instead of a socket, use the host's name"
            ),
        )
    } else {
        let (_, plugin) = text.split_once("unknown authentication plugin: ")?;
        (
            format!("{place} lets the user {user:?} in by {plugin:?}, which rmig doesn't know"),
            "give the user a password that mysql_native_password, caching_sha2_password or \
             sha256_password checks"
                .to_owned(),
        )
    };
    Some(DatabaseError::new(ErrorKind::Connect, message).with_help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_that_can_t_be_given_is_named() {
        let options = MySqlConnectOptions::new().host("db").username("app");
        let target = target(Flavour::Mysql, &options);
        let told = |error: &sqlx::Error| refused(error, &target, &options).message;
        let text = "RSA auth backend disabled; enable feature `mysql-rsa`";
        assert_eq!(
            told(&sqlx::Error::Configuration(text.into())),
            "db:3306 takes the password of \"app\" over TLS only"
        );
        let text = "unknown authentication plugin: client_ed25519";
        assert_eq!(
            told(&sqlx::Error::Protocol(text.to_owned())),
            "db:3306 lets the user \"app\" in by \"client_ed25519\", which rmig doesn't know"
        );
    }
}

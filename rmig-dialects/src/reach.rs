//! Why a server can't be reached, in one sentence; for every driver the same.

use std::{fmt, io, time::Duration};

use rmig_engine::connection::{DatabaseError, ErrorKind};

/// The server that somebody tries to reach.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    /// What kind of server it is: `PostgreSQL`.
    pub server: &'static str,
    /// `db.example:5432`, or the path of a socket.
    pub place: String,
    /// The URL's parameter that says how to use TLS, with the value that does without.
    pub without_tls: &'static str,
    /// The URL's parameter that names the certificate of an authority.
    pub authority: &'static str,
    /// The URL's parameter, with the value that looks at the authority but not at the name.
    pub any_name: &'static str,
}

impl Target {
    fn error(&self, reason: impl fmt::Display, help: impl Into<String>) -> DatabaseError {
        let Self { server, place, .. } = self;
        let message = format!("{server} at {place} can't be reached: {reason}");
        DatabaseError::new(ErrorKind::Connect, message).with_help(help)
    }

    /// Nobody answered in time.
    pub(crate) fn timed_out(&self, after: Duration) -> DatabaseError {
        self.error(
            format!("no answer within {} seconds", after.as_secs_f64()),
            "see whether host and port in the URL are right, and whether a firewall is in between",
        )
    }

    /// Puts an error of the driver on the way to the server into words; none for the server's own.
    pub(crate) fn explain(&self, error: &sqlx::Error) -> Option<DatabaseError> {
        Some(match error {
            sqlx::Error::Io(error) => self.io(error),
            sqlx::Error::Tls(error) => self.tls(&error.to_string()),
            sqlx::Error::Protocol(_) => self.error(
                format!(
                    "what answers there doesn't speak {}'s protocol",
                    self.server
                ),
                "see whether the scheme, the host and the port in the URL are right",
            ),
            _ => return None,
        })
    }

    fn io(&self, error: &io::Error) -> DatabaseError {
        let Self { server, .. } = self;
        let elsewhere = "see whether the host in the URL is right, and the network is up";
        let text = error.to_string();
        match error.kind() {
            io::ErrorKind::ConnectionRefused => self.error(
                "the connection was refused",
                format!("start {server}, or put the right host and port into the URL"),
            ),
            io::ErrorKind::NotFound => self.error(
                "there is no such socket",
                format!("start {server}, or put the right host or socket into the URL"),
            ),
            io::ErrorKind::PermissionDenied => self.error(
                "this user may not open the socket",
                "use another socket or a host's name in the URL, or run as another user",
            ),
            io::ErrorKind::TimedOut => self.error("no answer", elsewhere),
            io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => {
                self.error("there is no way to this host", elsewhere)
            }
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe => self.error(
                "the connection was closed before anything was said",
                format!("see whether it is {server} that listens there, and what its log says"),
            ),
            _ if text.contains("lookup address") => self.error(
                "no host is known by this name",
                "see whether the host in the URL is spelt right",
            ),
            // rustls wraps what it finds wrong with a certificate.
            _ if error.get_ref().is_some() => self.tls(&text),
            _ => self.error(text, elsewhere),
        }
    }

    fn tls(&self, reason: &str) -> DatabaseError {
        let Self {
            without_tls,
            authority,
            any_name,
            ..
        } = self;
        let has = |word: &str| reason.contains(word);
        let (reason, help) = if has("UnknownIssuer") {
            (
                "nobody who is trusted has signed its certificate".to_owned(),
                format!(
                    "name the authority's certificate in the URL: `{authority}=path/to/ca.pem`"
                ),
            )
        } else if has("NotValidForName") || has("not valid for name") {
            (
                "its certificate is for another host name".to_owned(),
                format!("use the name in the certificate in the URL, or `{any_name}`"),
            )
        } else if has("Expired") || has("expired") {
            (
                "its certificate has expired".to_owned(),
                "renew the server's certificate".to_owned(),
            )
        } else if has("does not support TLS") {
            (
                "it doesn't offer TLS, which the URL asks for".to_owned(),
                format!("switch TLS on at the server, or do without: `{without_tls}`"),
            )
        } else if has("invalid dns name") {
            (
                "this host name can't stand in a certificate".to_owned(),
                format!(
                    "use the host's address or another name, or do without TLS: `{without_tls}`"
                ),
            )
        } else {
            (
                format!("TLS failed: {reason}"),
                format!("see the server's log, or do without TLS: `{without_tls}`"),
            )
        };
        self.error(reason, help)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failure_is_one_sentence_that_names_the_place() {
        let target = Target {
            server: "PostgreSQL",
            place: "db.example:5432".to_owned(),
            without_tls: "sslmode=disable",
            authority: "sslrootcert",
            any_name: "sslmode=verify-ca",
        };
        let io = |kind: io::ErrorKind| sqlx::Error::Io(kind.into());
        let tls = |text: &str| sqlx::Error::Tls(text.into());
        let lookup = "failed to lookup address information: Name or service not known";
        let certificate = io::Error::new(
            io::ErrorKind::InvalidData,
            "invalid peer certificate: UnknownIssuer",
        );
        for (error, reason, help) in [
            (
                io(io::ErrorKind::ConnectionRefused),
                "the connection was refused",
                "host and port",
            ),
            (
                io(io::ErrorKind::NotFound),
                "there is no such socket",
                "socket",
            ),
            (
                io(io::ErrorKind::HostUnreachable),
                "there is no way to this host",
                "network",
            ),
            (
                io(io::ErrorKind::UnexpectedEof),
                "closed before anything was said",
                "log",
            ),
            (
                io::Error::other(lookup).into(),
                "no host is known by this name",
                "spelt",
            ),
            (
                certificate.into(),
                "has signed its certificate",
                "`sslrootcert=path/to/ca.pem`",
            ),
            (
                tls("certificate not valid for name \"x\""),
                "another host name",
                "verify-ca",
            ),
            (
                tls("server does not support TLS"),
                "doesn't offer TLS",
                "`sslmode=disable`",
            ),
            (
                sqlx::Error::Protocol("0x4a".to_owned()),
                "doesn't speak PostgreSQL's",
                "scheme",
            ),
        ] {
            let explained = target.explain(&error).unwrap();
            assert_eq!(explained.kind, ErrorKind::Connect);
            let start = "PostgreSQL at db.example:5432 can't be reached: ";
            assert!(explained.message.starts_with(start), "{explained}");
            assert!(explained.message.contains(reason), "{explained}");
            assert!(
                explained.help.clone().unwrap().contains(help),
                "{explained:?}"
            );
        }
        assert!(target.explain(&sqlx::Error::PoolClosed).is_none());
    }
}

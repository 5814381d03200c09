//! How to open a database.

use std::{path::PathBuf, time::Duration};

use super::Pooler;

/// What a command is going to do with a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Look only: nothing in it is created or changed.
    Look,
    /// Change it; a database that is a file is created if its folder exists.
    Change,
}

/// How to open a database.
#[derive(Clone, Debug)]
pub struct ConnectOptions {
    /// What is going to be done with it.
    pub access: Access,
    /// The folder that a relative path in the URL starts from; none means the working directory.
    pub base: Option<PathBuf>,
    /// How long to wait for the server's answer to the first connection.
    pub connect_timeout: Duration,
    /// How long a statement may wait for another connection's lock.
    pub lock_timeout: Duration,
    /// How long a statement may run; none means for ever.
    pub statement_timeout: Option<Duration>,
    /// What the server is told about who connects.
    pub application: String,
    /// Whether a proxy hands out the server's sessions.
    pub pooler: Pooler,
}

impl ConnectOptions {
    /// Options for `access`, with five seconds to wait for a lock.
    #[must_use]
    pub fn new(access: Access) -> Self {
        Self {
            access,
            base: None,
            connect_timeout: Duration::from_secs(15),
            lock_timeout: Duration::from_secs(5),
            statement_timeout: None,
            application: "rmig".to_owned(),
            pooler: Pooler::Unknown,
        }
    }
}

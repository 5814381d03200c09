//! How to open a database.

use std::{path::PathBuf, time::Duration};

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
    /// How long to wait for another connection's lock.
    pub busy_timeout: Duration,
}

impl ConnectOptions {
    /// Options for `access`, with five seconds to wait for a lock.
    #[must_use]
    pub fn new(access: Access) -> Self {
        Self {
            access,
            base: None,
            busy_timeout: Duration::from_secs(5),
        }
    }
}

//! One message of a client.

use std::fmt;

/// One message of a client to its server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its name in the protocol: `Query`, `Parse`, `StmtPrepare` …
    pub kind: String,
    /// Its SQL, if it has any.
    pub text: String,
}

impl Message {
    pub(super) fn new(kind: &str, text: &[u8]) -> Self {
        Self {
            kind: kind.to_owned(),
            text: String::from_utf8_lossy(text).into_owned(),
        }
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: String = self.text.chars().take(200).collect();
        write!(f, "{} {shown}", self.kind)
    }
}

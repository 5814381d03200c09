//! Sessions that are borrowed from a pool for one transaction at a time.

/// Whether a proxy hands out the server's sessions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pooler {
    /// Nobody said; the driver finds out where that costs nothing.
    #[default]
    Unknown,
    /// A session lasts as long as our connection does: there is no proxy, or one that keeps sessions.
    Session,
    /// A proxy hands out sessions for one transaction each.
    Transaction,
}

/// How to do with sessions that are borrowed for one transaction at a time.
///
/// Nothing that is set outside of a transaction lasts, the run lock neither, and what a transaction
/// leaves in its session others find there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Borrowed {
    /// Brings back, until the transaction ends, what our own statements on our own tables need; as
    /// [`Dialect::restore_names`](crate::dialect::Dialect::restore_names) where sessions are kept.
    pub names: String,
    /// What takes out of a session what a script has left there; sent with the commit, in one
    /// message, since afterwards it is another one's.
    pub forget: Vec<String>,
}

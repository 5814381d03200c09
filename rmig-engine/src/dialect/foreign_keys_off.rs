//! Foreign keys that are off for a section.

/// What surrounds a section while foreign keys are off, in a script for the database's own client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForeignKeysOff {
    /// Switches them off, before the transaction.
    pub before: &'static [&'static str],
    /// Notes which are broken, in the transaction, before the statements.
    pub count: &'static [&'static str],
    /// The condition that no more are broken after the statements.
    pub no_more_broken: &'static str,
    /// Switches them on again, after the transaction.
    pub after: &'static [&'static str],
}

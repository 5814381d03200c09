//! Indexes that nothing can use.

/// An index that is in the database and isn't valid: it slows down writing and helps nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidIndex {
    /// Its name in SQL, with its schema.
    pub name: String,
    /// Whether a session is still building it.
    pub is_being_built: bool,
}

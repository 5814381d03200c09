//! A second connection to the same database.

use async_trait::async_trait;

use super::{Connection, DatabaseError};

/// Opens connections like the one that it came from.
#[async_trait]
pub trait Opener: Send + Sync {
    /// Opens another one, while the first may be in the middle of a statement.
    ///
    /// # Errors
    ///
    /// [`DatabaseError`] if there is none to be had.
    async fn open(&self) -> Result<Box<dyn Connection>, DatabaseError>;
}

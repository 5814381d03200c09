//! The contract between the engine and what reads a database's catalogue.

use std::fmt;

use async_trait::async_trait;

use super::{Inspected, Scope};
use crate::connection::{Connection, DatabaseError};

/// Reads the catalogue of one kind of database.
///
/// An inspector asks a fixed number of queries, however many tables there are, sees the catalogue as
/// it was at one moment, and leaves a transaction of the session as it found it.
#[async_trait]
pub trait Inspector: fmt::Debug + Send + Sync {
    /// Reads what the database holds, as far as `scope` reaches.
    ///
    /// # Errors
    ///
    /// [`DatabaseError`] if the catalogue can't be read. What it holds and the schema model can't is no
    /// error: it is [`Inspected::not_understood`].
    async fn inspect(
        &self,
        connection: &mut dyn Connection,
        scope: &Scope,
    ) -> Result<Inspected, DatabaseError>;
}

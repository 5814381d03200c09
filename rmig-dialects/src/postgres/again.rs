//! Opens the same database again.

use async_trait::async_trait;
use rmig_engine::connection::{Connection, DatabaseError, Opener};

use super::{
    PostgresConnection,
    connect::{self, Sessions},
    profile::Shape,
    reach::Reach,
};

/// How a connection was opened, or would have to be.
pub(super) struct Again {
    reach: Reach,
    shape: Shape,
    sessions: Sessions,
}

impl Again {
    /// Like that one.
    pub(super) fn of(connection: &PostgresConnection) -> Self {
        Self {
            reach: connection.reach.clone(),
            shape: connection.shape.clone(),
            sessions: match connection.pooled {
                Some(_) => Sessions::Borrowed,
                None => Sessions::Own,
            },
        }
    }

    /// Opens it.
    pub(super) async fn connect(self) -> Result<PostgresConnection, DatabaseError> {
        connect::open(self.reach, self.shape, &self.sessions).await
    }
}

#[async_trait]
impl Opener for Again {
    async fn open(&self) -> Result<Box<dyn Connection>, DatabaseError> {
        let (reach, shape) = (self.reach.clone(), self.shape.clone());
        let opened = connect::open(reach, shape, &self.sessions).await?;
        Ok(Box::new(opened))
    }
}

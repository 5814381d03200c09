//! Shows that a run lives while a statement keeps its connection busy, where no lock tells of it.

use std::{future::poll_fn, pin::pin, sync::Arc, task::Poll};

use super::Runner;
use crate::connection::{Connection, Opener};

/// How often it beats in the time after which a run that stands still counts as dead.
const BEATS: u32 = 4;

/// What beats over a connection of its own, which is opened for a statement that takes long.
pub(super) struct Heart {
    opener: Arc<dyn Opener>,
    connection: Option<Box<dyn Connection>>,
}

impl Runner<'_> {
    /// What shows that this run lives; none where its session keeps the run lock, or where a second
    /// connection could do nothing.
    pub(super) fn heart(&self, connection: &dyn Connection) -> Option<Heart> {
        let opener = connection.opener()?;
        (!self.keeps_lock(connection)).then_some(Heart {
            opener,
            connection: None,
        })
    }

    /// Runs `work` to its end, showing meanwhile that the run lives.
    pub(super) async fn beating<T>(
        &self,
        heart: Option<Heart>,
        work: impl Future<Output = T>,
    ) -> T {
        let Some(mut heart) = heart else {
            return work.await;
        };
        let mut work = pin!(work);
        let beats = async {
            loop {
                self.clock.sleep(self.options.settle / BEATS).await;
                self.beat(&mut heart).await;
            }
        };
        let mut beats = pin!(beats);
        poll_fn(|context| match work.as_mut().poll(context) {
            Poll::Ready(done) => Poll::Ready(done),
            Poll::Pending => {
                let never: Poll<std::convert::Infallible> = beats.as_mut().poll(context);
                match never {
                    Poll::Ready(never) => match never {},
                    Poll::Pending => Poll::Pending,
                }
            }
        })
        .await
    }

    /// One beat. That it can't be written is no reason to fail: others may then take the run for dead,
    /// and it finds out.
    async fn beat(&self, heart: &mut Heart) {
        let mut connection = match heart.connection.take() {
            Some(connection) => connection,
            None => match heart.opener.open().await {
                Ok(connection) => connection,
                Err(_) => return,
            },
        };
        let sql = self.options.journal().beat_sql(self.dialect);
        if connection.execute(&sql).await.is_ok() {
            heart.connection = Some(connection);
        }
    }
}

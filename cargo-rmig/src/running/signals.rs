//! Ctrl-C and termination: the statement at hand is cancelled, what it began is rolled back.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
};

use rmig_engine::connection::Cancellation;
use tokio::runtime::Runtime;

use crate::Exit;

/// Watches for signals for as long as the runtime lives.
pub(super) struct Signals {
    cancellation: Cancellation,
    received: Arc<AtomicU8>,
}

impl Signals {
    pub(super) fn watch(runtime: &Runtime) -> io::Result<Self> {
        let signals = Self {
            cancellation: Cancellation::default(),
            received: Arc::default(),
        };
        let (cancellation, received) =
            (signals.cancellation.clone(), Arc::clone(&signals.received));
        let _guard = runtime.enter();
        let mut waiting = Waiting::new()?;
        runtime.spawn(async move {
            let exit = waiting.next().await;
            received.store(exit.code(), Ordering::SeqCst);
            cancellation.request();
        });
        Ok(signals)
    }

    pub(super) fn cancellation(&self) -> &Cancellation {
        &self.cancellation
    }

    /// How a signal ends the command, if one came.
    pub(super) fn exit(&self) -> Option<Exit> {
        let received = self.received.load(Ordering::SeqCst);
        [Exit::Interrupted, Exit::Terminated]
            .into_iter()
            .find(|exit| exit.code() == received)
    }
}

#[cfg(unix)]
struct Waiting {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Waiting {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) -> Exit {
        tokio::select! {
            _ = self.interrupt.recv() => Exit::Interrupted,
            _ = self.terminate.recv() => Exit::Terminated,
        }
    }
}

#[cfg(not(unix))]
struct Waiting;

#[cfg(not(unix))]
impl Waiting {
    #[expect(clippy::unnecessary_wraps, reason = "as where handlers can fail")]
    fn new() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) -> Exit {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        Exit::Interrupted
    }
}

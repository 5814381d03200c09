//! A wire between a client and a server that counts the client's messages and breaks on demand.

mod answer;
mod framing;
mod halt;
mod message;
mod relay;
mod state;

use std::{
    fmt,
    net::{Ipv4Addr, TcpListener, TcpStream},
    sync::Arc,
    thread::{self, JoinHandle},
    time::Duration,
};

pub use halt::Stage;
pub use message::Message;
pub use state::Cut;

use crate::{address::Address, scratch::ScratchDatabase, server::Server};
use state::Wire;

/// How long a test waits for a message that may never come.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often those who wait for a message look whether the client has ended.
const TICK: Duration = Duration::from_millis(5);

/// A port of loopback before a database's server.
///
/// What a client says after it has logged in is counted, message by message: `Query`, `Parse`, `Bind` …
/// on PostgreSQL, `Query`, `StmtPrepare`, `StmtExecute` … on MySQL. The URL switches TLS off.
pub struct MessageCounter {
    address: Address,
    wire: Arc<Wire>,
    listening: Option<JoinHandle<()>>,
}

impl MessageCounter {
    /// Stands before the server of a database.
    pub fn before(database: &ScratchDatabase) -> Self {
        Self::at(database.server(), database.address())
    }

    /// Stands before the PgBouncer through which a database can be reached.
    pub fn before_pgbouncer(database: &ScratchDatabase) -> Self {
        Self::at(Server::Postgres, &database.pooled())
    }

    fn at(server: Server, there: &Address) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = listener
            .local_addr()
            .expect("the listener has a port")
            .port();
        let off = match server {
            Server::Postgres => ("sslmode", "disable"),
            _ => ("ssl-mode", "disabled"),
        };
        let address = there.with_port(port).with_parameter(off.0, off.1);
        let wire = Arc::new(Wire::default());
        let target = (there.host().to_owned(), there.port());
        let listening = {
            let wire = Arc::clone(&wire);
            thread::spawn(move || relay::listen(&listener, &target, server, &wire))
        };
        Self {
            address,
            wire,
            listening: Some(listening),
        }
    }

    /// The URL of the database behind this port.
    pub fn url(&self) -> String {
        self.address.url()
    }

    /// The parts of that URL.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// All messages so far, of all connections, in the order in which they came.
    pub fn messages(&self) -> Vec<Message> {
        self.wire.lock().messages.clone()
    }

    /// All messages since the last call, which are forgotten.
    pub fn take(&self) -> Vec<Message> {
        std::mem::take(&mut self.wire.lock().messages)
    }

    /// How many messages of a kind came.
    pub fn count(&self, kind: &str) -> usize {
        self.messages()
            .iter()
            .filter(|message| message.kind == kind)
            .count()
    }

    /// Waits until a message has come whose text contains `part`. It panics if none comes.
    #[track_caller]
    pub fn wait_for(&self, part: &str) {
        let has = |state: &state::State| {
            state
                .messages
                .iter()
                .any(|message| message.text.contains(part))
        };
        assert!(
            self.wire.wait(PATIENCE, has),
            "no message contains {part:?}: {self}"
        );
    }

    /// Cuts every connection that there is; later ones are served.
    pub fn cut(&self) {
        self.wire.cut();
    }

    /// Cuts the connection on which a message comes whose text contains `part`, once.
    pub fn cut_at(&self, part: &str, cut: Cut) {
        self.wire.lock().trap = Some((part.to_owned(), cut));
    }

    /// Lets so many more messages pass and cuts the connection on which the next one comes, once.
    /// Good-byes don't count.
    pub fn cut_after(&self, messages: usize, cut: Cut) {
        self.wire.lock().countdown = Some((messages, cut));
    }

    /// Lets so many more messages pass and stands still when the next one has come so far: nothing passes
    /// any more, until [`cut`](Self::cut) ends all connections. Good-byes don't count.
    pub fn halt_after(&self, messages: usize, stage: Stage) {
        self.wire.lock().halt = Some((messages, stage));
    }

    /// Waits until everything stands still; false if `is_over` says first that this won't come.
    pub fn wait_for_halt(&self, mut is_over: impl FnMut() -> bool) -> bool {
        loop {
            // The client's end is nothing that rings the bell.
            if self.wire.wait(TICK, |state| state.halted) {
                return true;
            }
            if is_over() {
                // Who has heard the last message may be gone before the wire stands still behind it.
                return self.wire.wait(100 * TICK, |state| state.halted);
            }
        }
    }

    /// Takes back a cut or a halt that has not come about.
    pub fn spare(&self) {
        let mut state = self.wire.lock();
        (state.trap, state.countdown, state.halt) = (None, None, None);
    }

    /// Lets nothing pass in either direction, as if the network was away; connections stay open.
    pub fn freeze(&self) {
        self.wire.set_frozen(true);
    }

    /// Lets everything pass again, what was held back too.
    pub fn thaw(&self) {
        self.wire.set_frozen(false);
    }
}

impl fmt::Display for MessageCounter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let messages = self.messages();
        write!(f, "{} messages", messages.len())?;
        messages
            .iter()
            .try_for_each(|message| write!(f, "\n  {message}"))
    }
}

impl Drop for MessageCounter {
    fn drop(&mut self) {
        self.wire.stop();
        // Wakes the listener, which then sees that it is to stop.
        drop(TcpStream::connect((
            Ipv4Addr::LOCALHOST,
            self.address.port(),
        )));
        if let Some(listening) = self.listening.take() {
            let ended = listening.join();
            if !thread::panicking() {
                ended.expect("the listener ends well");
            }
        }
    }
}

#[cfg(test)]
mod tests;

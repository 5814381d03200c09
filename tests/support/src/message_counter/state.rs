//! What the threads of a counter share.

use std::{
    net::{Shutdown, TcpStream},
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use super::{halt::Stage, message::Message};

/// Where a connection is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Before the message reaches the server.
    Before,
    /// After the message has reached the server, before the client hears the answer.
    After,
}

/// Everything that changes.
#[derive(Default)]
pub struct State {
    pub messages: Vec<Message>,
    pub trap: Option<(String, Cut)>,
    /// How many messages still pass before the one at which the connection is cut.
    pub countdown: Option<(usize, Cut)>,
    /// How many messages still pass before the one at which everything stands still.
    pub halt: Option<(usize, Stage)>,
    /// Whether everything stands still there.
    pub halted: bool,
    /// Nothing passes, since the place to stand still is reached or near.
    holding: bool,
    frozen: bool,
    stopped: bool,
    sockets: Vec<TcpStream>,
}

/// What happens at a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Happening {
    pub cut: Option<Cut>,
    pub halt: Option<Stage>,
}

/// The state, and a bell for those who wait for a change.
#[derive(Default)]
pub struct Wire {
    state: Mutex<State>,
    changed: Condvar,
}

impl Wire {
    pub fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers a connection's two ends, to cut them. False if everything is to stop.
    pub fn add(&self, client: &TcpStream, server: &TcpStream) -> bool {
        let mut state = self.lock();
        let ends = [client, server].map(|end| end.try_clone().expect("a socket can be shared"));
        state.sockets.extend(ends);
        !state.stopped
    }

    /// Counts a message, and says what is to happen there.
    pub fn record(&self, message: Message) -> Happening {
        let mut state = self.lock();
        let here = state
            .trap
            .as_ref()
            .is_some_and(|(part, _)| message.text.contains(part));
        let mut cut = if here {
            state.trap.take().map(|(_, cut)| cut)
        } else {
            None
        };
        // A good-bye comes when it likes.
        let counts = !["Quit", "Terminate"].contains(&message.kind.as_str());
        match state.countdown.as_mut().filter(|_| counts) {
            Some((0, _)) => cut = state.countdown.take().map(|(_, cut)| cut),
            Some((left, _)) => *left -= 1,
            None => {}
        }
        let halt = match state.halt.as_mut().filter(|_| counts) {
            Some((0, _)) => state.halt.take().map(|(_, stage)| stage),
            Some((left, _)) => {
                *left -= 1;
                None
            }
            None => None,
        };
        state.messages.push(message);
        self.changed.notify_all();
        Happening { cut, halt }
    }

    /// From now on nothing passes, until everything is cut.
    pub fn hold(&self) {
        self.lock().holding = true;
    }

    /// Stands still, until everything is cut.
    pub fn halt(&self) {
        let mut state = self.lock();
        (state.holding, state.halted) = (true, true);
        self.changed.notify_all();
        let wait = self.changed.wait_while(state, |state| state.halted);
        drop(wait.unwrap_or_else(PoisonError::into_inner));
    }

    /// Waits until something holds, and says whether it does.
    pub fn wait(&self, patience: Duration, holds: impl Fn(&State) -> bool) -> bool {
        let wait = self
            .changed
            .wait_timeout_while(self.lock(), patience, |state| !holds(state));
        let (state, _) = wait.unwrap_or_else(PoisonError::into_inner);
        holds(&state)
    }

    /// Waits while nothing may pass. False if everything is to stop.
    pub fn pass(&self) -> bool {
        let wait = self.changed.wait_while(self.lock(), |state| {
            (state.frozen || state.holding) && !state.stopped
        });
        !wait.unwrap_or_else(PoisonError::into_inner).stopped
    }

    pub fn set_frozen(&self, frozen: bool) {
        self.lock().frozen = frozen;
        self.changed.notify_all();
    }

    /// Closes all sockets.
    pub fn cut(&self) {
        let mut state = self.lock();
        for socket in state.sockets.drain(..) {
            // It may be closed already.
            drop(socket.shutdown(Shutdown::Both));
        }
        (state.holding, state.halted) = (false, false);
        drop(state);
        self.changed.notify_all();
    }

    pub fn stop(&self) {
        self.lock().stopped = true;
        self.changed.notify_all();
        self.cut();
    }

    pub fn is_stopped(&self) -> bool {
        self.lock().stopped
    }
}

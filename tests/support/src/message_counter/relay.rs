//! Hands bytes on between a client and its server.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
};

use super::{
    answer::Answers,
    framing::{Frame, Framing},
    halt::Stage,
    state::{Cut, Happening, Wire},
};
use crate::server::Server;

/// Serves clients until the wire is stopped.
pub fn listen(listener: &TcpListener, target: &(String, u16), server: Server, wire: &Arc<Wire>) {
    thread::scope(|scope| {
        while let Ok((client, _)) = listener.accept() {
            if wire.is_stopped() {
                break;
            }
            // A server that can't be had is a connection that is closed at once.
            let Ok(behind) = TcpStream::connect((target.0.as_str(), target.1)) else {
                continue;
            };
            for end in [&client, &behind] {
                drop(end.set_nodelay(true));
            }
            if !wire.add(&client, &behind) {
                wire.cut();
                break;
            }
            let line = Arc::new(Line {
                client,
                behind,
                server,
                talk: Mutex::new(Talk {
                    answers: Answers::new(server),
                    halt: None,
                }),
            });
            {
                let line = Arc::clone(&line);
                scope.spawn(move || line.forth(wire));
            }
            scope.spawn(move || line.back(wire));
        }
    });
}

/// One connection.
struct Line {
    client: TcpStream,
    behind: TcpStream,
    server: Server,
    talk: Mutex<Talk>,
}

/// What both directions have to know.
struct Talk {
    answers: Answers,
    /// Where in the answer that comes next everything stands still.
    halt: Option<Stage>,
}

impl Line {
    fn talk(&self) -> MutexGuard<'_, Talk> {
        self.talk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From the client to the server, message by message.
    fn forth(&self, wire: &Wire) {
        let mut framing = Framing::new(self.server);
        let mut bytes = vec![0; 64 * 1024];
        let mut reader = &self.client;
        while let Ok(read @ 1..) = reader.read(&mut bytes) {
            framing.push(&bytes[..read]);
            while let Some(frame) = framing.next() {
                if !self.hand_on(frame, wire) {
                    return;
                }
            }
        }
        // Either end may be closed already.
        drop(self.behind.shutdown(Shutdown::Write));
    }

    /// Hands on one message; false at the end of the connection.
    fn hand_on(&self, frame: Frame, wire: &Wire) -> bool {
        let (mut client, mut behind) = (&self.client, &self.behind);
        let (frame, message) = match frame {
            Frame::Decline => return client.write_all(b"N").is_ok(),
            Frame::Forward(frame, message) => (frame, message),
        };
        let is_message = message.is_some();
        let Happening { cut, halt } = message
            .map(|message| wire.record(message))
            .unwrap_or_default();
        if !wire.pass() {
            return false;
        }
        if cut == Some(Cut::Before) {
            drop(client.shutdown(Shutdown::Both));
            drop(behind.shutdown(Shutdown::Both));
            return false;
        }
        if cut == Some(Cut::After) {
            // First the client's end, so that no answer slips through.
            drop(client.shutdown(Shutdown::Both));
        }
        match halt {
            None => {}
            Some(Stage::Sent) => {
                wire.halt();
                return false;
            }
            // No answer slips through.
            Some(Stage::Arrived) => wire.hold(),
            Some(stage) => self.talk().halt = Some(stage),
        }
        self.talk().answers.asked(&frame, is_message);
        let sent = behind.write_all(&frame).is_ok();
        if halt == Some(Stage::Arrived) {
            wire.halt();
            return false;
        }
        if cut.is_some() {
            drop(behind.shutdown(Shutdown::Write));
        }
        sent && cut.is_none()
    }

    /// From the server to the client, as the bytes come; an answer that nobody is to hear is held back.
    fn back(&self, wire: &Wire) {
        let (mut client, mut behind) = (&self.client, &self.behind);
        let mut bytes = vec![0; 64 * 1024];
        while let Ok(read @ 1..) = behind.read(&mut bytes) {
            let (ended, halt) = {
                let mut talk = self.talk();
                (talk.answers.push(&bytes[..read]), talk.halt)
            };
            match (halt, ended) {
                (Some(Stage::Answered), true) => {
                    wire.halt();
                    break;
                }
                (Some(Stage::Answered), false) => continue,
                (Some(_), true) if wire.pass() => wire.hold(),
                _ if wire.pass() => {}
                _ => break,
            }
            if client.write_all(&bytes[..read]).is_err() {
                break;
            }
            if halt.is_some() && ended {
                wire.halt();
                break;
            }
        }
        drop(client.shutdown(Shutdown::Both));
    }
}

//! Cuts a client's bytes into messages.

use super::message::Message;
use crate::server::Server;

/// The requests of PostgreSQL that come instead of a start-up.
const CANCEL: u32 = 80_877_102;
const TLS: u32 = 80_877_103;
const GSSAPI: u32 = 80_877_104;

/// One whole message.
pub enum Frame {
    /// Bytes for the server, with what is counted.
    Forward(Vec<u8>, Option<Message>),
    /// A wish for encryption, which the counter declines itself: it couldn't read on.
    Decline,
}

/// Bytes on their way to a server.
pub struct Framing {
    server: Server,
    started: bool,
    held: Vec<u8>,
}

impl Framing {
    pub fn new(server: Server) -> Self {
        Self {
            server,
            started: false,
            held: Vec::new(),
        }
    }

    /// Takes bytes as they come.
    pub fn push(&mut self, bytes: &[u8]) {
        self.held.extend_from_slice(bytes);
    }

    /// The next message, if all of it has come.
    pub fn next(&mut self) -> Option<Frame> {
        match self.server {
            Server::Mysql => self.next_of_mysql(),
            _ if self.started => self.next_of_postgres(),
            _ => self.start_of_postgres(),
        }
    }

    fn take(&mut self, length: usize) -> Option<Vec<u8>> {
        (self.held.len() >= length).then(|| self.held.drain(..length).collect())
    }

    fn number(&self, at: usize) -> Option<u32> {
        let bytes = self.held.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(bytes))
    }

    fn start_of_postgres(&mut self) -> Option<Frame> {
        let (length, code) = (self.number(0)?, self.number(4)?);
        let frame = self.take(length as usize)?;
        match code {
            TLS | GSSAPI => Some(Frame::Decline),
            CANCEL => Some(Frame::Forward(
                frame,
                Some(Message::new("CancelRequest", b"")),
            )),
            _ => {
                self.started = true;
                Some(Frame::Forward(frame, None))
            }
        }
    }

    fn next_of_postgres(&mut self) -> Option<Frame> {
        let length = self.number(1)?;
        let frame = self.take(1 + length as usize)?;
        let body = frame.get(5..).unwrap_or_default();
        let mut texts = body.split(|&byte| byte == 0);
        let message = match frame.first()? {
            // Passwords and what else belongs to logging in.
            b'p' => None,
            b'Q' => Some(Message::new("Query", texts.next().unwrap_or_default())),
            b'P' => Some(Message::new("Parse", texts.nth(1).unwrap_or_default())),
            b'B' => Some(Message::new("Bind", b"")),
            b'C' => Some(Message::new("Close", b"")),
            b'D' => Some(Message::new("Describe", b"")),
            b'E' => Some(Message::new("Execute", b"")),
            b'F' => Some(Message::new("FunctionCall", b"")),
            b'H' => Some(Message::new("Flush", b"")),
            b'S' => Some(Message::new("Sync", b"")),
            b'X' => Some(Message::new("Terminate", b"")),
            b'c' => Some(Message::new("CopyDone", b"")),
            b'd' => Some(Message::new("CopyData", b"")),
            b'f' => Some(Message::new("CopyFail", b"")),
            other => Some(Message::new(&format!("unknown {other}"), body)),
        };
        Some(Frame::Forward(frame, message))
    }

    fn next_of_mysql(&mut self) -> Option<Frame> {
        let head: [u8; 4] = self.held.get(..4)?.try_into().ok()?;
        let length = u32::from_le_bytes([head[0], head[1], head[2], 0]);
        let frame = self.take(4 + length as usize)?;
        // A command begins a new sequence; logging in and long packets go on with one.
        let message = match (head[3], frame.get(4..).unwrap_or_default()) {
            (0, [command, text @ ..]) => Some(command_of_mysql(*command, text)),
            _ => None,
        };
        Some(Frame::Forward(frame, message))
    }
}

fn command_of_mysql(command: u8, text: &[u8]) -> Message {
    match command {
        0x01 => Message::new("Quit", b""),
        0x02 => Message::new("InitDb", text),
        0x03 => Message::new("Query", text),
        0x0e => Message::new("Ping", b""),
        0x16 => Message::new("StmtPrepare", text),
        0x17 => Message::new("StmtExecute", b""),
        0x19 => Message::new("StmtClose", b""),
        0x1a => Message::new("StmtReset", b""),
        0x1b => Message::new("SetOption", b""),
        0x1f => Message::new("ResetConnection", b""),
        other => Message::new(&format!("unknown {other}"), text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_found_however_the_bytes_come() {
        let start = [&8_u32.to_be_bytes()[..], &TLS.to_be_bytes()].concat();
        let log_in = [&9_u32.to_be_bytes()[..], &196_608_u32.to_be_bytes(), b"\0"].concat();
        let password = b"p\0\0\0\x06x\0";
        let query = b"Q\0\0\0\x0dSELECT 1\0";
        let parse = b"P\0\0\0\x0bs1\0a;\0\0";
        let bytes = [&start[..], &log_in, password, query, parse].concat();
        for step in 1..bytes.len() {
            let mut framing = Framing::new(Server::Postgres);
            let (mut forwarded, mut messages, mut declined) = (Vec::new(), Vec::new(), 0);
            for piece in bytes.chunks(step) {
                framing.push(piece);
                while let Some(frame) = framing.next() {
                    match frame {
                        Frame::Decline => declined += 1,
                        Frame::Forward(frame, message) => {
                            forwarded.extend(frame);
                            messages.extend(message);
                        }
                    }
                }
            }
            assert_eq!(declined, 1);
            assert_eq!(forwarded, bytes[8..]);
            let expected = [
                Message::new("Query", b"SELECT 1"),
                Message::new("Parse", b"a;"),
            ];
            assert_eq!(messages, expected, "in pieces of {step}");
        }
    }
}

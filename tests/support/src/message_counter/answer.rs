//! Cuts a server's bytes into answers: where one ends, the server is done with what it was asked.

use crate::server::Server;

/// The client doesn't want a packet of its own at the end of the columns.
const DEPRECATE_EOF: u32 = 1 << 24;
/// The server has more results for the same command.
const MORE_RESULTS: u8 = 8;

/// What comes next in an answer of MySQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    /// Logging in, or nothing asked.
    Nothing,
    /// `OK`, an error, or how many columns there are.
    Head,
    /// So many columns.
    Columns(u64),
    /// The end of the columns.
    EndOfColumns,
    /// Rows, or their end.
    Rows,
}

/// Bytes on their way to a client.
pub struct Answers {
    server: Server,
    held: Vec<u8>,
    expected: Expected,
    short: bool,
    logged_in: bool,
}

impl Answers {
    pub fn new(server: Server) -> Self {
        Self {
            server,
            held: Vec::new(),
            expected: Expected::Nothing,
            short: true,
            logged_in: false,
        }
    }

    /// Notes what the client sends: how it logs in, or that it asks something.
    pub fn asked(&mut self, frame: &[u8], is_message: bool) {
        if is_message {
            self.logged_in = true;
            self.expected = Expected::Head;
        } else if let (Server::Mysql, false, Some(&[a, b, c, d])) = (
            self.server,
            self.logged_in,
            frame.get(4..8).and_then(<[u8]>::first_chunk::<4>),
        ) {
            // The first packet of the client begins with what it is able to do.
            self.logged_in = true;
            self.short = u32::from_le_bytes([a, b, c, d]) & DEPRECATE_EOF != 0;
        }
    }

    /// Takes bytes as they come; says whether an answer ended in them.
    pub fn push(&mut self, bytes: &[u8]) -> bool {
        self.held.extend_from_slice(bytes);
        let mut ended = false;
        while let Some(packet) = self.packet() {
            ended |= match self.server {
                Server::Mysql => self.ends_for_mysql(&packet),
                // Ready for the next query.
                _ => packet.first() == Some(&b'Z') && self.logged_in,
            };
        }
        ended
    }

    /// The next packet: of PostgreSQL with its kind and length, of MySQL what is in it.
    fn packet(&mut self) -> Option<Vec<u8>> {
        let (skipped, length) = match (self.server, self.held.as_slice()) {
            (Server::Mysql, [a, b, c, _, ..]) => {
                (4, 4 + u32::from_le_bytes([*a, *b, *c, 0]) as usize)
            }
            (Server::Postgres, [_, a, b, c, d, ..]) => {
                (0, 1 + u32::from_be_bytes([*a, *b, *c, *d]) as usize)
            }
            _ => return None,
        };
        let packet = self.held.get(skipped..length)?.to_vec();
        self.held.drain(..length);
        Some(packet)
    }

    fn ends_for_mysql(&mut self, packet: &[u8]) -> bool {
        let head = packet.first().copied().unwrap_or_default();
        let (next, ended) = match (self.expected, head) {
            (Expected::Nothing, _) => (Expected::Nothing, false),
            (Expected::Head | Expected::Rows, 0xff) => (Expected::Nothing, true),
            (Expected::Head, 0x00) => self.after(packet),
            (Expected::Head | Expected::Rows, 0xfe) if packet.len() < 0xff_ffff => {
                self.after(packet)
            }
            (Expected::Head, _) => (Expected::Columns(number(packet).0), false),
            (Expected::Columns(2..), _) => {
                let Expected::Columns(left) = self.expected else {
                    unreachable!("the arm says so");
                };
                (Expected::Columns(left - 1), false)
            }
            (Expected::Columns(_), _) if self.short => (Expected::Rows, false),
            (Expected::Columns(_), _) => (Expected::EndOfColumns, false),
            (Expected::EndOfColumns | Expected::Rows, _) => (Expected::Rows, false),
        };
        self.expected = next;
        ended
    }

    /// What comes after the end of a result, and whether that was the last one.
    fn after(&self, packet: &[u8]) -> (Expected, bool) {
        let rest = packet.get(1..).unwrap_or_default();
        let status = if packet.first() == Some(&0xfe) && !self.short {
            // Warnings, then the status.
            rest.get(2..)
        } else {
            let (_, changed) = number(rest);
            let rest = rest.get(changed..).unwrap_or_default();
            let (_, id) = number(rest);
            rest.get(id..)
        };
        match status.and_then(<[u8]>::first) {
            Some(flags) if flags & MORE_RESULTS != 0 => (Expected::Head, false),
            _ => (Expected::Nothing, true),
        }
    }
}

/// A number as MySQL writes it, and how many bytes it takes.
fn number(bytes: &[u8]) -> (u64, usize) {
    let little = |length: usize| {
        let digits = bytes.get(1..=length).unwrap_or_default().iter().rev();
        digits.fold(0, |number, &byte| number << 8 | u64::from(byte))
    };
    match bytes.first() {
        Some(0xfc) => (little(2), 3),
        Some(0xfd) => (little(3), 4),
        Some(0xfe) => (little(8), 9),
        Some(&byte) => (u64::from(byte), 1),
        None => (0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packet(body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len()).expect("short").to_le_bytes();
        [&length[..3], &[1], body].concat()
    }

    #[test]
    fn the_end_of_postgres_answer_is_found_however_the_bytes_come() {
        let ready = b"Z\0\0\0\x05I";
        let complete = b"C\0\0\0\x0dSELECT Z\0";
        let bytes = [&complete[..], complete, ready].concat();
        for step in 1..bytes.len() {
            let mut answers = Answers::new(Server::Postgres);
            assert!(!answers.push(ready), "logging in is no answer");
            answers.asked(b"", true);
            let ends: Vec<bool> = bytes
                .chunks(step)
                .map(|piece| answers.push(piece))
                .collect();
            let (last, before) = ends.split_last().expect("a piece");
            assert!(*last && !before.contains(&true), "in pieces of {step}");
        }
    }

    #[test]
    fn the_end_of_mysql_answer_is_that_of_its_last_result() {
        let ok = |more: u8| packet(&[0, 1, 0, 2 | more, 0, 0, 0]);
        let end = |more: u8| packet(&[0xfe, 0, 0, 2 | more, 0, 0, 0]);
        let rows = [
            packet(&[1]),
            packet(b"\x03def"),
            packet(b"\x01a"),
            packet(b"\x01b"),
        ]
        .concat();
        let failed = packet(b"\xff\x10\x04oh");
        for (bytes, whole) in [
            (ok(0), true),
            (ok(8), false),
            ([ok(8), rows.clone(), end(0)].concat(), true),
            ([rows.clone(), end(8), ok(0)].concat(), true),
            (rows.clone(), false),
            ([ok(8), failed].concat(), true),
        ] {
            let mut answers = Answers::new(Server::Mysql);
            assert!(!answers.push(&ok(0)), "logging in is no answer");
            answers.asked(b"", true);
            let ended = bytes.iter().filter(|byte| answers.push(&[**byte])).count();
            assert_eq!(ended, usize::from(whole), "{bytes:?}");
        }
    }
}

//! A stream that a reader may leave at any time.

use std::io::{self, BufWriter, ErrorKind, Write};

use serde::Serialize;

use crate::Stream;

/// A buffered stream. A broken pipe silences it, since whoever read it has seen enough; any other
/// failure is kept for the end.
pub(super) struct Sink {
    writer: BufWriter<Box<dyn Write + Send>>,
    /// Where a person reads along, every line is shown at once.
    at_once: bool,
    silent: bool,
    lost: Option<io::Error>,
}

impl Sink {
    pub(super) fn new(stream: Stream) -> Self {
        let writer = BufWriter::new(stream.writer);
        Self {
            writer,
            at_once: stream.is_terminal,
            silent: false,
            lost: None,
        }
    }

    pub(super) fn put(&mut self, text: &str) {
        self.put_bytes(text.as_bytes());
        if self.at_once && text.ends_with('\n') {
            self.flush();
        }
    }

    pub(super) fn put_bytes(&mut self, bytes: &[u8]) {
        if !self.silent {
            let written = self.writer.write_all(bytes);
            self.keep(written);
        }
    }

    /// Writes a document and a line end.
    pub(super) fn json(&mut self, document: &impl Serialize) {
        let written = serde_json::to_writer_pretty(&mut *self, document);
        self.keep(written.map_err(io::Error::from));
        self.put("\n");
    }

    pub(super) fn flush(&mut self) {
        if !self.silent {
            let flushed = self.writer.flush();
            self.keep(flushed);
        }
    }

    /// Flushes and tells what went wrong, once.
    pub(super) fn finish(&mut self) -> Option<io::Error> {
        self.flush();
        self.lost.take()
    }

    fn keep(&mut self, result: io::Result<()>) {
        if let Err(error) = result {
            self.silent = true;
            if error.kind() != ErrorKind::BrokenPipe {
                self.lost.get_or_insert(error);
            }
        }
    }
}

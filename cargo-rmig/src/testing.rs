//! A world in memory for tests of the frame.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use clap::Parser;

use crate::{Context, Environment, GlobalArgs, Stream};

/// What went to a stream.
#[derive(Clone, Default)]
pub(crate) struct Captured(Arc<Mutex<Vec<u8>>>);

impl Captured {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    fn stream(&self) -> Stream {
        Stream {
            writer: Box::new(self.clone()),
            is_terminal: false,
        }
    }
}

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Global flags without a command.
#[derive(Parser)]
struct Flags {
    #[command(flatten)]
    global: GlobalArgs,
}

/// A context with the streams that it prints to.
pub(crate) struct World {
    pub(crate) context: Context,
    pub(crate) stdout: Captured,
    pub(crate) stderr: Captured,
}

impl World {
    pub(crate) fn new(directory: &Path, flags: &[&str], set: &'static [(&str, &str)]) -> Self {
        let (stdout, stderr) = (Captured::default(), Captured::default());
        let variables = move |name: &str| {
            let found = set.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned()).or_else(|| {
                (name == "CARGO").then(|| std::env::var(name).unwrap_or_else(|_| "cargo".into()))
            })
        };
        let environment = Environment::new(
            Arc::new(variables),
            directory.to_path_buf(),
            stdout.stream(),
            stderr.stream(),
        );
        let flags = Flags::parse_from(["x"].iter().chain(flags));
        Self {
            context: Context::new(flags.global, environment),
            stdout,
            stderr,
        }
    }

    /// Both streams, flushed.
    pub(crate) fn output(&self) -> (String, String) {
        let _ = self.context.ui().finish(crate::Exit::Done);
        (self.stdout.text(), self.stderr.text())
    }
}

/// Files of a test in a directory that goes away.
pub(crate) struct Files(tempfile::TempDir);

impl Files {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let root = Self(tempfile::tempdir().unwrap());
        for (path, text) in files {
            let path = root.path(path);
            fs_err::create_dir_all(path.parent().unwrap()).unwrap();
            fs_err::write(path, text).unwrap();
        }
        root
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        // As the current directory would be: without symlinks and without a `.`.
        self.0
            .path()
            .canonicalize()
            .unwrap()
            .join(path)
            .components()
            .collect()
    }
}

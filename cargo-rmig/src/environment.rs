//! What the program needs of the world.

mod clock;
mod ids;

use std::{
    io::{IsTerminal, Read, Write},
    path::PathBuf,
    sync::{Arc, Mutex},
};

pub use clock::Clock;
pub use ids::RevisionIds;
use rmig_engine::diagnostic::Finding;

/// An output stream, and whether a person is reading it.
pub struct Stream {
    /// Where the bytes go.
    pub writer: Box<dyn Write + Send>,
    /// Whether it is a terminal.
    pub is_terminal: bool,
}

/// Looks a variable of the process up.
pub(crate) type Lookup = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// Variables, current directory, clock, randomness and streams.
///
/// A user's environment binary passes [`Environment::of_process`]; a test may pass its own.
pub struct Environment {
    /// Looks a variable of the process up.
    pub variables: Lookup,
    /// Where relative paths of the command line start.
    pub current_dir: PathBuf,
    /// What time it is.
    pub clock: Clock,
    /// New revision ids.
    pub ids: RevisionIds,
    /// What is handed in.
    pub stdin: Box<dyn Read + Send>,
    /// For data.
    pub stdout: Stream,
    /// For everything else.
    pub stderr: Stream,
    /// What a test variable got wrong.
    problem: Option<Finding>,
}

impl Environment {
    /// The real one.
    #[must_use]
    pub fn of_process() -> Self {
        let (stdout, stderr) = (std::io::stdout(), std::io::stderr());
        let (to_terminal, errors_to_terminal) = (stdout.is_terminal(), stderr.is_terminal());
        Self::new(
            Arc::new(|name: &str| std::env::var(name).ok()),
            // Whatever needs the directory says that it is gone.
            std::env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
            Stream {
                writer: Box::new(stdout),
                is_terminal: to_terminal,
            },
            Stream {
                writer: Box::new(stderr),
                is_terminal: errors_to_terminal,
            },
        )
    }

    /// One with a world of its own, but the real clock and randomness.
    #[must_use]
    pub fn new(variables: Lookup, current_dir: PathBuf, stdout: Stream, stderr: Stream) -> Self {
        let (clock, ids) = (Clock::System, RevisionIds::random());
        Self {
            variables,
            current_dir,
            clock,
            ids,
            stdin: Box::new(std::io::stdin()),
            stdout,
            stderr,
            problem: None,
        }
    }

    /// Lets `RMIG_TEST_CLOCK` (RFC 3339) stop the clock and `RMIG_TEST_SEED` (a number) fix the
    /// sequence of revision ids, for tests of the binary.
    #[must_use]
    pub fn with_test_variables(mut self) -> Self {
        if let Some(text) = (self.variables)("RMIG_TEST_CLOCK") {
            match text.parse() {
                Ok(now) => self.clock = Clock::Stopped(now),
                Err(_) => self.problem = Some(invalid("RMIG_TEST_CLOCK", "a time of RFC 3339")),
            }
        }
        if let Some(text) = (self.variables)("RMIG_TEST_SEED") {
            match text.parse() {
                Ok(seed) => self.ids = RevisionIds::seeded(seed),
                Err(_) => self.problem = Some(invalid("RMIG_TEST_SEED", "a number")),
            }
        }
        self
    }

    /// The two streams, stdout first, and the rest.
    pub(crate) fn split(self) -> ((Stream, Stream), World) {
        let Self {
            variables,
            current_dir,
            clock,
            ids,
            stdin,
            stdout,
            stderr,
            problem,
        } = self;
        (
            (stdout, stderr),
            World {
                variables,
                current_dir,
                clock,
                ids,
                stdin: Mutex::new(stdin),
                problem,
            },
        )
    }
}

/// An environment without its streams.
pub(crate) struct World {
    pub(crate) variables: Lookup,
    pub(crate) current_dir: PathBuf,
    pub(crate) clock: Clock,
    pub(crate) ids: RevisionIds,
    pub(crate) stdin: Mutex<Box<dyn Read + Send>>,
    pub(crate) problem: Option<Finding>,
}

fn invalid(name: &str, expected: &str) -> Finding {
    Finding::new("invalid-variable", format!("{name} isn't {expected}"))
        .help(format!("unset {name}"))
}

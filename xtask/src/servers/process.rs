//! A server's process.

use std::{
    path::PathBuf,
    process::Child,
    thread,
    time::{Duration, Instant},
};

use crate::{
    interrupt::{self, TICK},
    shell::{Failure, Result, say},
};

/// How long a server may take to start, and to stop.
const PATIENCE: Duration = Duration::from_secs(60);

/// How a server is asked to stop, and what is tried after that.
pub struct Signals {
    /// Ends it in an orderly way, whoever is connected.
    pub stop: &'static str,
    /// Ends it at once, but tidily.
    pub hurry: &'static str,
}

/// A server that runs until this value goes.
pub struct Process {
    /// Its name, for messages.
    pub name: &'static str,
    /// The process.
    pub child: Child,
    /// Where it writes what it does.
    pub log: PathBuf,
    /// How it is stopped.
    pub signals: Signals,
    /// Whether it takes connections.
    pub is_ready: Box<dyn Fn() -> bool>,
}

impl Process {
    /// Waits until it takes connections.
    ///
    /// # Errors
    ///
    /// It ends, takes too long, or a signal comes.
    pub fn wait_until_ready(&mut self) -> Result<()> {
        let since = Instant::now();
        loop {
            interrupt::check()?;
            if let Some(status) = self.child.try_wait()? {
                return Err(self.failure(&format!("ended: {status}")));
            }
            if (self.is_ready)() {
                return Ok(());
            }
            if since.elapsed() > PATIENCE {
                return Err(self.failure("takes no connections"));
            }
            thread::sleep(TICK);
        }
    }

    /// Asks it to stop, and doesn't wait.
    pub fn ask_to_stop(&self) {
        self.kill(self.signals.stop);
    }

    fn failure(&self, what: &str) -> Failure {
        Failure(format!(
            "{} {what}; the end of its log:\n{}",
            self.name,
            tail(&self.log)
        ))
    }

    fn kill(&self, signal: &str) {
        interrupt::kill(signal, &self.child.id().to_string());
    }

    fn ends_within(&mut self, patience: Duration) -> bool {
        let since = Instant::now();
        while since.elapsed() < patience {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return true;
            }
            thread::sleep(TICK);
        }
        false
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        for signal in [self.signals.stop, self.signals.hurry, "KILL"] {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            self.kill(signal);
            if self.ends_within(PATIENCE / 3) {
                return;
            }
            say(&format!(
                "warning: {} doesn't end on SIG{signal}",
                self.name
            ));
        }
    }
}

/// The last lines of a log.
pub fn tail(log: &std::path::Path) -> String {
    let bytes = std::fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(30)..].join("\n")
}

/// Starting a server where Ctrl-C at the terminal doesn't reach it: we stop it ourselves, after the tests.
pub trait SpawnApart {
    /// Starts the program in a process group of its own.
    ///
    /// # Errors
    ///
    /// It can't be started.
    fn spawn_apart(&mut self) -> Result<Child>;
}

impl SpawnApart for std::process::Command {
    fn spawn_apart(&mut self) -> Result<Child> {
        use std::os::unix::process::CommandExt as _;
        Ok(self.process_group(0).spawn()?)
    }
}

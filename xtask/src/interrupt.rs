//! Ctrl-C and its like: noted, so that everything that was started is stopped before we end.

use std::{
    os::unix::process::CommandExt,
    process::{Child, Command, ExitStatus},
    sync::atomic::{AtomicI32, Ordering},
    thread,
    time::Duration,
};

use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGTERM},
    iterator::Signals,
};

use crate::shell::{Failure, Result};

/// The signal that came; 0 is none.
static CAME: AtomicI32 = AtomicI32::new(0);

/// How often those who wait look whether a signal came.
pub const TICK: Duration = Duration::from_millis(50);

/// From now on signals are noted and don't end this program.
///
/// # Errors
///
/// The system refuses.
pub fn watch() -> Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            CAME.store(signal, Ordering::SeqCst);
        }
    });
    Ok(())
}

/// The signal that came, if one did.
pub fn came() -> Option<i32> {
    Some(CAME.load(Ordering::SeqCst)).filter(|&signal| signal != 0)
}

/// Fails if a signal came.
///
/// # Errors
///
/// One came.
pub fn check() -> Result<()> {
    came().map_or(Ok(()), |_| Err(Failure("interrupted".to_owned())))
}

/// A program with all that it starts, in a process group of its own, which doesn't outlive its value.
pub struct Group(Child);

impl Group {
    /// Starts it.
    ///
    /// # Errors
    ///
    /// It can't be started.
    pub fn spawn(command: &mut Command) -> Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command.process_group(0).spawn();
        child
            .map(Self)
            .map_err(|error| Failure(format!("{name}: {error}")))
    }

    /// Waits for its end. A signal that comes meanwhile is handed on to the group.
    ///
    /// # Errors
    ///
    /// A signal came.
    pub fn wait(mut self) -> Result<ExitStatus> {
        loop {
            if let Some(status) = self.0.try_wait()? {
                check()?;
                return Ok(status);
            }
            check()?;
            thread::sleep(TICK);
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        if matches!(self.0.try_wait(), Ok(Some(_))) {
            return;
        }
        let group = format!("-{}", self.0.id());
        kill("TERM", &group);
        for _ in 0..100 {
            if matches!(self.0.try_wait(), Ok(Some(_))) {
                break;
            }
            thread::sleep(TICK);
        }
        // Those in the group that didn't listen.
        kill("KILL", &group);
        drop(self.0.wait());
    }
}

/// Sends a signal to a process, or with a leading `-` to a group.
pub fn kill(signal: &str, to: &str) {
    // The shell's own `kill`: not every system has the program. Debian's takes `--` only after `-s`.
    let kill = format!("kill -s {signal} -- {to} 2>/dev/null");
    drop(Command::new("sh").args(["-c", &kill]).status());
}

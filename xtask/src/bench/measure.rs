//! Times a command as a whole process.

use std::{
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::shell::{Failure, Result};

/// The times of several runs of one command, sorted.
pub struct Times(Vec<Duration>);

impl Times {
    /// Runs `command` once to warm up and then `runs` times.
    ///
    /// # Errors
    ///
    /// The command can't be started or fails.
    pub fn of(runs: usize, mut command: impl FnMut() -> Command) -> Result<Self> {
        let mut times = Vec::with_capacity(runs);
        for run in 0..=runs {
            let mut command = command();
            command.stdout(Stdio::null()).stdin(Stdio::null());
            let start = Instant::now();
            let status = command.status()?;
            let time = start.elapsed();
            if !status.success() {
                return Err(Failure(format!("{:?}: {status}", command.get_program())));
            }
            if run > 0 {
                times.push(time);
            }
        }
        times.sort_unstable();
        Ok(Self(times))
    }

    /// The middle one.
    pub fn median(&self) -> Duration {
        self.0.get(self.0.len() / 2).copied().unwrap_or_default()
    }

    /// The median with the extremes, in milliseconds.
    pub fn shown(&self) -> String {
        let ms = |time: Option<&Duration>| time.map_or(0.0, |time| time.as_secs_f64() * 1000.0);
        format!(
            "{:.1} ms ({:.1}–{:.1})",
            self.median().as_secs_f64() * 1000.0,
            ms(self.0.first()),
            ms(self.0.last())
        )
    }
}

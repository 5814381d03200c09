//! Commands that run in turns, so that whatever disturbs the machine disturbs all of them.

use std::{
    fs::File,
    path::PathBuf,
    process::{Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use super::measure::Times;
use crate::{
    interrupt,
    shell::{Failure, Result, say, shown},
};

/// What takes longer than this to warm up runs only once more.
const SLOW: Duration = Duration::from_secs(10);

/// A command that takes part, with what is done around it.
pub struct Contender<'a> {
    /// How tables call it.
    pub name: String,
    command: Box<dyn Fn() -> Command + 'a>,
    before: Box<dyn Fn() -> Result<()> + 'a>,
    after: Box<dyn Fn() -> Result<()> + 'a>,
    input: Option<PathBuf>,
    at_most: usize,
}

impl<'a> Contender<'a> {
    /// A command with nothing around it.
    pub fn new(name: impl Into<String>, command: impl Fn() -> Command + 'a) -> Self {
        Self {
            name: name.into(),
            command: Box::new(command),
            before: Box::new(|| Ok(())),
            after: Box::new(|| Ok(())),
            input: None,
            at_most: usize::MAX,
        }
    }

    /// The file that it reads from stdin.
    pub fn input(mut self, input: PathBuf) -> Self {
        self.input = Some(input);
        self
    }

    /// What is done before each run, and not timed.
    pub fn before(mut self, before: impl Fn() -> Result<()> + 'a) -> Self {
        self.before = Box::new(before);
        self
    }

    /// What is looked at after each run, and not timed.
    pub fn after(mut self, after: impl Fn() -> Result<()> + 'a) -> Self {
        self.after = Box::new(after);
        self
    }

    /// Lets it take part only so often.
    pub fn at_most(mut self, runs: usize) -> Self {
        self.at_most = runs;
        self
    }

    fn run(&self) -> Result<Duration> {
        interrupt::check()?;
        (self.before)()?;
        let mut command = (self.command)();
        command.stdin(match &self.input {
            Some(input) => File::open(input)?.into(),
            None => Stdio::null(),
        });
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let start = Instant::now();
        let status = command.status();
        let time = start.elapsed();
        interrupt::check()?;
        let status = status.map_err(|error| Failure(format!("{}: {error}", shown(&command))))?;
        if !status.success() {
            return Err(self.complaint(status));
        }
        (self.after)().map_err(|error| Failure(format!("after {}: {error}", shown(&command))))?;
        Ok(time)
    }

    /// What the command says if it runs once more: timed runs speak to nobody.
    fn complaint(&self, status: ExitStatus) -> Failure {
        let again = || -> Result<String> {
            (self.before)()?;
            let mut command = (self.command)();
            if let Some(input) = &self.input {
                command.stdin(File::open(input)?);
            }
            let output = command.output()?;
            let said = [output.stdout, output.stderr].concat();
            Ok(String::from_utf8_lossy(&said).into_owned())
        };
        let said = again().unwrap_or_else(|error| error.0);
        let shown = shown(&(self.command)());
        Failure(format!("{shown}: {status}\n{said}"))
    }
}

/// Runs all in turns, so many rounds, after one that warms up where `warm` asks for it; gives the times in the order of
/// the contenders.
///
/// # Errors
///
/// A command can't be started or fails, or what is around it.
pub fn race(contenders: &[Contender<'_>], rounds: usize, warm: bool) -> Result<Vec<Times>> {
    let mut left: Vec<usize> = contenders
        .iter()
        .map(|contender| contender.at_most.min(rounds))
        .collect();
    if warm {
        for (contender, left) in contenders.iter().zip(&mut left) {
            if contender.run()? > SLOW {
                *left = 1;
            }
        }
    }
    let mut all: Vec<Times> = contenders.iter().map(|_| Times::default()).collect();
    for round in 0..rounds {
        say(&format!("round {} of {rounds}", round + 1));
        let each = contenders.iter().zip(&mut left).zip(&mut all);
        for ((contender, left), times) in each.filter(|((_, left), _)| **left > 0) {
            times.push(contender.run()?);
            *left -= 1;
        }
    }
    Ok(all)
}

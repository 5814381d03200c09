//! What is allowed: `xtask/budget.toml`.

use std::{path::PathBuf, process::Command};

use toml::{Table, Value};

use crate::shell::{Failure, Result, root, say};

/// What a command took.
pub struct Measured {
    /// Its name.
    pub command: &'static str,
    /// How many revisions there are.
    pub revisions: u64,
    /// How many instructions it executed.
    pub instructions: u64,
}

/// What commands may take.
pub struct Budget(Table);

/// How much more is no finding: what the order of threads and of code in a program makes.
const TOLERANCE: f64 = 0.05;

/// How much more is no finding where another compiler built the program than the one of the record.
const OTHER_COMPILER: f64 = 0.25;

fn file() -> PathBuf {
    root().join("xtask").join("budget.toml")
}

/// The compiler's version, as `1.95.0`.
fn rustc() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("--version").output();
    let text = output.map(|output| output.stdout).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    text.split_whitespace().nth(1).unwrap_or("?").to_owned()
}

impl Budget {
    /// Reads the record.
    ///
    /// # Errors
    ///
    /// It isn't there or can't be read.
    pub fn read() -> Result<Self> {
        let text = fs_err::read_to_string(file())?;
        let table = text
            .parse()
            .map_err(|error| Failure(format!("xtask/budget.toml: {error}")))?;
        Ok(Self(table))
    }

    /// Writes a new record.
    ///
    /// # Errors
    ///
    /// It can't be written.
    pub fn record(measured: &[Measured]) -> Result<()> {
        let mut text = format!(
            "# Instructions of whole commands with so many revisions, counted by callgrind in a build of the profile \"budget\".\n\
             # `cargo xtask budget` fails where one takes {:.0} % more ({:.0} % with another compiler than this one).\n\
             # Written by `cargo xtask budget --record`.\n\n\
             rustc = \"{}\"\n",
            TOLERANCE * 100.0,
            OTHER_COMPILER * 100.0,
            rustc()
        );
        let mut last = "";
        for each in measured {
            if each.command != last {
                text.push_str(&format!("\n[{}]\n", each.command));
                last = each.command;
            }
            text.push_str(&format!(
                "{} = {}\n",
                each.revisions,
                grouped(each.instructions, '_')
            ));
        }
        Ok(fs_err::write(file(), text)?)
    }

    /// What is over the budget.
    pub fn hold(&self, measured: &[Measured]) -> Vec<String> {
        let recorded = self.0.get("rustc").and_then(Value::as_str).unwrap_or("?");
        let tolerance = if recorded == rustc() {
            TOLERANCE
        } else {
            OTHER_COMPILER
        };
        let mut wrong = Vec::new();
        for each in measured {
            let Measured {
                command,
                revisions,
                instructions,
            } = each;
            let takes = grouped(*instructions, ' ');
            let line = format!("{command} with {revisions} revisions: {takes} instructions");
            let budget = self
                .0
                .get(*command)
                .and_then(|table| table.get(revisions.to_string()));
            let Some(budget) = budget.and_then(Value::as_integer) else {
                wrong.push(format!("{line}, and nothing recorded"));
                continue;
            };
            let more = *instructions as f64 / budget as f64 - 1.0;
            let line = format!("{line}, {:+.1} % of the record", more * 100.0);
            say(&line);
            if more > tolerance {
                let allowed = tolerance * 100.0;
                wrong.push(format!(
                    "{line}; {allowed:.0} % more are allowed (recorded with Rust {recorded})"
                ));
            } else if more < -tolerance {
                say("  that is cheaper: `cargo xtask budget --record` keeps it so");
            }
        }
        wrong
    }
}

/// A number in groups of three digits.
fn grouped(number: u64, between: char) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(between);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn budget(recorded: i64) -> Budget {
        let text = format!("rustc = \"{}\"\n[heads]\n1000 = {recorded}\n", rustc());
        Budget(text.parse().unwrap())
    }

    fn heads(instructions: u64) -> [Measured; 1] {
        [Measured {
            command: "heads",
            revisions: 1000,
            instructions,
        }]
    }

    #[test]
    fn what_takes_more_than_the_tolerance_is_named_with_its_figure() {
        assert_eq!(
            budget(1_000_000).hold(&heads(1_049_000)),
            Vec::<String>::new()
        );
        assert_eq!(
            budget(1_000_000).hold(&heads(500_000)),
            Vec::<String>::new()
        );
        let over = budget(1_000_000).hold(&heads(1_060_000));
        assert!(
            over[0].starts_with("heads with 1000 revisions: 1 060 000 instructions, +6.0 %"),
            "{over:?}"
        );
    }

    #[test]
    fn what_is_not_recorded_is_named() {
        let mut unknown = heads(1);
        unknown[0].revisions = 10;
        assert!(budget(1).hold(&unknown)[0].ends_with("nothing recorded"));
    }
}

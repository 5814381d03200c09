//! Names and globs of the command line.

use globset::{Glob, GlobMatcher};
use rmig_engine::{
    diagnostic::{Finding, Findings},
    near::did_you_mean,
};

use crate::{CommandError, Exit};

/// The values of a repeatable flag, each a name or a glob.
pub(super) struct Names {
    flag: &'static str,
    what: &'static str,
    names: Vec<(String, GlobMatcher)>,
}

impl Names {
    /// Reads the values of `flag`, which name a `what`.
    pub(super) fn new(
        flag: &'static str,
        what: &'static str,
        values: &[String],
    ) -> Result<Self, CommandError> {
        let names = values.iter().map(|value| match Glob::new(value) {
            Ok(glob) => Ok((value.clone(), glob.compile_matcher())),
            Err(error) => {
                let message = format!("{flag} {value:?} is no glob: {}", error.kind());
                Err(CommandError::usage(
                    message,
                    "mend the pattern, or write the name itself",
                ))
            }
        });
        Ok(Self {
            flag,
            what,
            names: names.collect::<Result<_, _>>()?,
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    pub(super) fn matches(&self, name: &str) -> bool {
        self.names
            .iter()
            .any(|(text, glob)| text == name || glob.is_match(name))
    }

    /// Whether `name` stands there in full.
    pub(super) fn names_exactly(&self, name: &str) -> bool {
        self.names.iter().any(|(text, _)| text == name)
    }

    /// The only name, if it is one and no glob.
    pub(super) fn only_name(&self) -> Option<&str> {
        match self.names.as_slice() {
            [(text, _)] if !text.contains(['*', '?', '[', '{']) => Some(text),
            _ => None,
        }
    }

    /// Complains about every value that matches none of `known`.
    pub(super) fn check(&self, known: &[&str]) -> Result<(), CommandError> {
        let mut findings = Findings::default();
        for (text, glob) in &self.names {
            if known.iter().any(|name| text == name || glob.is_match(name)) {
                continue;
            }
            let help = did_you_mean(text, known.iter().copied()).unwrap_or_else(|| {
                if known.is_empty() {
                    format!("there is no {} to choose", self.what)
                } else {
                    format!("there are: {}", known.join(", "))
                }
            });
            let message = format!("{} {text:?} matches no {}", self.flag, self.what);
            let code = if self.what == "database" {
                "unknown-database"
            } else {
                "unknown-package"
            };
            findings.push(Finding::new(code, message).help(help));
        }
        if findings.is_empty() {
            Ok(())
        } else {
            Err(CommandError::from(findings).with_exit(Exit::Usage))
        }
    }
}

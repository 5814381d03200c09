//! Where settings look variables up.

use std::{fmt, path::PathBuf};

/// The value of an environment variable and where relative paths in it start.
#[derive(Clone, PartialEq, Eq)]
pub struct Variable {
    /// What it is set to. It may be a secret.
    pub value: String,
    /// Where relative paths in it start: the current directory, or that of the `.env` file.
    pub base: PathBuf,
    /// The `.env` file that sets it, unless the process's own environment does.
    pub file: Option<PathBuf>,
}

impl fmt::Debug for Variable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Variable")
            .field("base", &self.base)
            .finish_non_exhaustive()
    }
}

/// Looks variables up. The engine itself never reads the environment.
pub trait Variables {
    /// The variable called `name`, if it is set.
    fn get(&self, name: &str) -> Option<Variable>;

    /// The places that `get` looks at, in order, for messages about a missing variable.
    fn searched(&self) -> Vec<String>;
}

/// No variable is set.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoVariables;

impl Variables for NoVariables {
    fn get(&self, _: &str) -> Option<Variable> {
        None
    }

    fn searched(&self) -> Vec<String> {
        Vec::new()
    }
}

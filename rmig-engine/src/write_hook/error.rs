//! Why a write hook can't do its work, or failed at it.

use std::{error::Error, io, path::PathBuf};

use miette::Diagnostic;

use crate::registry::UnknownName;

/// What is wrong with a write hook, without the hook's name and file: [`HookFailure`] adds those.
///
/// [`HookFailure`]: super::HookFailure
#[derive(Debug, thiserror::Error, Diagnostic)]
#[non_exhaustive]
pub enum HookError {
    /// The settings name a `type` of hook that nobody has registered.
    #[error(transparent)]
    #[diagnostic(transparent)]
    UnknownType(#[from] UnknownName),
    /// The settings hold an option that this type of hook doesn't know.
    #[error("the option {option:?} is not known")]
    #[diagnostic(code("write-hook-option"))]
    UnknownOption {
        /// The option as written.
        option: String,
        /// The nearest option, or all that there are.
        #[help]
        hint: String,
    },
    /// The settings lack an option that this type of hook needs.
    #[error("the option {option:?} is missing")]
    #[diagnostic(code("write-hook-option"))]
    MissingOption {
        /// The option.
        option: &'static str,
        /// What to write there.
        #[help]
        hint: String,
    },
    /// An option holds what makes no sense there.
    #[error("the option {option:?} {problem}")]
    #[diagnostic(code("write-hook-option"))]
    InvalidOption {
        /// The option.
        option: &'static str,
        /// What is wrong with it.
        problem: String,
        /// What to write there.
        #[help]
        hint: String,
    },
    /// The program isn't there.
    #[error("the program {program:?} was not found")]
    #[diagnostic(code("write-hook-program"))]
    ProgramNotFound {
        /// The program as written.
        program: String,
        /// Where it was looked for.
        #[help]
        hint: String,
    },
    /// The program is there but couldn't be started.
    #[error("the program {program:?} could not be started")]
    #[diagnostic(
        code("write-hook-program"),
        help("is it an executable file, with a `#!` line if it is a script?")
    )]
    ProgramNotStarted {
        /// The program, by path where that is known.
        program: String,
        /// The system's answer.
        #[source]
        source: io::Error,
    },
    /// The program ran and said that it failed.
    #[error("`{command}` ended with {status}")]
    #[diagnostic(code("write-hook-failed"))]
    ProgramFailed {
        /// What ran.
        command: String,
        /// How it ended.
        status: String,
        /// What it printed for standard output.
        stdout: String,
        /// What it printed for standard error.
        stderr: String,
    },
    /// The folder to run in isn't there.
    #[error("the folder {} is not there", path.display())]
    #[diagnostic(
        code("write-hook-option"),
        help("`cwd` starts at the folder of the manifest")
    )]
    NoSuchFolder {
        /// The folder.
        path: PathBuf,
    },
    /// Anything else, from a hook of the user's own.
    #[error(transparent)]
    #[diagnostic(code("write-hook-failed"))]
    Other(#[from] Box<dyn Error + Send + Sync>),
}

//! The trait that a kind of write hook implements, and what it gets and answers.

use std::{collections::BTreeMap, path::Path};

use super::HookError;

/// One kind of write hook, such as `exec`, registered under that name.
pub trait WriteHook: Send + Sync {
    /// Checks the options, before any file is written.
    ///
    /// # Errors
    ///
    /// When [`run`](Self::run) could only fail with these options.
    fn check(&self, options: &BTreeMap<String, String>) -> Result<(), HookError> {
        let _ = options;
        Ok(())
    }

    /// Does the hook's work on the file at `call.path`.
    ///
    /// # Errors
    ///
    /// When the work failed. The file stays as the hook left it.
    fn run(&self, call: &HookCall<'_>) -> Result<HookReport, HookError>;
}

/// What a write hook gets to know.
#[derive(Clone, Copy, Debug)]
pub struct HookCall<'a> {
    /// The hook's name in the settings.
    pub name: &'a str,
    /// The revision file, absolute.
    pub path: &'a Path,
    /// The hook's options in the settings, without `name` and `type`.
    pub options: &'a BTreeMap<String, String>,
    /// The folder in which the command runs.
    pub cwd: &'a Path,
    /// The folder of the manifest that the settings stand in: relative paths in options start here.
    pub project_dir: &'a Path,
}

/// What a write hook has to say after its work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HookReport {
    /// What ran, for a person to read; empty where that says nothing.
    pub command: String,
    /// What the work printed for standard output.
    pub stdout: String,
    /// What the work printed for standard error.
    pub stderr: String,
}

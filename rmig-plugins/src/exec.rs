//! The write hook `exec`: runs a program on the new file, without a shell.

mod arguments;
mod options;
mod program;

use std::{
    collections::BTreeMap,
    process::{Command, Stdio},
};

use rmig_engine::write_hook::{HookCall, HookError, HookReport, WriteHook};

use self::options::Options;

/// Runs `executable` with `options`, in the folder `cwd`.
///
/// `options` is split into words as a POSIX shell would, but nothing in it is expanded.
/// `REVISION_SCRIPT_FILENAME` stands for the file's absolute path; where it doesn't occur, the path
/// comes before all other arguments. `executable` is looked for in `PATH`, unless it holds a slash:
/// then it is a path that starts at the folder of the manifest, as `cwd` does. The environment is handed
/// on as it is; there is nothing to read on standard input.
#[derive(Clone, Copy, Debug, Default)]
pub struct Exec;

impl WriteHook for Exec {
    fn check(&self, options: &BTreeMap<String, String>) -> Result<(), HookError> {
        Options::read(options).map(drop)
    }

    fn run(&self, call: &HookCall<'_>) -> Result<HookReport, HookError> {
        let options = Options::read(call.options)?;
        let program = program::path(options.executable, call.project_dir);
        let arguments = arguments::with_path(&options.words, call.path);
        let cwd = match options.cwd {
            Some(cwd) => call.project_dir.join(cwd),
            None => call.cwd.to_owned(),
        };
        if !cwd.is_dir() {
            return Err(HookError::NoSuchFolder { path: cwd });
        }
        let command = arguments::shown(options.executable, &arguments);
        let output = Command::new(&program)
            .args(&arguments)
            .current_dir(&cwd)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| program::not_started(options.executable, &program, error))?;
        let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.success() {
            Ok(HookReport {
                command,
                stdout,
                stderr,
            })
        } else {
            let status = output.status.to_string();
            Err(HookError::ProgramFailed {
                command,
                status,
                stdout,
                stderr,
            })
        }
    }
}

#[cfg(test)]
mod tests;

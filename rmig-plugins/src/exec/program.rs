//! The program of `exec`: where it is, and why it didn't start.

use std::{
    io,
    path::{Path, PathBuf},
};

use rmig_engine::write_hook::HookError;

/// What to start: a bare name is left to the search in `PATH`.
pub(super) fn path(executable: &str, project_dir: &Path) -> PathBuf {
    if is_path(executable) {
        project_dir.join(executable)
    } else {
        PathBuf::from(executable)
    }
}

/// The system's answer to the start, in words.
pub(super) fn not_started(executable: &str, path: &Path, error: io::Error) -> HookError {
    let program = path.display().to_string();
    if error.kind() != io::ErrorKind::NotFound {
        return HookError::ProgramNotStarted {
            program,
            source: error,
        };
    }
    let hint = if !is_path(executable) {
        format!(
            "no folder of PATH has a program {executable:?}: install it, or name it by its path"
        )
    } else if path.exists() {
        format!("{program} is there, but the interpreter in its first line is not")
    } else {
        "a path starts at the folder of the manifest".to_owned()
    };
    HookError::ProgramNotFound { program, hint }
}

fn is_path(executable: &str) -> bool {
    Path::new(executable).components().count() > 1
        || executable.contains('/')
        || Path::new(executable).is_absolute()
}

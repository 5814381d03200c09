//! The user's editor.

use std::{
    io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{CommandError, Context, Format};

/// What to try where no variable names an editor, the first that is there.
const FALLBACKS: [&str; 5] = ["sensible-editor", "editor", "nano", "vim", "vi"];

/// A program with arguments of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Editor {
    program: String,
    arguments: Vec<String>,
    /// Who named it.
    named_by: String,
}

impl Editor {
    /// What `$VISUAL` names, else `$EDITOR`, else a usual one that is on the `PATH`.
    pub(crate) fn find(context: &Context) -> Result<Self, CommandError> {
        for variable in ["VISUAL", "EDITOR"] {
            let value = context.variable(variable).unwrap_or_default();
            if !value.trim().is_empty() {
                return Self::of_variable(variable, &value);
            }
        }
        let path = context.variable("PATH").unwrap_or_default();
        let found = FALLBACKS.into_iter().find(|name| is_on_path(name, &path));
        let program = found.ok_or_else(|| {
            CommandError::new(
                "no-editor",
                "no editor was found",
                "set VISUAL or EDITOR to the command that edits a file",
            )
        })?;
        Ok(Self {
            program: program.to_owned(),
            arguments: Vec::new(),
            named_by: "PATH".to_owned(),
        })
    }

    fn of_variable(variable: &str, value: &str) -> Result<Self, CommandError> {
        let named_by = format!("${variable}");
        // The path of a program may hold spaces or backslashes and mean them.
        if Path::new(value).is_file() {
            return Ok(Self {
                program: value.to_owned(),
                arguments: Vec::new(),
                named_by,
            });
        }
        let mut words = shlex::split(value).unwrap_or_default().into_iter();
        match words.next().filter(|program| !program.is_empty()) {
            Some(program) => Ok(Self {
                program,
                arguments: words.collect(),
                named_by,
            }),
            None => Err(CommandError::new(
                "no-editor",
                format!("{named_by} is no command: {value:?}"),
                "write a program and its arguments, with both quotes of each pair",
            )),
        }
    }

    /// Opens all the files at once and waits until it is closed.
    pub(crate) fn open(&self, context: &Context, files: &[PathBuf]) -> Result<(), CommandError> {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).args(files);
        command.current_dir(context.current_dir());
        if context.ui().format() == Format::Json {
            // The document alone belongs to stdout; a terminal shows either.
            command.stdout(Stdio::from(io::stderr()));
        }
        let Self {
            program, named_by, ..
        } = self;
        let status = command.status().map_err(|error| {
            CommandError::new(
                "no-editor",
                format!("the editor {program:?} of {named_by} could not be started: {error}"),
                "set VISUAL or EDITOR to a command that is there",
            )
        })?;
        if status.success() {
            return Ok(());
        }
        Err(CommandError::new(
            "editor-failed",
            format!("the editor {program:?} of {named_by} ended with {status}"),
            "what it had saved by then is saved; `cargo rmig heads` tells whether all files can be loaded",
        ))
    }
}

fn is_on_path(name: &str, path: &str) -> bool {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(path).any(|folder| folder.join(&file).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(value: &str) -> Result<Vec<String>, String> {
        let editor = Editor::of_variable("EDITOR", value).map_err(|error| error.to_string())?;
        Ok([vec![editor.program], editor.arguments].concat())
    }

    #[test]
    fn a_variable_may_hold_arguments() {
        assert_eq!(words("code --wait").unwrap(), ["code", "--wait"]);
        assert_eq!(
            words("'my editor' -c \"set ft=sql\"").unwrap(),
            ["my editor", "-c", "set ft=sql"]
        );
        for bad in ["vim 'x", "''"] {
            assert!(
                words(bad).unwrap_err().contains("$EDITOR is no command"),
                "{bad}"
            );
        }
    }

    #[test]
    fn a_variable_may_be_a_path_with_spaces() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("an editor");
        fs_err::write(&program, "").unwrap();
        let program = program.to_str().unwrap();
        assert_eq!(words(program).unwrap(), [program]);
    }

    #[test]
    fn programs_are_looked_for_in_every_folder_of_the_path() {
        let folder = tempfile::tempdir().unwrap();
        let file = format!("nano{}", std::env::consts::EXE_SUFFIX);
        fs_err::write(folder.path().join(file), "").unwrap();
        let path = std::env::join_paths([Path::new("/nowhere"), folder.path()]).unwrap();
        let path = path.to_str().unwrap();
        assert!(is_on_path("nano", path));
        assert!(!is_on_path("vim", path));
    }
}

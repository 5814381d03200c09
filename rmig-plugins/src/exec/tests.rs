//! `exec` with real programs in real folders.

use std::{
    fs,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use miette::Diagnostic;
use rmig_engine::write_hook::{ConfiguredHook, HookFailure};

use super::*;

fn hook(options: &[(&str, &str)]) -> ConfiguredHook {
    let options = options
        .iter()
        .map(|&(key, value)| (key.to_owned(), value.to_owned()));
    ConfiguredHook {
        name: "tidy".to_owned(),
        kind: "exec".to_owned(),
        options: options.collect(),
    }
}

/// A folder with a revision file and a script, and the turn to start programs: a script that is
/// written while another test forks is busy for that test's child.
struct Project {
    folder: tempfile::TempDir,
    _turn: MutexGuard<'static, ()>,
}

impl Project {
    fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// A project whose `bin/tool` is made from `script`.
#[cfg(unix)]
fn project(script: &str) -> Project {
    use std::os::unix::fs::PermissionsExt;

    static TURN: Mutex<()> = Mutex::new(());
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("bin")).unwrap();
    fs::write(folder.path().join("a b.sql"), "select 1").unwrap();
    let tool = folder.path().join("bin/tool");
    fs::write(&tool, script).unwrap();
    fs::set_permissions(&tool, fs::Permissions::from_mode(0o755)).unwrap();
    Project {
        folder,
        _turn: turn,
    }
}

fn run(folder: &Path, options: &[(&str, &str)]) -> Result<HookReport, HookFailure> {
    hook(options).run(&crate::builtin(), Path::new("a b.sql"), folder, folder)
}

fn help(error: &HookFailure) -> String {
    error
        .help()
        .map(|help| help.to_string())
        .unwrap_or_default()
}

#[test]
#[cfg(unix)]
fn the_program_gets_path_arguments_folder_and_environment() {
    let folder = project(
        "#!/bin/sh\nprintf '%s|' \"$@\"\npwd\necho \"$PATH\" >&2\ncat\necho changed > \"$1\"\n",
    );
    let report = run(
        folder.path(),
        &[("executable", "bin/tool"), ("options", "'x y' $HOME *")],
    )
    .unwrap();
    let cwd = folder.path().canonicalize().unwrap();
    let path = folder.path().join("a b.sql");
    let expected = format!("{}|x y|$HOME|*|{}\n", path.display(), cwd.display());
    assert_eq!(report.stdout, expected);
    assert_eq!(report.stderr.trim_end(), std::env::var("PATH").unwrap());
    assert_eq!(
        report.command,
        format!("bin/tool '{}' 'x y' '$HOME' '*'", path.display())
    );
    assert_eq!(fs::read_to_string(path).unwrap(), "changed\n");

    let options = [
        ("executable", "bin/tool"),
        ("cwd", "bin"),
        ("options", "/dev/null -i"),
    ];
    let report = run(folder.path(), &options).unwrap();
    assert!(
        report
            .stdout
            .ends_with(&format!("|/dev/null|-i|{}/bin\n", cwd.display()))
    );
}

#[test]
#[cfg(unix)]
fn a_program_that_fails_fails_the_hook_and_the_file_stays() {
    let folder = project("#!/bin/sh\necho out\necho bad column >&2\nexit 7\n");
    let error = run(folder.path(), &[("executable", "./bin/tool")]).unwrap_err();
    assert_eq!(error.to_string(), "write hook \"tidy\" failed");
    let HookError::ProgramFailed {
        command,
        status,
        stdout,
        stderr,
    } = &*error.source
    else {
        panic!("{error:?}")
    };
    assert!(command.starts_with("./bin/tool '"));
    assert_eq!(
        (status.as_str(), stdout.as_str(), stderr.as_str()),
        ("exit status: 7", "out\n", "bad column\n")
    );
    let path = folder.path().join("a b.sql");
    assert_eq!(fs::read_to_string(&path).unwrap(), "select 1");
    assert!(help(&error).contains(&format!("stays at {}", path.display())));
}

#[test]
#[cfg(unix)]
fn a_program_that_does_not_start_says_why() {
    use std::os::unix::fs::PermissionsExt;

    let folder = project("#!/nowhere/interpreter\n");
    let fails = |options: &[(&str, &str)]| run(folder.path(), options).unwrap_err();

    let error = fails(&[("executable", "rmig-no-such-program")]);
    assert!(help(&error).starts_with("no folder of PATH has a program \"rmig-no-such-program\""));
    let error = fails(&[("executable", "bin/none")]);
    assert!(help(&error).starts_with("a path starts at the folder of the manifest"));
    let error = fails(&[("executable", "bin/tool")]);
    assert!(help(&error).contains("interpreter"), "{}", help(&error));
    let error = fails(&[("executable", "bin/tool"), ("cwd", "none")]);
    assert!(matches!(*error.source, HookError::NoSuchFolder { .. }));

    let tool = folder.path().join("bin/tool");
    fs::set_permissions(&tool, fs::Permissions::from_mode(0o644)).unwrap();
    let error = fails(&[("executable", "bin/tool")]);
    assert!(matches!(*error.source, HookError::ProgramNotStarted { .. }));
}

#[test]
fn bad_options_are_found_before_anything_is_written() {
    let check = |options: &[(&str, &str)]| hook(options).check(&crate::builtin()).unwrap_err();
    for (options, message, hint) in [
        (
            vec![("executable", "x"), ("option", "y")],
            "the option \"option\" is not known",
            "did you mean \"options\"?",
        ),
        (
            vec![("executable", "x"), ("zzz", "y")],
            "the option \"zzz\" is not known",
            "there are: executable, options, cwd",
        ),
        (
            vec![("executable", " ")],
            "the option \"executable\" is missing",
            "name the program to run: executable = \"sqlfluff\"",
        ),
        (
            vec![("executable", "x"), ("options", "'y")],
            "the option \"options\" has a quote that isn't closed, or ends with a backslash",
            "it is split into words as a shell would: write '…' or \"…\" around blanks",
        ),
    ] {
        let error = check(&options);
        assert_eq!(error.to_string(), "write hook \"tidy\" is not usable");
        assert_eq!(error.source.to_string(), message);
        assert_eq!(help(&error), hint);
        assert_eq!(error.code().unwrap().to_string(), "write-hook-option");
    }
    let exce = ConfiguredHook {
        kind: "exce".to_owned(),
        ..hook(&[])
    };
    let error = exce.check(&crate::builtin()).unwrap_err();
    assert_eq!(
        error.source.to_string(),
        "no write hook is registered under the name \"exce\""
    );
    assert_eq!(help(&error), "did you mean \"exec\"?");
}

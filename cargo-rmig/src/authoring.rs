//! What `revision` and `merge` share: the surroundings of a new revision, and the report of it.

use std::sync::Arc;

use miette::Diagnostic as _;
use rmig_engine::{
    command::{Author, AuthorEvent, RevisionError, Written},
    diagnostic::{Finding, message},
    registry::Registry,
    script::ScriptDirectory,
    write_hook::{HookError, HookFailure, HookReport},
};

use crate::{
    CommandError, Context, Exit, Package, Ui,
    registry::registry,
    revisions::{self, Revisions},
    shown_path::shown_path,
};

/// Lets `write` write a revision into the one selected package and answers with it: its identifier on
/// stderr, and on stdout the path, so that `$EDITOR $(cargo rmig revision …)` works.
pub(crate) fn author(
    context: &Context,
    write: impl Fn(&ScriptDirectory, &Author<'_>) -> Result<Written, RevisionError>,
) -> Result<Exit, CommandError> {
    let package = context.package()?;
    let registry = registry()?;
    context.act("packages", &[package], |package: &Arc<Package>| {
        let directory = revisions::load(package)?;
        let ui = context.ui();
        let new_id = || id(context);
        let tell = |event: AuthorEvent<'_>| tell(ui, event);
        let author = surroundings(context, package, &registry, &new_id)?.observed_by(&tell);
        let written = write(&directory, &author).map_err(|error| match error {
            RevisionError::Hook(failure) if failure.path.is_none() => {
                unusable(package, &failure).into()
            }
            RevisionError::Hook(failure) => {
                show_output_of_failed(ui, &failure);
                RevisionError::Hook(failure).into()
            }
            error => CommandError::from(error),
        })?;
        ui.status("Created", summary(&written));
        let path = shown_path(context, &written.script().path);
        Ok(Revisions::new(
            package,
            &written.directory,
            &[written.position],
            path,
        ))
    })
}

/// A write hook that can't work, where the settings describe it.
fn unusable(package: &Package, failure: &HookFailure) -> Finding {
    let (code, option) = match &*failure.source {
        HookError::UnknownType(_) => ("unknown-extension", "type"),
        HookError::UnknownOption { option, .. } => ("write-hook-option", option.as_str()),
        HookError::MissingOption { option, .. } | HookError::InvalidOption { option, .. } => {
            ("write-hook-option", *option)
        }
        _ => ("write-hook-option", ""),
    };
    let help = failure.help().map(|help| help.to_string());
    let finding = Finding::new(code, message(failure)).maybe_help(help);
    let mut hooks = package.settings.write_hooks.iter();
    match hooks.find(|hook| hook.name == failure.hook) {
        Some(hook) if option == "type" => hook.kind.locate(finding, "this type"),
        Some(hook) => hook.locate_option(option, finding, ""),
        None => finding,
    }
}

fn surroundings<'a>(
    context: &Context,
    package: &Package,
    registry: &'a Registry,
    new_id: &'a dyn Fn() -> Result<String, Finding>,
) -> Result<Author<'a>, Finding> {
    let x = context.x().iter().cloned().collect();
    Author::new(&package.settings, registry, context.now(), new_id, x)
}

fn id(context: &Context) -> Result<String, Finding> {
    context.new_revision_id().map_err(|error| {
        let finding = Finding::new("no-randomness", error.to_string());
        finding.maybe_help(error.diagnostic().help().map(|help| help.to_string()))
    })
}

/// `revision ae10 (revises 1975; depends on 27c6)`
fn summary(written: &Written) -> String {
    let revision = written.directory.map().revision(written.position);
    let mut parts = match revision.down_revision.as_slice() {
        [] => vec!["a base".to_owned()],
        [parent] => vec![format!("revises {parent}")],
        parents => vec![format!("merges {}", parents.join(", "))],
    };
    if !revision.depends_on.is_empty() {
        parts.push(format!("depends on {}", revision.depends_on.join(", ")));
    }
    format!("revision {} ({})", revision.id, parts.join("; "))
}

fn tell(ui: &Ui, event: AuthorEvent<'_>) {
    if let AuthorEvent::RanHook { name, report } = event {
        let HookReport {
            command,
            stdout,
            stderr,
        } = report;
        if command.is_empty() {
            ui.status("Hook", name);
        } else {
            ui.status("Hook", format!("{name} (`{command}`)"));
        }
        if !ui.is_quiet() {
            show(ui, stdout);
            show(ui, stderr);
        }
    }
}

/// What a failed hook printed is part of its error, so it is shown even if quiet.
fn show_output_of_failed(ui: &Ui, failure: &HookFailure) {
    if let HookError::ProgramFailed { stdout, stderr, .. } = &*failure.source {
        show(ui, stdout);
        show(ui, stderr);
    }
}

/// The output of another program, to stderr: stdout is for the answer.
fn show(ui: &Ui, output: &str) {
    if !output.is_empty() {
        let line_end = if output.ends_with('\n') { "" } else { "\n" };
        ui.to_stderr(&format!("{output}{line_end}"));
    }
}

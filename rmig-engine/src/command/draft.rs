//! A new revision on its way to a file: everything is checked before anything is written.

use std::path::{Component, Path, PathBuf};

use super::{
    Author, AuthorEvent, AuthorHook, RevisionError, Written, names, parents::owned, script_text,
    version_location::version_location,
};
use crate::{
    diagnostic::{Finding, Findings},
    graph::Position,
    script::ScriptDirectory,
    script_template::{NewRevision, publish},
};

/// A new revision whose parents and dependencies are known.
pub(super) struct Draft<'a> {
    pub parents: Vec<Position>,
    pub depends_on: Vec<String>,
    pub message: &'a str,
    pub rev_id: Option<&'a str>,
    pub branch_labels: &'a [String],
    pub version_path: Option<&'a Path>,
}

impl Draft<'_> {
    /// Writes the file, runs the hooks on it and reads everything back.
    pub fn write(
        &self,
        directory: &ScriptDirectory,
        author: &Author<'_>,
    ) -> Result<Written, RevisionError> {
        for AuthorHook { hook, .. } in &author.write_hooks {
            hook.check(author.registry)?;
        }
        let map = directory.map();
        let id = names::identifier(map, self.rev_id, author)?;
        names::check(directory, &id, self)?;
        let location = version_location(directory, self)?;
        let locations = directory.locations();
        let revision = NewRevision {
            revision: id,
            message: self.message.to_owned(),
            down_revision: owned(&map.ids(&self.parents)),
            branch_labels: self.branch_labels.to_vec(),
            depends_on: self.depends_on.clone(),
            created_at: author.created_at.clone(),
        };
        let template = script_text::template(&locations.script_location)?;
        let text = script_text::render(
            &template,
            &locations.script_location,
            &revision,
            &author.variables,
        )?;
        let name =
            author
                .file_template
                .path(&revision, author.truncate_slug_length, template.format())?;
        check_found(&name, locations.recursive)?;
        let path = publish(location, &name, &text)?;
        (author.observer)(AuthorEvent::Wrote { path: &path });
        run_hooks(author, &path)?;
        read_back(directory, &revision.revision, &path, &text)
    }
}

/// Refuses a file name under which nobody would look for a revision.
fn check_found(name: &Path, recursive: bool) -> Result<(), Finding> {
    let is_hidden =
        |component: Component<'_>| component.as_os_str().as_encoded_bytes().starts_with(b".");
    let (why, help) = if name.components().any(is_hidden) {
        (
            "is hidden",
            "choose a file_template without a dot at the beginning",
        )
    } else if !recursive && name.components().count() > 1 {
        (
            "lies in a folder of its own",
            "set recursive_version_locations = true",
        )
    } else {
        return Ok(());
    };
    let message = format!(
        "a revision's file {:?} {why}, and nobody would find it there",
        name.display().to_string()
    );
    Err(Finding::new("file-template", message).help(help))
}

fn run_hooks(author: &Author<'_>, path: &Path) -> Result<(), RevisionError> {
    for AuthorHook { hook, base } in &author.write_hooks {
        let report = hook.run(author.registry, path, &author.directory, base)?;
        (author.observer)(AuthorEvent::RanHook {
            name: &hook.name,
            report: &report,
        });
    }
    Ok(())
}

/// Loads all files anew. A file that spoils the directory is taken back, unless a hook made it so.
fn read_back(
    directory: &ScriptDirectory,
    id: &str,
    path: &PathBuf,
    text: &str,
) -> Result<Written, RevisionError> {
    let spoilt = match ScriptDirectory::load(directory.locations().clone()) {
        Ok(directory) => match directory.map().find(id) {
            Some(position) => {
                return Ok(Written {
                    directory,
                    position,
                });
            }
            None => Findings::from(Finding::new(
                "revision-lost",
                format!("the new revision {id:?} is not among the revisions that were read back"),
            )),
        },
        Err(findings) => findings,
    };
    let is_ours = fs_err::read(path).is_ok_and(|bytes| bytes == text.as_bytes());
    let fate = if is_ours && fs_err::remove_file(path).is_ok() {
        "nothing was left behind; see whether somebody else has just changed the revisions"
            .to_owned()
    } else if !path.exists() {
        format!("a write hook has taken the file {} away", path.display())
    } else {
        format!(
            "the file is written and stays at {}; a write hook may have spoilt it",
            path.display()
        )
    };
    Err(told(spoilt, &fate).into())
}

/// Adds to the first finding's help what has become of the file.
fn told(mut findings: Findings, fate: &str) -> Findings {
    if let Some(first) = findings.0.first_mut() {
        let help = first.help.take().map(|help| format!("{help}\n"));
        first.help = Some(format!("{}{fate}", help.unwrap_or_default()));
    }
    findings
}

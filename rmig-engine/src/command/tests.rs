//! New revisions in real folders.

mod merges;
mod refusals;

use std::{
    cell::Cell,
    path::{Path, PathBuf},
    sync::Arc,
};

use miette::Diagnostic;

use super::*;
use crate::{
    registry::{Extension, Registry},
    script::{Locations, ScriptDirectory},
    script_template::{FileTemplate, TemplateVariables},
    symbol::Symbol,
    write_hook::{ConfiguredHook, HookCall, HookError, HookReport, WriteHook},
};

const TEMPLATE: &str = "{{ message | comment }}
--
-- revision = {{ revision | toml }}
-- down_revision = {{ down_revision | one_or_list | toml }}
-- branch_labels = {{ branch_labels | toml }}
-- depends_on = {{ depends_on | toml }}
-- created_at = {{ created_at }}

-- rmig: upgrade

-- rmig: downgrade
";

/// Appends its option `line` to the file, or fails without one.
struct Append;

impl WriteHook for Append {
    fn check(&self, options: &std::collections::BTreeMap<String, String>) -> Result<(), HookError> {
        match options.get("missing") {
            Some(_) => {
                Err("no use".to_owned()).map_err(|text: String| HookError::Other(text.into()))
            }
            None => Ok(()),
        }
    }

    fn run(&self, call: &HookCall<'_>) -> Result<HookReport, HookError> {
        let Some(line) = call.options.get("line") else {
            return Err(HookError::Other("broken".into()));
        };
        let text = fs_err::read_to_string(call.path).unwrap();
        let text = if line.is_empty() {
            String::new()
        } else {
            text + line
        };
        fs_err::write(call.path, text).unwrap();
        Ok(HookReport::default())
    }
}

/// A script location in a folder of its own.
struct Project {
    root: tempfile::TempDir,
    locations: Locations,
    file_template: FileTemplate,
    hooks: Vec<AuthorHook>,
    next_id: Cell<u32>,
    events: Cell<Vec<String>>,
}

impl Project {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        fs_err::write(root.path().join(SCRIPT_TEMPLATE), TEMPLATE).unwrap();
        Self {
            locations: Locations::usual(root.path()),
            root,
            file_template: FileTemplate::parse("%(rev)s_%(slug)s").unwrap(),
            hooks: Vec::new(),
            next_id: Cell::new(1),
            events: Cell::default(),
        }
    }

    fn hook(mut self, name: &str, options: &[(&str, &str)]) -> Self {
        let options = options.iter();
        self.hooks.push(AuthorHook {
            hook: ConfiguredHook {
                name: name.to_owned(),
                kind: "append".to_owned(),
                options: options
                    .map(|&(key, value)| (key.to_owned(), value.to_owned()))
                    .collect(),
            },
            base: self.root.path().to_owned(),
        });
        self
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn load(&self) -> ScriptDirectory {
        ScriptDirectory::load(self.locations.clone()).unwrap()
    }

    fn with_author<T>(&self, work: impl FnOnce(&ScriptDirectory, &Author<'_>) -> T) -> T {
        let mut registry = Registry::new();
        let append = Extension::new("append", "tests", Arc::new(Append) as Arc<dyn WriteHook>);
        registry.write_hooks.add(append).unwrap();
        let new_id = || {
            let id = self.next_id.get();
            self.next_id.set(id + 1);
            Ok(format!("id{id}"))
        };
        let observer = |event: AuthorEvent<'_>| {
            let mut events = self.events.take();
            events.push(match event {
                AuthorEvent::Wrote { path } => format!("wrote {}", name(path)),
                AuthorEvent::RanHook { name, .. } => format!("ran {name}"),
            });
            self.events.set(events);
        };
        let author = Author {
            registry: &registry,
            created_at: "2026-11-22T15:04:05[Europe/Berlin]".parse().unwrap(),
            new_id: &new_id,
            file_template: self.file_template.clone(),
            truncate_slug_length: 40,
            variables: TemplateVariables::default(),
            write_hooks: self.hooks.clone(),
            directory: self.root.path().to_owned(),
            observer: &observer,
        };
        work(&self.load(), &author)
    }

    fn try_revision(&self, request: &RevisionRequest) -> Result<Written, RevisionError> {
        self.with_author(|directory, author| revision(directory, request, author))
    }

    fn revision(&self, id: &str, head: &str) -> Written {
        self.try_revision(&request(id, head)).unwrap()
    }

    fn try_merge(&self, request: &MergeRequest) -> Result<Written, RevisionError> {
        self.with_author(|directory, author| merge(directory, request, author))
    }

    /// The names of all files, sorted.
    fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![self.root.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs_err::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    found.push(name(path.strip_prefix(self.root.path()).unwrap()));
                }
            }
        }
        found.sort();
        found
    }

    /// The code, message and help of a refusal, after making sure that nothing was written.
    fn refused(&self, request: &RevisionRequest) -> String {
        let before = self.files();
        let error = self.try_revision(request).unwrap_err();
        assert_eq!(self.files(), before);
        self.told(&error)
    }

    fn told(&self, error: &RevisionError) -> String {
        let help = error.help().map(|help| help.to_string());
        let text = format!(
            "{}: {error} | {}",
            error.code().unwrap(),
            help.unwrap_or_default()
        );
        text.replace(&format!("{}/", self.root.path().display()), "")
    }
}

fn name(path: &Path) -> String {
    path.display().to_string()
}

fn request(id: &str, head: &str) -> RevisionRequest {
    RevisionRequest {
        rev_id: Some(id.to_owned()),
        head: symbol(head),
        splice: true,
        ..RevisionRequest::default()
    }
}

fn symbol(text: &str) -> Symbol {
    text.parse().unwrap()
}

#[test]
fn a_revision_says_what_was_asked_for() {
    let project = Project::new();
    let message = "It's \"quoted\".\n\n*/ --> \\ 'x'\nrevision = 1\nrmig: upgrade\r\nend  ";
    let written = project
        .try_revision(&RevisionRequest {
            message: message.to_owned(),
            branch_labels: vec!["users".to_owned(), "u2".to_owned()],
            ..RevisionRequest::default()
        })
        .unwrap();
    assert_eq!(written.id(), "id1");
    assert_eq!(
        written.script().message,
        "It's \"quoted\".\n\n*/ --> \\ 'x'\n revision = 1\n rmig: upgrade\nend"
    );
    assert_eq!(
        written.script().created_at.unwrap().to_string(),
        "2026-11-22T15:04:05+01:00"
    );
    project.revision("b", "base");
    // A label stays a label, a beginning becomes the whole, and nothing is named twice.
    let written = project
        .try_revision(&RevisionRequest {
            depends_on: ["users", "b", "b@head"].map(symbol).to_vec(),
            ..request("c", "id1")
        })
        .unwrap();
    let revision = written.directory.map().revision(written.position);
    assert_eq!(revision.down_revision, ["id1"]);
    assert_eq!(revision.depends_on, ["users", "b"]);
    assert_eq!(
        project.files(),
        [
            "revision.sql.jinja",
            "versions/b_.sql",
            "versions/c_.sql",
            "versions/id1_it_s_quoted.sql"
        ]
    );
}

#[test]
fn made_up_identifiers_are_made_up_until_one_is_free() {
    let project = Project::new();
    project.revision("id1", "base");
    project
        .try_revision(&RevisionRequest {
            branch_labels: vec!["id2".to_owned()],
            ..request("x", "id1")
        })
        .unwrap();
    let written = project.try_revision(&RevisionRequest::default()).unwrap();
    assert_eq!(written.id(), "id3");
}

#[test]
fn heads_means_all_real_heads_and_base_means_none() {
    let project = Project::new();
    project.revision("a", "base");
    project.revision("b", "base");
    let parents = |written: &Written| {
        let map = written.directory.map();
        map.revision(written.position).down_revision.clone()
    };
    let all = project.try_revision(&RevisionRequest {
        splice: false,
        ..request("m", "heads")
    });
    assert_eq!(parents(&all.unwrap()), ["a", "b"]);
    assert!(parents(&project.revision("c", "base")).is_empty());
}

#[test]
fn a_file_goes_to_the_location_of_its_first_parent() {
    let mut project = Project::new();
    let inner = project.path("versions/inner");
    let other = project.path("other");
    fs_err::create_dir_all(&inner).unwrap();
    fs_err::create_dir_all(&other).unwrap();
    project.locations.version_locations = vec![project.path("versions"), inner, other];
    for (path, named, file) in [
        ("other", "base", "other/a_.sql"),
        (
            "versions/../versions/./inner",
            "base",
            "versions/inner/b_.sql",
        ),
    ] {
        let id = &file[file.len() - 6..file.len() - 5];
        let asked = RevisionRequest {
            version_path: Some(project.path(path)),
            ..request(id, named)
        };
        let written = project.try_revision(&asked).unwrap();
        assert_eq!(written.script().path, project.path(file));
    }
    assert_eq!(
        project.revision("c", "a").script().path,
        project.path("other/c_.sql")
    );
    let path = project.revision("d", "b").script().path.clone();
    assert_eq!(path, project.path("versions/inner/d_.sql"));
    assert_eq!(
        project.refused(&request("e", "base")),
        "version-path: there are several version locations to choose from | name one with \
         --version-path: versions, versions/inner, other"
    );
    let asked = RevisionRequest {
        version_path: Some(project.path("version")),
        ..request("e", "base")
    };
    let told = project.refused(&asked);
    assert!(
        told.starts_with("version-path: version is none of the version locations | did you mean")
    );
}

#[test]
fn hooks_run_in_order_and_a_failing_one_leaves_the_file() {
    let project = Project::new()
        .hook("one", &[("line", "-- 1\n")])
        .hook("two", &[("line", "-- 2\n")]);
    let written = project.revision("a", "base");
    assert!(written.script().read().unwrap().ends_with("\n-- 1\n-- 2\n"));
    assert_eq!(
        project.events.take(),
        [
            format!("wrote {}", project.path("versions/a_.sql").display()),
            "ran one".to_owned(),
            "ran two".to_owned()
        ]
    );
    let project = project.hook("bad", &[]);
    let error = project.try_revision(&request("b", "a")).unwrap_err();
    assert_eq!(
        project.told(&error),
        "write-hook-failed: write hook \"bad\" failed | the revision file is written and stays at \
         versions/b_.sql; mend or delete it"
    );
    assert!(project.path("versions/b_.sql").is_file());
    // A hook that can't work keeps the file from being written.
    let project = project.hook("useless", &[("missing", "")]);
    let told = project.refused(&request("c", "a"));
    assert_eq!(
        told,
        "write-hook-failed: write hook \"useless\" is not usable | "
    );
}

#[test]
fn a_hook_that_spoils_the_header_is_found_out() {
    let project = Project::new().hook("empty", &[("line", "")]);
    let error = project.try_revision(&request("a", "base")).unwrap_err();
    let told = project.told(&error);
    assert!(told.starts_with("header-missing: "), "{told}");
    assert!(
        told.ends_with(
            "the file is written and stays at versions/a_.sql; a write hook may have spoilt it"
        ),
        "{told}"
    );
    assert!(project.path("versions/a_.sql").is_file());
}

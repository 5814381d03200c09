//! What a new revision needs of its surroundings: settings, clock, ids and hooks.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use jiff::{Timestamp, Zoned};

use crate::{
    diagnostic::Finding,
    registry::Registry,
    script_template::{FileTemplate, TemplateVariables},
    settings::{HookSettings, Settings},
    write_hook::{ConfiguredHook, HookReport},
};

/// Everything but the request that decides how a new revision's file looks.
#[derive(Clone)]
pub struct Author<'a> {
    /// Where the kinds of write hooks are found.
    pub registry: &'a Registry,
    /// Now, in the time zone in which revisions are dated.
    pub created_at: Zoned,
    /// An id for a revision that was given none; it is asked again while the id is taken.
    pub new_id: &'a dyn Fn() -> Result<String, Finding>,
    /// How the file is called.
    pub file_template: FileTemplate,
    /// How long the message's part of the file's name may get.
    pub truncate_slug_length: usize,
    /// What the script template gets to know.
    pub variables: TemplateVariables,
    /// What runs on the file, in order.
    pub write_hooks: Vec<AuthorHook>,
    /// The folder in which the hooks run, unless they say otherwise.
    pub directory: PathBuf,
    /// Is told what has been done, as soon as it is done.
    pub observer: &'a dyn Fn(AuthorEvent<'_>),
}

/// A write hook and where relative paths in its options start.
#[derive(Clone, Debug)]
pub struct AuthorHook {
    /// The hook.
    pub hook: ConfiguredHook,
    /// The folder of the manifest that the hook's options stand in.
    pub base: PathBuf,
}

/// Something that has been done on the way to a new revision.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum AuthorEvent<'a> {
    /// The file is there.
    Wrote {
        /// The file.
        path: &'a Path,
    },
    /// A write hook has done its work.
    RanHook {
        /// The hook's name in the settings.
        name: &'a str,
        /// What it has to say.
        report: &'a HookReport,
    },
}

impl<'a> Author<'a> {
    /// The surroundings that a package's settings describe; `x` are the `-x key=value` arguments.
    ///
    /// # Errors
    ///
    /// A finding if the settings name a time zone that there isn't.
    pub fn new(
        settings: &Settings,
        registry: &'a Registry,
        now: Timestamp,
        new_id: &'a dyn Fn() -> Result<String, Finding>,
        x: BTreeMap<String, String>,
    ) -> Result<Self, Finding> {
        let databases = settings.databases.iter();
        Ok(Self {
            registry,
            created_at: now.to_zoned(settings.time_zone()?),
            new_id,
            file_template: settings.file_template.value.clone(),
            truncate_slug_length: settings.truncate_slug_length.value,
            variables: TemplateVariables {
                databases: databases.map(|database| database.name.clone()).collect(),
                x,
            },
            write_hooks: settings.write_hooks.iter().map(AuthorHook::of).collect(),
            directory: settings.directory().to_owned(),
            observer: &|_| {},
        })
    }

    /// Has `observer` told what has been done.
    #[must_use]
    pub fn observed_by(mut self, observer: &'a dyn Fn(AuthorEvent<'_>)) -> Self {
        self.observer = observer;
        self
    }
}

impl std::fmt::Debug for Author<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Author")
            .field("created_at", &self.created_at)
            .field("write_hooks", &self.write_hooks)
            .finish_non_exhaustive()
    }
}

impl AuthorHook {
    fn of(settings: &HookSettings) -> Self {
        let options = settings.options.iter();
        Self {
            hook: ConfiguredHook {
                name: settings.name.clone(),
                kind: settings.kind.value.clone(),
                options: options
                    .map(|(key, option)| (key.clone(), option.value.clone()))
                    .collect(),
            },
            base: settings.base.clone(),
        }
    }
}

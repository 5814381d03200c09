//! A write hook as the settings name it, and its run on one file.

use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
};

use miette::Diagnostic;

use super::{HookCall, HookError, HookReport, WriteHook};
use crate::registry::Registry;

/// One entry of the setting `write_hooks`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConfiguredHook {
    /// What the user calls it.
    pub name: String,
    /// The name under which its kind is registered: the key `type`.
    pub kind: String,
    /// All other keys.
    pub options: BTreeMap<String, String>,
}

impl ConfiguredHook {
    /// Checks type and options: for before the file is written.
    ///
    /// # Errors
    ///
    /// When the type is unknown or the options can't work.
    pub fn check(&self, registry: &Registry) -> Result<(), HookFailure> {
        self.find(registry)
            .and_then(|hook| hook.check(&self.options))
            .map_err(|source| HookFailure {
                hook: self.name.clone(),
                path: None,
                source: Box::new(source),
            })
    }

    /// Runs the hook on the file at `path`, which lies below `cwd` if it is relative.
    ///
    /// # Errors
    ///
    /// When the type is unknown or the hook fails. The file stays, and the error says where.
    pub fn run(
        &self,
        registry: &Registry,
        path: &Path,
        cwd: &Path,
        project_dir: &Path,
    ) -> Result<HookReport, HookFailure> {
        let path = cwd.join(path);
        self.find(registry)
            .and_then(|hook| {
                let (name, path, options) = (&*self.name, &*path, &self.options);
                hook.run(&HookCall {
                    name,
                    path,
                    options,
                    cwd,
                    project_dir,
                })
            })
            .map_err(|source| HookFailure {
                hook: self.name.clone(),
                path: Some(path),
                source: Box::new(source),
            })
    }

    fn find<'a>(&self, registry: &'a Registry) -> Result<&'a dyn WriteHook, HookError> {
        Ok(registry.write_hooks.get(&self.kind)?)
    }
}

/// A write hook that can't run, or that failed on a file.
#[derive(Debug, thiserror::Error)]
#[error("write hook {hook:?} {}", if path.is_some() { "failed" } else { "is not usable" })]
pub struct HookFailure {
    /// The hook's name in the settings.
    pub hook: String,
    /// The file that it ran on, which is still there; `None` before anything was written.
    pub path: Option<PathBuf>,
    /// What went wrong.
    // Boxed: it is much larger than what a hook answers when all is well.
    pub source: Box<HookError>,
}

impl Diagnostic for HookFailure {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.source.code()
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let stays = self.path.as_ref().map(|path| {
            format!(
                "the revision file is written and stays at {}; mend or delete it",
                path.display()
            )
        });
        let hint = self.source.help().map(|hint| hint.to_string());
        let parts: Vec<String> = hint.into_iter().chain(stays).collect();
        (!parts.is_empty()).then(|| Box::new(parts.join("\n")) as Box<dyn fmt::Display>)
    }

    // The cause is in `source()` already; `diagnostic_source` would have it shown with its help
    // a second time.
}

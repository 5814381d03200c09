//! `init`: a script location and the settings in the manifest.

use std::path::PathBuf;

use clap::Args;
use rmig_engine::settings::Manifest;
use serde::Serialize;

use crate::{
    CommandError, Context, Exit, Report, Target, Ui,
    init::{InitRequest, init},
    shown_path::shown_path,
};

/// The arguments of `init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Folder for the migrations, relative to the manifest's
    #[arg(value_name = "DIR", default_value = "migrations")]
    pub script_location: String,
    /// What to begin with; see list-templates
    #[arg(short, long, value_name = "NAME", default_value = "generic")]
    pub template: String,
}

/// A manifest that is to get settings.
struct Uninitialized(Manifest);

impl Target for Uninitialized {
    fn label(&self) -> String {
        let name = self.0.package_name.as_deref();
        name.unwrap_or("workspace").to_owned()
    }
}

/// An item of `packages`.
#[derive(Serialize)]
struct Initialized {
    /// None for the manifest of a workspace that is no package.
    package: Option<String>,
    template: String,
    created: Vec<PathBuf>,
    manifest: PathBuf,
}

impl Report for Initialized {
    /// All there is to say are status lines.
    fn print(&self, _ui: &Ui) {}

    fn outcome(&self) -> String {
        "initialized".to_owned()
    }
}

/// Makes the folder and writes the settings, for every selected manifest.
///
/// # Errors
///
/// Nothing is selected, or a manifest can't be read.
pub fn run(context: &Context, args: &InitArgs) -> Result<Exit, CommandError> {
    let manifests = context.manifests()?.into_iter().map(Uninitialized);
    let manifests: Vec<_> = manifests.collect();
    let ui = context.ui();
    context.act("packages", &manifests, |Uninitialized(manifest)| {
        let done = init(&InitRequest {
            manifest_path: &manifest.path,
            template: &args.template,
            script_location: &args.script_location,
            has_variable: &|name| context.variable(name).is_some(),
        })?;
        for path in &done.created {
            let end = if path.is_dir() { "/" } else { "" };
            ui.status("Created", format!("{}{end}", shown_path(context, path)));
        }
        ui.status("Updated", shown_path(context, &done.manifest));
        for note in &done.notes {
            let help = note.help.as_ref().map(|help| format!("; {help}"));
            ui.note(format!("{note}{}", help.unwrap_or_default()));
        }
        ui.note("`cargo rmig revision -m MESSAGE` writes the first revision");
        Ok(Initialized {
            package: manifest.package_name.clone(),
            template: args.template.clone(),
            created: done.created,
            manifest: done.manifest,
        })
    })
}

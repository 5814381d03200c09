//! `cargo rmig init`: the first files of a script location and the settings in the manifest.
//!
//! Everything is looked at before anything is made, and the manifest comes last; whatever fails on
//! the way takes back what was made before it.

mod changes;
mod environment;
mod location;
mod manifest;
mod other_tools;
mod undo;

use std::path::{Path, PathBuf};

use rmig_engine::{
    diagnostic::{Finding, Findings},
    near::did_you_mean,
};
use rmig_templates::{TEMPLATES, Template};

use self::{changes::Changes, manifest::Manifest};

/// What the user wants to have.
#[derive(Clone, Copy)]
pub struct InitRequest<'a> {
    /// The `Cargo.toml` of the package, or of the workspace.
    pub manifest_path: &'a Path,
    /// The name of the template.
    pub template: &'a str,
    /// The folder for migrations, relative to the manifest's.
    pub script_location: &'a str,
    /// Whether an environment variable is set: for the hint that `DATABASE_URL` isn't.
    pub has_variable: &'a dyn Fn(&str) -> bool,
}

/// What `init` has done.
#[derive(Clone, Debug)]
pub struct Initialized {
    /// The folders and files that were made, in the order of their making.
    pub created: Vec<PathBuf>,
    /// The manifest that the settings were written into.
    pub manifest: PathBuf,
    /// What the user should know before going on; nothing of it is wrong.
    pub notes: Vec<Finding>,
}

/// Makes the script location and writes the settings.
///
/// # Errors
///
/// With all findings at once, and nothing changed: an unknown template, a manifest that isn't one,
/// has settings already or lacks the table that they go to, a folder that is in use (by another tool,
/// which is named), or a system that refuses.
pub fn init(request: &InitRequest<'_>) -> Result<Initialized, Findings> {
    let mut findings = Findings::default();
    let template = template(request.template)
        .map_err(|finding| findings.push(finding))
        .ok();
    let manifest = Manifest::read(request.manifest_path).map_err(|finding| findings.push(finding));
    if let (Some(template), Ok(manifest)) = (template, &manifest) {
        findings.extend(manifest.obstacles(template));
    }
    let folder = request.manifest_path.parent().unwrap_or(Path::new(""));
    // Where there are settings, the folder is theirs and in nobody's way.
    if !findings
        .0
        .iter()
        .any(|finding| finding.code == manifest::ALREADY_INITIALIZED)
    {
        findings.extend(location::obstacle(folder, request.script_location));
    }
    let (Some(template), Ok(manifest)) = (template, manifest) else {
        return Err(findings);
    };
    findings.or(())?;

    let changes = Changes {
        location: folder.join(request.script_location),
        files: template.files,
        manifest_text: manifest.with_settings(template, request.script_location)?,
        manifest,
    };
    let created = changes.make()?;
    let mut notes = other_tools::notes(folder, changes.manifest.document());
    notes.extend(environment::note(template, folder, request.has_variable));
    Ok(Initialized {
        created,
        manifest: request.manifest_path.to_owned(),
        notes,
    })
}

/// The template of that name.
pub(crate) fn template(name: &str) -> Result<&'static Template, Finding> {
    rmig_templates::find(name).ok_or_else(|| {
        let names = || TEMPLATES.iter().map(|template| template.name);
        let help = did_you_mean(name, names())
            .unwrap_or_else(|| format!("there are: {}", names().collect::<Vec<_>>().join(", ")));
        Finding::new("unknown-template", format!("there is no template {name:?}")).help(help)
    })
}

/// What the system refused, as a finding.
fn io(error: &std::io::Error) -> Finding {
    Finding::new("io", error.to_string())
}

#[cfg(test)]
mod tests;

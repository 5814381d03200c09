//! Manifests and the settings in them.

use std::path::Path;

use rmig_engine::settings::{Manifest, NoVariables, Overrides, Settings};

use crate::findings::can_be_shown;

/// Reads a text as a manifest, once as it is and once as the table of rmig's settings.
pub fn holds(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    manifest(&text);
    manifest(&format!(
        "[package]\nname = \"a\"\n[package.metadata.rmig]\n{text}"
    ));
}

fn manifest(text: &str) {
    let manifest = match Manifest::parse(Path::new("/a/Cargo.toml"), text) {
        Ok(manifest) => manifest,
        Err(findings) => return can_be_shown(&findings),
    };
    // Spans are those of the text as it was.
    assert_eq!(manifest.source.text().len(), text.len());
    let settings = Settings::from_manifests(&manifest, None, &Overrides::default(), &NoVariables);
    match settings {
        Err(findings) => can_be_shown(&findings),
        Ok(settings) => {
            if !settings.warnings.is_empty() {
                can_be_shown(&settings.warnings);
            }
            for url in settings
                .databases
                .iter()
                .filter_map(|database| database.url.as_ref())
            {
                if let Err(finding) = url.expand(&NoVariables) {
                    can_be_shown(&finding.into());
                }
            }
        }
    }
    if let Some(shared) = manifest.into_shared()
        && let Err(findings) =
            Settings::from_manifests(&shared, None, &Overrides::default(), &NoVariables)
    {
        can_be_shown(&findings);
    }
}

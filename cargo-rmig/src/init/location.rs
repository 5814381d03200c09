//! The folder that is to become the script location.

use std::path::Path;

use fs_err as fs;
use rmig_engine::diagnostic::Finding;

use super::{io, other_tools};

const CODE: &str = "script-location";

/// What keeps an otherwise empty folder in version control, or comes by itself.
const PLACEHOLDERS: [&str; 3] = [".gitkeep", ".keep", ".DS_Store"];

/// What stands in the way of making `script_location` below the manifest's folder.
pub(super) fn obstacle(folder: &Path, script_location: &str) -> Option<Finding> {
    if script_location.trim().is_empty() || script_location.contains(char::is_control) {
        let message = format!("{script_location:?} is no folder for a script location");
        return Some(Finding::new(CODE, message).help("name a folder, such as \"migrations\""));
    }
    let location = folder.join(script_location);
    let shown = location.display();
    if !location.exists() {
        return None;
    }
    if !location.is_dir() {
        let message = format!("the script location {shown} is there and is no folder");
        return Some(Finding::new(CODE, message).help("choose another script_location"));
    }
    let names = match names(&location) {
        Ok(names) => names,
        Err(error) => return Some(io(&error)),
    };
    if names.is_empty() {
        return None;
    }
    Some(match other_tools::owner(&location, &names) {
        Some(owner) => Finding::new(
            CODE,
            format!(
                "the folder {shown} belongs to {} already (it holds {})",
                owner.tool, owner.sign
            ),
        )
        .help(owner.help),
        None => Finding::new(
            CODE,
            format!("the folder {shown} is there already and is not empty"),
        )
        .help("choose another script_location, or empty the folder"),
    })
}

/// The names in the folder, sorted, without placeholders.
fn names(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !PLACEHOLDERS.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

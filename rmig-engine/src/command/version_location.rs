//! The version location that a new revision's file goes to.

use std::path::{Component, Path, PathBuf};

use super::draft::Draft;
use crate::{diagnostic::Finding, near::did_you_mean, script::ScriptDirectory};

const CODE: &str = "version-path";

/// The location that was asked for, that of the first parent, or the only one.
pub(super) fn version_location<'a>(
    directory: &'a ScriptDirectory,
    draft: &Draft<'_>,
) -> Result<&'a Path, Finding> {
    let locations = &directory.locations().version_locations;
    if let Some(wanted) = draft.version_path {
        return locations
            .iter()
            .find(|location| is_same(location, wanted))
            .map(PathBuf::as_path)
            .ok_or_else(|| none_of(locations, wanted));
    }
    let of_parent = || {
        let path = &directory.script(*draft.parents.first()?).path;
        let around = locations.iter().filter(|at| path.starts_with(at));
        around.max_by_key(|location| location.components().count())
    };
    match locations.as_slice() {
        [only] => Ok(only),
        _ => of_parent().map(PathBuf::as_path).ok_or_else(|| {
            Finding::new(CODE, "there are several version locations to choose from")
                .help(format!("name one with --version-path: {}", list(locations)))
        }),
    }
}

fn none_of(locations: &[PathBuf], wanted: &Path) -> Finding {
    let wanted = wanted.display().to_string();
    let names: Vec<_> = locations
        .iter()
        .map(|at| at.display().to_string())
        .collect();
    let near = did_you_mean(&wanted, names.iter().map(String::as_str));
    let help = match near {
        Some(near) if names.len() == 1 => near,
        Some(near) => format!("{near} The locations are {}", names.join(", ")),
        None => format!("the version locations are {}", names.join(", ")),
    };
    Finding::new(CODE, format!("{wanted} is none of the version locations")).help(help)
}

fn list(locations: &[PathBuf]) -> String {
    let names = locations.iter().map(|at| at.display().to_string());
    names.collect::<Vec<_>>().join(", ")
}

/// Whether both paths lead to one folder; it may not be there yet.
fn is_same(one: &Path, other: &Path) -> bool {
    match (fs_err::canonicalize(one), fs_err::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => normal(one) == normal(other),
    }
}

/// The path without `.` and `..`, by its text alone.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                if !normal.pop() {
                    normal.push("..");
                }
            }
            other => normal.push(other),
        }
    }
    normal
}

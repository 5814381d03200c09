//! The script directory: every revision file of a package, and the graph that they spell.

use std::{
    collections::BTreeSet,
    io,
    path::{Path, PathBuf},
};

use rayon::prelude::*;
use toml::value::Datetime;

use super::{
    Header, ScriptFormat,
    discover::revision_files,
    problems::Files,
    read::{Extent, not_utf8, read_file, unreadable},
};
use crate::{
    diagnostic::{Finding, Findings},
    graph::{Position, Revision, RevisionMap},
    regular_file,
};

/// Where the revision files of a package are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locations {
    /// The folder with the script template.
    pub script_location: PathBuf,
    /// The folders with revision files, in load order.
    pub version_locations: Vec<PathBuf>,
    /// Whether folders within these count too.
    pub recursive: bool,
}

impl Locations {
    /// The usual layout: one folder, `versions`, in the script location.
    #[must_use]
    pub fn usual(script_location: &Path) -> Self {
        Self {
            script_location: script_location.to_owned(),
            version_locations: vec![script_location.join("versions")],
            recursive: false,
        }
    }
}

/// One revision file, as far as its header tells.
#[derive(Clone, Debug)]
pub struct Script {
    /// The file.
    pub path: PathBuf,
    /// The language it is written in.
    pub format: ScriptFormat,
    /// The whole message.
    pub message: String,
    /// When it was written.
    pub created_at: Option<Datetime>,
    /// Where its body begins, in bytes.
    pub body: usize,
    /// The [`text_checksum`](crate::checksum::text_checksum) of the whole file, where it was read.
    pub checksum: Option<String>,
}

impl Script {
    /// The first paragraph of the message, on one line.
    #[must_use]
    pub fn summary(&self) -> String {
        let paragraph = self.message.split("\n\n").next().unwrap_or_default();
        paragraph
            .lines()
            .map(str::trim)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Reads the whole file.
    ///
    /// # Errors
    ///
    /// The file is gone or unreadable, or no UTF-8.
    pub fn read(&self) -> Result<String, Finding> {
        let bytes = regular_file::read(&self.path).map_err(|error| unreadable(&error))?;
        String::from_utf8(bytes).map_err(|error| {
            not_utf8(
                &self.path,
                error.as_bytes(),
                error.utf8_error().valid_up_to(),
            )
        })
    }
}

/// Every revision file of a package in load order, and the graph that their headers spell.
///
/// Positions of the graph index the scripts.
#[derive(Clone, Debug)]
pub struct ScriptDirectory {
    locations: Locations,
    scripts: Vec<Script>,
    map: RevisionMap,
}

impl ScriptDirectory {
    /// Reads the header of every revision file, in parallel, and builds the graph.
    ///
    /// # Errors
    ///
    /// Everything that is wrong, in all files at once.
    pub fn load(locations: Locations) -> Result<Self, Findings> {
        Self::load_as(locations, Extent::Header)
    }

    /// As [`load`](Self::load), and reads every file to its end for its checksum: what a run compares
    /// with the journal, without opening each file a second time.
    ///
    /// # Errors
    ///
    /// As [`load`](Self::load).
    pub fn load_to_run(locations: Locations) -> Result<Self, Findings> {
        Self::load_as(locations, Extent::Text)
    }

    fn load_as(locations: Locations, extent: Extent) -> Result<Self, Findings> {
        let files = find_files(&locations)?;
        let read = |buffer: &mut Vec<u8>, (path, format): (PathBuf, ScriptFormat)| {
            let read = read_file(&path, format, extent, buffer);
            (path, format, read)
        };
        // For a few files, waking the other threads costs more than it saves.
        let read: Vec<_> = if files.len() < 64 {
            let mut buffer = Vec::new();
            files
                .into_iter()
                .map(|file| read(&mut buffer, file))
                .collect()
        } else {
            files
                .into_par_iter()
                .with_min_len(64)
                .map_init(Vec::new, read)
                .collect()
        };

        let mut findings = Findings::default();
        let mut scripts = Vec::with_capacity(read.len());
        let mut headers = Vec::with_capacity(read.len());
        for (path, format, read) in read {
            match read {
                Ok((mut header, checksum)) => {
                    let message = std::mem::take(&mut header.message);
                    scripts.push(Script {
                        path,
                        format,
                        message,
                        created_at: header.created_at,
                        body: header.end,
                        checksum,
                    });
                    headers.push(header);
                }
                Err(found) => findings.extend(found),
            }
        }
        // A graph with holes where files can't be read would only repeat those findings.
        findings.or(())?;
        let revisions = headers.iter().map(revision).collect();
        match RevisionMap::new(revisions) {
            Ok(map) => Ok(Self {
                locations,
                scripts,
                map,
            }),
            Err(problems) => Err(Files {
                scripts: &scripts,
                headers: &headers,
            }
            .findings(problems)),
        }
    }

    /// Where the files are.
    #[must_use]
    pub fn locations(&self) -> &Locations {
        &self.locations
    }

    /// The revision graph.
    #[must_use]
    pub fn map(&self) -> &RevisionMap {
        &self.map
    }

    /// The file of a revision.
    #[must_use]
    pub fn script(&self, position: Position) -> &Script {
        &self.scripts[position.index()]
    }

    /// Every file, in load order.
    #[must_use]
    pub fn scripts(&self) -> &[Script] {
        &self.scripts
    }
}

fn revision(header: &Header) -> Revision {
    let values =
        |list: &[super::Spanned<String>]| list.iter().map(|entry| entry.value.clone()).collect();
    Revision {
        id: header.revision.value.clone(),
        down_revision: values(&header.down_revision),
        depends_on: values(&header.depends_on),
        branch_labels: values(&header.branch_labels),
    }
}

fn find_files(locations: &Locations) -> Result<Vec<(PathBuf, ScriptFormat)>, Finding> {
    let mut files = Vec::new();
    let mut seen = BTreeSet::new();
    for location in &locations.version_locations {
        if !location.is_dir() {
            // Version control keeps no empty folders: a new project may have no `versions` yet.
            if locations.script_location.is_dir()
                && location.starts_with(&locations.script_location)
                && location
                    .symlink_metadata()
                    .is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
            {
                continue;
            }
            return Err(no_folder(location));
        }
        files.append(
            &mut revision_files(location, locations.recursive, &mut seen)
                .map_err(|error| unreadable(&error))?,
        );
    }
    Ok(files)
}

/// Says why there are no revisions at `location`, which is no folder.
fn no_folder(location: &Path) -> Finding {
    let other = |path: &&Path| path.exists() && !path.is_dir();
    let message = match location.ancestors().find(other) {
        Some(other) => format!("{} is not a folder", other.display()),
        None => match location.metadata() {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                format!("the folder {} can't be read: {error}", location.display())
            }
            _ => format!("there is no folder {}", location.display()),
        },
    };
    Finding::new("no-script-location", message).help(
        "`cargo rmig init` lays out a new one; script_location and version_locations say where it is",
    )
}

#[cfg(test)]
#[path = "directory_tests.rs"]
mod tests;

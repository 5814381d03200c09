//! Where a setting came from.

use std::{fmt, path::PathBuf, sync::Arc};

/// A line of a manifest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The manifest, as it was named when it was read.
    pub file: Arc<str>,
    /// The line, counted from 1.
    pub line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}", self.file, self.line)
    }
}

/// Who had the last word on a setting. A later variant beats an earlier one.
///
/// ```
/// use rmig_engine::settings::Origin;
///
/// assert!(Origin::Flag { name: "--url".into() } > Origin::Default);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Nobody: the default holds.
    Default,
    /// `[workspace.metadata.rmig]` of the workspace's manifest.
    Workspace(Place),
    /// `[package.metadata.rmig]` of the package's manifest.
    Package(Place),
    /// An environment variable.
    Variable {
        /// Its name.
        name: String,
        /// The `.env` file that sets it, unless the process's own environment does.
        file: Option<PathBuf>,
    },
    /// A flag of the command line.
    Flag {
        /// The flag, with its dashes.
        name: String,
    },
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::Workspace(place) => write!(f, "workspace ({place})"),
            Self::Package(place) => write!(f, "package ({place})"),
            Self::Variable { name, file: None } => write!(f, "variable {name}"),
            Self::Variable {
                name,
                file: Some(file),
            } => {
                write!(f, "variable {name} ({})", file.display())
            }
            Self::Flag { name } => write!(f, "flag {name}"),
        }
    }
}

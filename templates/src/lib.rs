//! The files that `cargo rmig init` writes for its users, by template.
//!
//! Plain files next to this one, embedded at compile time. This crate knows nothing of what is done
//! with them.

/// A set of files that `cargo rmig init --template NAME` starts with.
///
/// ```
/// let generic = rmig_templates::find("generic").unwrap();
/// assert_eq!(generic.description(), "One package with one database.");
/// assert_eq!(generic.table, ["package", "metadata", "rmig"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// What the user calls it.
    pub name: &'static str,
    /// The whole description; its first line is for lists.
    pub readme: &'static str,
    /// The table of the manifest that the settings go to.
    pub table: [&'static str; 3],
    /// The settings: a TOML document that holds the table and nothing else.
    pub metadata: &'static str,
    /// What is copied into the script location.
    pub files: &'static [TemplateFile],
}

/// A file that is copied as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TemplateFile {
    /// Its path below the script location.
    pub path: &'static str,
    /// What is in it.
    pub text: &'static str,
}

impl Template {
    /// The one-line description.
    #[must_use]
    pub fn description(&self) -> &'static str {
        self.readme.lines().next().unwrap_or_default()
    }
}

macro_rules! template {
    ($name:literal, $table:expr) => {
        Template {
            name: $name,
            readme: include_str!(concat!("../", $name, "/README.md")),
            table: $table,
            metadata: include_str!(concat!("../", $name, "/metadata.toml")),
            files: &[TemplateFile {
                path: SCRIPT_TEMPLATE,
                text: include_str!(concat!("../", $name, "/revision.sql.jinja")),
            }],
        }
    };
}

/// The name of the script template in every script location.
pub const SCRIPT_TEMPLATE: &str = "revision.sql.jinja";

const PACKAGE: [&str; 3] = ["package", "metadata", "rmig"];
const WORKSPACE: [&str; 3] = ["workspace", "metadata", "rmig"];

/// All templates; the first is the one that is used unless another is asked for.
pub const TEMPLATES: [Template; 3] = [
    template!("generic", PACKAGE),
    template!("multidb", PACKAGE),
    template!("workspace", WORKSPACE),
];

/// The template of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.name == name)
}

#[cfg(test)]
mod tests;

//! The languages that a revision file may be written in.

use std::path::Path;

/// SQL or Rust: what comments look like and how the file's name ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScriptFormat {
    /// A `.sql` file with sections.
    #[default]
    Sql,
    /// A `.rs` file with the functions `upgrade` and `downgrade`.
    Rust,
}

impl ScriptFormat {
    /// The format that a script template's name stands for: `revision.rs.jinja` writes Rust.
    #[must_use]
    pub fn of_template(path: &Path) -> Self {
        let stem = path.file_stem().map(Path::new);
        match stem.and_then(Path::extension) {
            Some(extension) if extension == "rs" => Self::Rust,
            _ => Self::Sql,
        }
    }

    /// What begins every line of the header.
    #[must_use]
    pub fn comment_prefix(self) -> &'static str {
        match self {
            Self::Sql => "--",
            Self::Rust => "//!",
        }
    }

    /// The end of the file's name, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Sql => "sql",
            Self::Rust => "rs",
        }
    }
}

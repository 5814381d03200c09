//! The script template: the user's own minijinja file that new revision files are made from.

mod environment;
mod failure;

use std::{collections::BTreeMap, path::Path};

use minijinja::{Value, context};

use super::{NewRevision, header_message};
use crate::{
    diagnostic::{Finding, Findings, Source},
    script::ScriptFormat,
};

/// The variables that a template may use.
const VARIABLES: [&str; 8] = [
    "message",
    "revision",
    "down_revision",
    "branch_labels",
    "depends_on",
    "created_at",
    "databases",
    "x",
];

/// What a template gets to know beside the revision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateVariables {
    /// The names of the package's databases, as `databases`.
    pub databases: Vec<String>,
    /// The `-x key=value` arguments of the command line, as `x`.
    pub x: BTreeMap<String, String>,
}

/// A script template with the file that it was read from.
///
/// Beside the variables a template has three filters: `comment` turns a text into comment lines,
/// `toml` turns a string or a list into TOML, and `one_or_list` takes the only member out of a list.
/// A line that holds nothing but a `{% … %}` vanishes with its line end.
///
/// ```
/// use std::path::Path;
/// use rmig_engine::script_template::{NewRevision, ScriptTemplate, TemplateVariables};
///
/// let revision = NewRevision {
///     revision: "ae1027a6acf1".into(),
///     message: "Add users.".into(),
///     down_revision: vec!["1975ea83b712".into()],
///     branch_labels: vec![],
///     depends_on: vec![],
///     created_at: "2026-11-22T15:04:05[UTC]".parse().unwrap(),
/// };
/// let template = ScriptTemplate::new(
///     Path::new("migrations/revision.sql.jinja"),
///     "{{ message | comment }}\n-- revision = {{ revision | toml }}\n",
/// );
/// let text = template.render(&revision, &TemplateVariables::default()).unwrap();
/// assert_eq!(text, "-- Add users.\n-- revision = \"ae1027a6acf1\"\n");
/// ```
#[derive(Clone, Debug)]
pub struct ScriptTemplate {
    source: Source,
    format: ScriptFormat,
}

impl ScriptTemplate {
    /// Takes `text` for the template at `path`, whose name tells the format: `revision.rs.jinja`
    /// writes Rust, and what tells nothing writes SQL.
    #[must_use]
    pub fn new(path: &Path, text: &str) -> Self {
        let text = text
            .strip_prefix('\u{feff}')
            .unwrap_or(text)
            .replace("\r\n", "\n");
        let format = path
            .file_stem()
            .and_then(|name| ScriptFormat::of(name.as_ref()));
        let format = format.unwrap_or(ScriptFormat::Sql);
        Self {
            source: Source::new(path, text),
            format,
        }
    }

    /// What the template writes.
    #[must_use]
    pub fn format(&self) -> ScriptFormat {
        self.format
    }

    /// The text of a new revision's file. Nothing is written, and nobody has read it yet: the
    /// caller parses it before it calls [`publish`](super::publish).
    ///
    /// # Errors
    ///
    /// When the template is broken or uses what there isn't, with the line in the template.
    pub fn render(
        &self,
        revision: &NewRevision,
        variables: &TemplateVariables,
    ) -> Result<String, Findings> {
        let environment = environment::environment(self.format);
        let template = environment
            .template_from_named_str(self.source.name(), self.source.text())
            .map_err(|error| failure::finding(&error, &self.source))?;
        let globals = environment.globals().map(|(name, _)| name);
        let known: Vec<&str> = VARIABLES.into_iter().chain(globals).collect();
        let used = template.undeclared_variables(false).into_iter();
        let mut unknown: Vec<Finding> = used
            .filter(|name| !known.contains(&name.as_str()))
            .map(|name| failure::unknown_variable(&name, &VARIABLES, &self.source))
            .collect();
        unknown.sort_by_key(|finding| finding.labels.first().map(|(span, _)| span.start));
        Findings(unknown).or(())?;
        template
            .render(self.context(revision, variables))
            .map_err(|error| failure::finding(&error, &self.source).into())
    }

    fn context(&self, revision: &NewRevision, variables: &TemplateVariables) -> Value {
        context! {
            message => header_message(&revision.message),
            revision => &revision.revision,
            down_revision => &revision.down_revision,
            branch_labels => &revision.branch_labels,
            depends_on => &revision.depends_on,
            created_at => revision.created_at_text(),
            databases => &variables.databases,
            x => &variables.x,
        }
    }
}

#[cfg(test)]
mod tests;

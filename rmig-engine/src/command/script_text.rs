//! The text of a new revision's file, from the user's script template, checked by reading it back.

use std::path::{Path, PathBuf};

use crate::{
    diagnostic::{Finding, Findings},
    regular_file,
    script::{Header, Spanned},
    script_template::{NewRevision, ScriptTemplate, TemplateVariables, header_message},
};

/// The name of the script template in every script location.
pub const SCRIPT_TEMPLATE: &str = "revision.sql.jinja";

const CODE: &str = "script-template";

/// Reads the script template of a script location.
pub(super) fn template(script_location: &Path) -> Result<ScriptTemplate, Finding> {
    let path = script_location.join(SCRIPT_TEMPLATE);
    match regular_file::read(&path) {
        Ok(bytes) => match std::str::from_utf8(&bytes) {
            Ok(text) => Ok(ScriptTemplate::new(&path, text)),
            Err(_) => {
                let message = format!("the script template {} is not UTF-8", path.display());
                Err(Finding::new("not-utf-8", message).help("save the file as UTF-8"))
            }
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(missing(&path)),
        Err(error) => Err(Finding::new("unreadable", error.to_string())
            .help("new revisions are made from this file; see that it can be read")),
    }
}

fn missing(path: &Path) -> Finding {
    let path = path.display();
    let message = format!("there is no script template {path}");
    Finding::new("no-script-template", message).help(format!(
        "bring it back from version control, or write a fresh one: \
         `cargo rmig list-templates --script-template generic > {path}`"
    ))
}

/// The file's text. What the header has to say about the revision is in it, or it is an error.
pub(super) fn render(
    template: &ScriptTemplate,
    script_location: &Path,
    revision: &NewRevision,
    variables: &TemplateVariables,
) -> Result<String, Findings> {
    let text = template.render(revision, variables)?;
    let path = script_location.join(SCRIPT_TEMPLATE);
    // There is no such file: the name says whose text it is.
    let shown = PathBuf::from(format!("{} (filled in)", path.display()));
    let header = Header::parse(&shown, &text, template.format()).map_err(|findings| {
        let unreadable = |finding: Finding| Finding {
            code: CODE,
            message: format!("the script template makes no header: {finding}"),
            help: Some(format!("mend {}", path.display())),
            ..finding
        };
        Findings(findings.0.into_iter().map(unreadable).collect())
    })?;
    let lost = lost(&header, revision);
    if lost.is_empty() {
        return Ok(text);
    }
    let message = format!(
        "the script template {} loses or changes {}",
        path.display(),
        lost.join(", ")
    );
    Err(Finding::new(CODE, message)
        .help(
            "the header has to say all of message, revision, down_revision, branch_labels and depends_on; \
             `cargo rmig list-templates --script-template generic` prints one that does",
        )
        .into())
}

/// What the header doesn't say as it should. Around the message there may be more.
fn lost(header: &Header, revision: &NewRevision) -> Vec<&'static str> {
    let says = |written: &[Spanned<String>], meant: &[String]| {
        written.iter().map(|entry| &entry.value).eq(meant)
    };
    let lines = |message: &str| format!("\n{message}\n");
    let message = lines(&header_message(&revision.message));
    [
        ("message", lines(&header.message).contains(&message)),
        ("revision", header.revision.value == revision.revision),
        (
            "down_revision",
            says(&header.down_revision, &revision.down_revision),
        ),
        (
            "branch_labels",
            says(&header.branch_labels, &revision.branch_labels),
        ),
        ("depends_on", says(&header.depends_on, &revision.depends_on)),
    ]
    .into_iter()
    .filter_map(|(what, survived)| (!survived).then_some(what))
    .collect()
}

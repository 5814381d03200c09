//! Revisions as text for a person: one line each, or at length. The grammar is Alembic's.

mod graph;

pub(crate) use graph::draw_graph;
use rmig_engine::{
    graph::{Position, RevisionMap},
    script::ScriptDirectory,
};

use crate::{Ui, style};

/// What a line says besides the identifier, the labels and whether it is a head.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Parts {
    /// Parents and dependencies, before an arrow.
    pub(crate) parents: bool,
    /// The labels that reach the revision.
    pub(crate) labels: bool,
    /// `(branchpoint)` and `(mergepoint)`.
    pub(crate) tree: bool,
    /// The first paragraph of the message.
    pub(crate) message: bool,
}

/// Writes revisions of one package.
pub(crate) struct RevisionText<'a> {
    ui: &'a Ui,
    directory: &'a ScriptDirectory,
    /// What a database is at, where that is to be marked.
    current: &'a [Position],
}

impl<'a> RevisionText<'a> {
    pub(crate) fn new(ui: &'a Ui, directory: &'a ScriptDirectory, current: &'a [Position]) -> Self {
        Self {
            ui,
            directory,
            current,
        }
    }

    /// `[parents [(dependencies)] -> ]revision[ (labels)][ (head)][ (current)][ (branchpoint)][
    /// (mergepoint)][, message]`
    pub(crate) fn line(&self, at: Position, parts: Parts) -> String {
        let map = self.directory.map();
        let mut line = String::new();
        if parts.parents {
            line.push_str(&parents(map, at));
            line.push_str(" -> ");
        }
        line.push_str(&self.ui.styled(style::REVISION, map.id(at)));
        if parts.labels && !map.branch_labels(at).is_empty() {
            self.mark(&mut line, &map.branch_labels(at).join(", "));
        }
        if map.is_real_head(at) {
            self.mark(&mut line, "head");
        } else if map.is_head(at) {
            self.mark(&mut line, "effective head");
        }
        if self.current.contains(&at) {
            self.mark(&mut line, "current");
        }
        if parts.tree && map.is_branch_point(at) {
            self.mark(&mut line, "branchpoint");
        }
        if parts.tree && map.is_merge_point(at) {
            self.mark(&mut line, "mergepoint");
        }
        let summary = self.directory.script(at).summary();
        if parts.message && !summary.is_empty() {
            line.push_str(", ");
            line.push_str(&summary);
        }
        line
    }

    /// Everything about a revision, its message indented at the end.
    pub(crate) fn long(&self, at: Position) -> String {
        let map = self.directory.map();
        let script = self.directory.script(at);
        let mut marks = String::new();
        for (is, word) in [
            (map.is_head(at), "head"),
            (map.is_branch_point(at), "branchpoint"),
            (map.is_merge_point(at), "mergepoint"),
            (self.current.contains(&at), "current"),
        ] {
            if is {
                self.mark(&mut marks, word);
            }
        }
        let mut text = format!(
            "Rev: {}{marks}\n",
            self.ui.styled(style::REVISION, map.id(at))
        );
        let mut field = |name: &str, value: String| {
            if !value.is_empty() {
                text.push_str(&format!("{name}: {value}\n"));
            }
        };
        if map.is_merge_point(at) {
            field("Merges", ids(map, map.parents(at)));
        } else {
            field("Parent", or_base(ids(map, map.parents(at))));
        }
        field("Also depends on", ids(map, map.dependencies(at)));
        if map.is_branch_point(at) {
            field("Branches into", ids(map, map.children(at)));
        }
        field("Branch names", map.branch_labels(at).join(", "));
        field("Path", script.path.display().to_string());
        field(
            "Created",
            script
                .created_at
                .map(|moment| moment.to_string())
                .unwrap_or_default(),
        );
        if !script.message.is_empty() {
            text.push('\n');
        }
        for line in script.message.lines() {
            text.push_str(format!("    {line}").trim_end());
            text.push('\n');
        }
        text
    }

    fn mark(&self, line: &mut String, words: &str) {
        line.push(' ');
        line.push_str(&self.ui.styled(style::LABEL, &format!("({words})")));
    }
}

/// What a revision follows: parents, then dependencies in brackets.
fn parents(map: &RevisionMap, at: Position) -> String {
    let mut text = or_base(ids(map, map.parents(at)));
    let dependencies = map.dependencies(at);
    if !dependencies.is_empty() {
        text.push_str(&format!(" ({})", ids(map, dependencies)));
    }
    text
}

fn ids(map: &RevisionMap, positions: &[Position]) -> String {
    map.ids(positions).join(", ")
}

/// `ids`, or `<base>` where there are none.
pub(crate) fn or_base(ids: String) -> String {
    if ids.is_empty() {
        "<base>".to_owned()
    } else {
        ids
    }
}

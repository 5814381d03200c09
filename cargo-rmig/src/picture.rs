//! The revision graph as a picture: text for other programs to draw, or SVG.

mod dot;
mod lanes;
mod mermaid;
mod svg;

use rmig_engine::{graph::Position, script::ScriptDirectory};

use crate::Format;

/// What is to be drawn: some revisions of one package, newest first.
pub(crate) struct Picture<'a> {
    pub(crate) directory: &'a ScriptDirectory,
    pub(crate) listed: &'a [Position],
    /// What the database is at, to be marked.
    pub(crate) current: &'a [Position],
}

/// From a revision to one that it revises or depends on; both are indices into what is listed.
struct Edge {
    child: usize,
    parent: usize,
    is_dependency: bool,
}

impl Picture<'_> {
    /// The picture in `format`; nothing in a format that is none of a picture.
    pub(crate) fn draw(&self, format: Format) -> Option<String> {
        match format {
            Format::Mermaid => Some(mermaid::draw(self)),
            Format::Dot => Some(dot::draw(self)),
            Format::Svg => Some(svg::draw(self)),
            Format::Human | Format::Json => None,
        }
    }

    /// Every edge between listed revisions: parents, then the dependencies that count.
    fn edges(&self) -> Vec<Edge> {
        let map = self.directory.map();
        let mut index = vec![None; map.len()];
        for (number, at) in self.listed.iter().enumerate() {
            index[at.index()] = Some(number);
        }
        let mut edges = Vec::new();
        for (child, &at) in self.listed.iter().enumerate() {
            for &other in map.normalized_parents(at) {
                if let Some(parent) = index[other.index()] {
                    let is_dependency = !map.parents(at).contains(&other);
                    edges.push(Edge {
                        child,
                        parent,
                        is_dependency,
                    });
                }
            }
        }
        edges
    }

    fn is_current(&self, at: Position) -> bool {
        self.current.contains(&at)
    }

    /// The lines of a revision's label: identifier with labels, then the message.
    fn label(&self, at: Position) -> [String; 2] {
        let map = self.directory.map();
        let declared = &map.revision(at).branch_labels;
        let id = if declared.is_empty() {
            map.id(at).to_owned()
        } else {
            format!("{} ({})", map.id(at), declared.join(", "))
        };
        [id, self.directory.script(at).summary()]
    }
}

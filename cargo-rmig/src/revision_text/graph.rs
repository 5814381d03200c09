//! The revision graph, drawn in the terminal.

use renderdag::{Ancestor, GraphRowRenderer, Renderer};
use rmig_engine::graph::{Position, PositionSet};

use super::{Parts, RevisionText};

/// `listed`, newest first, each line behind its place in the graph. A parent that isn't listed is
/// shown as one that lies further down; a dependency is drawn like a parent.
pub(crate) fn draw_graph(text: &RevisionText<'_>, listed: &[Position]) -> String {
    let map = text.directory.map();
    let mut shown = PositionSet::new(map.len());
    shown.extend(listed.iter().copied());
    let mut renderer = GraphRowRenderer::new()
        .output()
        .with_min_row_height(1)
        .build_box_drawing();
    let parts = Parts {
        parents: false,
        labels: true,
        tree: false,
        message: true,
    };
    let mut drawing = String::new();
    for &at in listed {
        let parents = map
            .normalized_parents(at)
            .iter()
            .map(|&parent| match shown.contains(parent) {
                true => Ancestor::Parent(parent),
                false => Ancestor::Anonymous,
            })
            .collect();
        let glyph = if text.current.contains(&at) {
            "@"
        } else {
            "○"
        };
        drawing.push_str(&renderer.next_row(at, parents, glyph.to_owned(), text.line(at, parts)));
    }
    drawing
}

//! The graph in the language of Graphviz.

use super::Picture;

pub(super) fn draw(picture: &Picture<'_>) -> String {
    let mut text = "digraph revisions {\n    rankdir=BT\n    node [shape=box]\n".to_owned();
    for (number, &at) in picture.listed.iter().enumerate() {
        let [id, message] = picture.label(at).map(|line| escape(&line));
        let line_break = if message.is_empty() { "" } else { "\\n" };
        let bold = if picture.is_current(at) {
            " style=bold"
        } else {
            ""
        };
        text.push_str(&format!(
            "    r{number} [label=\"{id}{line_break}{message}\"{bold}]\n"
        ));
    }
    for edge in picture.edges() {
        let style = if edge.is_dependency {
            " [style=dashed]"
        } else {
            ""
        };
        text.push_str(&format!("    r{} -> r{}{style}\n", edge.parent, edge.child));
    }
    text.push_str("}\n");
    text
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

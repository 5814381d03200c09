//! The graph as a Mermaid flow chart, for Markdown pages.

use super::Picture;

pub(super) fn draw(picture: &Picture<'_>) -> String {
    let mut text = "flowchart BT\n".to_owned();
    for (number, &at) in picture.listed.iter().enumerate() {
        let [id, message] = picture.label(at).map(|line| escape(&line));
        let line_break = if message.is_empty() { "" } else { "<br/>" };
        let class = if picture.is_current(at) {
            ":::current"
        } else {
            ""
        };
        text.push_str(&format!(
            "    r{number}[\"{id}{line_break}{message}\"]{class}\n"
        ));
    }
    for edge in picture.edges() {
        let arrow = if edge.is_dependency { "-.->" } else { "-->" };
        text.push_str(&format!("    r{} {arrow} r{}\n", edge.parent, edge.child));
    }
    if !picture.current.is_empty() {
        text.push_str("    classDef current stroke-width:3px\n");
    }
    text
}

/// Mermaid's own entities: a label in quotes may hold everything but these.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' | '#' | '<' | '>' | '&' | '`' | '\\' => {
                escaped.push_str(&format!("#{};", u32::from(character)));
            }
            other => escaped.push(other),
        }
    }
    escaped
}

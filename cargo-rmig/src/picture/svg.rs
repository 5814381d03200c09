//! The graph as an SVG picture.

use super::{Picture, lanes::Lanes};

const ROW: usize = 32;
const LANE: usize = 24;
const RADIUS: usize = 5;

pub(super) fn draw(picture: &Picture<'_>) -> String {
    let edges = picture.edges();
    let lanes = Lanes::new(picture.listed.len(), &edges);
    let x = |lane: usize| lane * LANE + LANE;
    let y = |row: usize| row * ROW + ROW;
    let text_x = x(lanes.count.max(1));
    let labels: Vec<String> = picture
        .listed
        .iter()
        .map(|&at| picture.label(at).join("  ").trim_end().to_owned())
        .collect();
    let longest = labels
        .iter()
        .map(|label| label.chars().count())
        .max()
        .unwrap_or(0);
    let (width, height) = (text_x + longest * 8 + LANE, y(picture.listed.len()));

    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"monospace\" font-size=\"13\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
    );
    for (edge, &lane) in edges.iter().zip(&lanes.edges) {
        let node_x = |node: usize| x(lanes.nodes.get(node).copied().unwrap_or(0));
        let (from, to, via) = (node_x(edge.child), node_x(edge.parent), x(lane));
        let (top, bottom) = (y(edge.child), y(edge.parent));
        // Out into the lane within one row, straight down, and in again within one row.
        let (out, back) = (top + ROW / 2, bottom - ROW / 2);
        let dashes = if edge.is_dependency {
            " stroke-dasharray=\"4 3\""
        } else {
            ""
        };
        svg.push_str(&format!(
            "<path d=\"M {from} {top} Q {via} {top} {via} {out} L {via} {back} Q {via} {bottom} {to} \
             {bottom}\" fill=\"none\" stroke=\"#666\" stroke-width=\"1.5\"{dashes}/>\n"
        ));
    }
    for (row, ((&at, label), &lane)) in picture
        .listed
        .iter()
        .zip(&labels)
        .zip(&lanes.nodes)
        .enumerate()
    {
        let fill = if picture.is_current(at) {
            "#333"
        } else {
            "white"
        };
        let (node_x, node_y) = (x(lane), y(row));
        svg.push_str(&format!(
            "<circle cx=\"{node_x}\" cy=\"{node_y}\" r=\"{RADIUS}\" fill=\"{fill}\" stroke=\"#333\" \
             stroke-width=\"1.5\"/>\n<text x=\"{text_x}\" y=\"{}\">{}</text>\n",
            node_y + 4,
            escape(label)
        ));
    }
    svg.push_str("</svg>\n");
    svg
}

fn escape(text: &str) -> String {
    let visible: String = text
        .chars()
        .filter(|character| !character.is_control())
        .collect();
    visible
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

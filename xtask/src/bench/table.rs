//! Tables in Markdown, on stdout.

/// Prints a line.
#[expect(clippy::print_stdout, reason = "the tables are this command's result")]
pub fn print(line: &str) {
    println!("{line}");
}

/// Prints the head of a table.
pub fn head(columns: &[&str]) {
    print("");
    print(&format!("| {} |", columns.join(" | ")));
    print(&format!("|{}", " --- |".repeat(columns.len())));
}

/// Prints a row.
pub fn row(cells: &[String]) {
    print(&format!("| {} |", cells.join(" | ")));
}

/// Prints a heading.
pub fn heading(text: &str) {
    print(&format!("\n## {text}\n"));
}

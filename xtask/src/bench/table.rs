//! Tables in Markdown, on stdout and in the page that shows them.

use std::{path::PathBuf, sync::Mutex};

use super::options::Options;
use crate::shell::{Failure, Result, root};

/// What has been printed below the last heading.
static PRINTED: Mutex<String> = Mutex::new(String::new());

/// Prints a line.
#[expect(clippy::print_stdout, reason = "the tables are this command's result")]
pub fn print(line: &str) {
    println!("{line}");
    if let Ok(mut printed) = PRINTED.lock() {
        printed.push_str(line);
        printed.push('\n');
    }
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

/// Prints a heading; what comes below it up to [`finish`] belongs to one place of the page.
pub fn heading(text: &str) {
    print(&format!("\n## {text}\n"));
    if let Ok(mut printed) = PRINTED.lock() {
        printed.clear();
    }
}

fn page() -> PathBuf {
    root().join("docs").join("benchmarks.md")
}

/// Puts what was printed below the heading into its place on the page, if that was asked for: between the comments
/// `figures: name` and `end`.
///
/// # Errors
///
/// The page has no such place, or can't be read or written.
pub fn finish(options: &Options, name: &str) -> Result<()> {
    if !options.write {
        return Ok(());
    }
    let printed = PRINTED.lock().map(|text| text.trim().to_owned());
    let page = page();
    let text = fs_err::read_to_string(&page)?;
    let begin = format!("<!-- figures: {name} -->\n");
    let place = text.split_once(&begin).and_then(|(before, rest)| {
        let (_, after) = rest.split_once("<!-- end -->")?;
        Some((before, after))
    });
    let (before, after) =
        place.ok_or_else(|| Failure(format!("{} has no place for {name}", page.display())))?;
    let printed = printed.unwrap_or_default();
    Ok(fs_err::write(
        page,
        format!("{before}{begin}{printed}\n<!-- end -->{after}"),
    )?)
}

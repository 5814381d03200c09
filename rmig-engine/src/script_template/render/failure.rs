//! Template errors as findings in the template's file.

use std::ops::Range;

use crate::{
    diagnostic::{Finding, Source},
    near::did_you_mean,
};

const CODE: &str = "script-template";

/// What minijinja says, at its line.
pub(super) fn finding(error: &minijinja::Error, source: &Source) -> Finding {
    if error.kind() == minijinja::ErrorKind::OutOfFuel {
        let finding = Finding::new(CODE, "the script template goes on for too long")
            .help("look for a loop that doesn't end");
        return at_line(finding, error, source);
    }
    let message = match error.detail() {
        Some(detail) => format!("{}: {detail}", error.kind()),
        None => error.kind().to_string(),
    };
    let finding = Finding::new(CODE, message)
        .help("mend the script template; its syntax is minijinja's, which is Jinja2's");
    at_line(finding, error, source)
}

fn at_line(finding: Finding, error: &minijinja::Error, source: &Source) -> Finding {
    match error.line().and_then(|line| line_span(source.text(), line)) {
        Some(span) => finding.at(source, span, "here"),
        None => finding,
    }
}

/// A variable that no template gets.
pub(super) fn unknown_variable(name: &str, known: &[&str], source: &Source) -> Finding {
    let help = did_you_mean(name, known.iter().copied())
        .unwrap_or_else(|| format!("there are: {}", known.join(", ")));
    let finding = Finding::new(
        CODE,
        format!("the template uses the variable {name:?}, which there is not"),
    )
    .help(help);
    match word_span(source.text(), name) {
        Some(span) => finding.at(source, span, "not known"),
        None => finding,
    }
}

/// The bytes of a line, counted from 1, without the white space around it.
fn line_span(text: &str, line: usize) -> Option<Range<usize>> {
    let mut start = 0;
    for (index, content) in text.split('\n').enumerate() {
        if index + 1 == line {
            let from = start + (content.len() - content.trim_start().len());
            return Some(from..(start + content.trim_end().len()).max(from));
        }
        start += content.len() + 1;
    }
    None
}

/// Where `word` first stands inside `{{ … }}` or `{% … %}`, and not as part of a longer word.
fn word_span(text: &str, word: &str) -> Option<Range<usize>> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    text.match_indices(word)
        .map(|(at, _)| at..at + word.len())
        .find(|span| {
            let before = &text[..span.start];
            let inside = before
                .rfind(['{', '}'])
                .is_some_and(|at| before[at..].starts_with('{'))
                || before.rfind("{%") > before.rfind("%}");
            inside
                && !before.ends_with(is_word)
                && !text[span.end..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
        })
}

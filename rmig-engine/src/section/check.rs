//! What can't stand in a section that is to run.

use std::ops::Range;

use super::Section;
use crate::{
    diagnostic::{Finding, Findings, Source},
    dialect::Dialect,
    scanner::{Lexer, ScanRules, TokenKind, leading_words},
};

/// The code of every finding about a statement.
pub(super) const CODE: &str = "statement-not-allowed";

/// Looks at every statement of a section that is to run on a database of `dialect` for what would
/// escape from the section's transaction, and for parameters.
pub fn check(source: &Source, section: &Section, dialect: &dyn Dialect, findings: &mut Findings) {
    if section.marker.foreign_keys_off && !dialect.capabilities().foreign_keys_off {
        let message = format!("{} has no use for `foreign_keys=off`", dialect.name());
        let help = "take the key away, or say which dialect the section is for";
        let finding = Finding::new("unsupported-section-key", message).help(help);
        findings.push(finding.at(source, section.marker.span.clone(), ""));
    }
    let rules = dialect.scan_rules();
    for statement in &section.statements {
        let words = leading_words(source.text(), statement.clone(), rules);
        if let Some(refusal) = dialect.refuse(&words, section.marker.transaction) {
            let finding = Finding::new(CODE, refusal.message).help(refusal.help);
            findings.push(finding.at(source, statement.clone(), ""));
        }
        let first = words.first().copied().unwrap_or_default();
        let mut own = rules.parameter_statements.iter();
        let own = own.any(|word| word.eq_ignore_ascii_case(first));
        if !own && let Some(span) = parameter(source.text(), statement, rules) {
            let name = source.text().get(span.clone()).unwrap_or_default();
            let message = format!("{name} is a parameter, and a script has nothing to bind to it");
            // A database may take it for NULL without a word.
            let help = "write the value itself; text stands between single quotes";
            let finding = Finding::new(CODE, message).help(help);
            findings.push(finding.at(source, span, ""));
        }
    }
}

/// The first parameter in a statement.
fn parameter(text: &str, statement: &Range<usize>, rules: &ScanRules) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    Lexer::new(text, statement.clone(), rules)
        .filter_map(Result::ok)
        .filter(|token| token.kind == TokenKind::Variable)
        .map(|token| token.span)
        .find(|span| {
            let mark = bytes.get(span.start);
            mark.is_some_and(|mark| rules.parameter_marks.contains(mark))
        })
}

//! What can't stand in a section that is to run.

use super::Section;
use crate::{
    diagnostic::{Finding, Findings, Source},
    dialect::Dialect,
    scanner::Lexer,
};

/// How many tokens of a statement a dialect gets to see.
const LEADING_TOKENS: usize = 8;

/// Looks at every statement of a section that is to run on a database of `dialect` for what would
/// escape from the section's transaction.
pub fn check(source: &Source, section: &Section, dialect: &dyn Dialect, findings: &mut Findings) {
    if section.marker.foreign_keys_off && !dialect.capabilities().foreign_keys_off {
        let message = format!("{} has no use for `foreign_keys=off`", dialect.name());
        let help = "take the key away, or say which dialect the section is for";
        let finding = Finding::new("unsupported-section-key", message).help(help);
        findings.push(finding.at(source, section.marker.span.clone(), ""));
    }
    let rules = dialect.scan_rules();
    for statement in &section.statements {
        let words: Vec<&str> = Lexer::new(source.text(), statement.clone(), rules)
            .filter_map(Result::ok)
            .filter(|token| !token.is_trivia())
            .take(LEADING_TOKENS)
            .filter_map(|token| source.text().get(token.span))
            .collect();
        if let Some(refusal) = dialect.refuse(&words, section.marker.transaction) {
            let finding = Finding::new("statement-not-allowed", refusal.message).help(refusal.help);
            findings.push(finding.at(source, statement.clone(), ""));
        }
    }
}

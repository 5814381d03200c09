//! Operators and single characters.

use super::Lexer;
use crate::scanner::ScanRules;

impl Lexer<'_> {
    /// Moves behind the operator or the character that stands here.
    pub(super) fn operator(&mut self) {
        let rest = self.rest();
        let is = |operator: &&&str| rest.starts_with(operator.as_bytes());
        self.at += match self.rules.operators.iter().find(is) {
            Some(operator) => operator.len(),
            None => self.run().max(1),
        };
    }

    /// How long the run of operator characters is that begins here.
    fn run(&self) -> usize {
        let rest = self.rest();
        let mut length = 0;
        while let Some(byte) = rest.get(length) {
            let pair = rest.get(length..length + 2);
            // A comment may begin in what looks like an operator.
            if !self.rules.operator_characters.contains(byte)
                || pair == Some(b"--")
                || pair == Some(b"/*")
            {
                break;
            }
            length += 1;
        }
        let run = rest.get(..length).unwrap_or_default();
        let signed = run.iter().any(|byte| ScanRules::SIGNED.contains(byte));
        while length > 1 && !signed && matches!(rest.get(length - 1), Some(b'+' | b'-')) {
            length -= 1;
        }
        length
    }
}

//! Operators and single characters.

use super::Lexer;
use crate::scanner::ScanRules;

impl Lexer<'_> {
    /// Moves behind the operator or the character that stands here.
    pub(super) fn operator(&mut self) {
        if self.at < self.single_signs {
            self.at += 1;
            return;
        }
        let rest = self.rest();
        let is = |operator: &&&str| rest.starts_with(operator.as_bytes());
        self.at += match self.rules.operators.iter().find(is) {
            Some(operator) => operator.len(),
            None => {
                let (length, run) = self.run();
                // What follows the operator in its run are signs alone: to look at that run from each
                // of them would take its length times over.
                self.single_signs = self.at + run;
                length.max(1)
            }
        };
    }

    /// How long the operator is that begins here, and how long the run of operator characters.
    fn run(&self) -> (usize, usize) {
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
        let whole = length;
        let signed = run.iter().any(|byte| ScanRules::SIGNED.contains(byte));
        while length > 1 && !signed && matches!(rest.get(length - 1), Some(b'+' | b'-')) {
            length -= 1;
        }
        (length, whole)
    }
}

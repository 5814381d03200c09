//! The checksum of a section: what its statements say, however they are laid out.
//!
//! `t1:` is SHA-256 over the tokens of the section's statements. Each token is hashed with its
//! length before it (8 bytes, little endian), `\r\n` in it taken for `\n`; each statement ends with
//! the length 2⁶⁴ − 1. So white space, comments, line ends, a byte order mark and the semicolon after
//! the last statement don't matter, and everything else does, letter case included. A later algorithm
//! gets a prefix of its own; values of different prefixes can't be compared.
//!
//! `r1:` is SHA-256 over a whole text, a byte order mark left out and `\r\n` taken for `\n`. It costs
//! less, so it is compared first; `t1:` tells where it differs.

use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::scanner::{Lexer, ScanError, ScanRules};

/// The prefix of the algorithm for sections.
pub const ALGORITHM: &str = "t1";

/// The prefix of the algorithm for whole texts.
pub const TEXT_ALGORITHM: &str = "r1";

/// The checksum of `statements`, byte ranges of `text`.
///
/// # Errors
///
/// [`ScanError`] if a range ends inside a token; ranges that the scanner cut never do.
pub fn checksum(
    text: &str,
    statements: &[Range<usize>],
    rules: &ScanRules,
) -> Result<String, ScanError> {
    let mut hash = Sha256::new();
    for statement in statements {
        for token in Lexer::new(text, statement.clone(), rules) {
            let token = token?;
            if token.is_trivia() {
                continue;
            }
            let token = text.get(token.span).unwrap_or_default();
            let length = token.len() - token.matches("\r\n").count();
            hash.update((length as u64).to_le_bytes());
            for (index, line) in token.split("\r\n").enumerate() {
                if index > 0 {
                    hash.update(b"\n");
                }
                hash.update(line);
            }
        }
        hash.update(u64::MAX.to_le_bytes());
    }
    Ok(printed(ALGORITHM, hash))
}

/// The checksum of a whole text; the same for texts that differ in line ends or a byte order mark only.
#[must_use]
pub fn text_checksum(text: &str) -> String {
    let mut hash = Sha256::new();
    let mut lines = text.strip_prefix('\u{feff}').unwrap_or(text).split("\r\n");
    hash.update(lines.next().unwrap_or_default());
    for line in lines {
        hash.update(b"\n");
        hash.update(line);
    }
    printed(TEXT_ALGORITHM, hash)
}

/// A checksum with the name of its algorithm.
fn printed(algorithm: &str, hash: Sha256) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| char::from(DIGITS[usize::from(value & 0xf)]);
    let mut checksum = String::with_capacity(algorithm.len() + 65);
    checksum.push_str(algorithm);
    checksum.push(':');
    // A no-op run prints one for every file: formatting byte by byte would be most of its work.
    for byte in hash.finalize() {
        checksum.push(digit(byte >> 4));
        checksum.push(digit(byte));
    }
    checksum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scanner::{Pieces, tests::SQLITE};

    fn of(sql: &str) -> String {
        let statements: Vec<_> = Pieces::new(sql, 0..sql.len(), &SQLITE)
            .filter_map(|piece| piece.unwrap().statement)
            .collect();
        checksum(sql, &statements, &SQLITE).unwrap()
    }

    #[test]
    fn layout_does_not_matter() {
        let plain = of("CREATE TABLE t (a<=1, b 'x\ny');\nSELECT 1;");
        assert_eq!(plain.len(), 67);
        for other in [
            "\u{feff}CREATE TABLE t (a<=1, b 'x\r\ny');\r\nSELECT 1;\r\n",
            "-- new\nCREATE TABLE t(a <= 1,b'x\ny' /* ; */ ) ; ; SELECT 1",
        ] {
            assert_eq!(of(other), plain, "{other}");
        }
    }

    #[test]
    fn everything_else_matters() {
        let plain = of("SELECT 'a b', c; SELECT 1");
        for other in [
            "SELECT 'a  b', c; SELECT 1",
            "SELECT 'a b', C; SELECT 1",
            "SELECT 'a b', c SELECT 1",
            "SELECT 'a b', c; SELECT 1; SELECT 2",
            "SELECT 'a b', \"c\"; SELECT 1",
            "",
        ] {
            assert_ne!(of(other), plain, "{other}");
        }
    }

    #[test]
    fn line_ends_are_no_difference_of_texts() {
        let one = text_checksum("a\r\nb\n");
        assert_eq!(one.len(), 67);
        assert_eq!(one, text_checksum("\u{feff}a\nb\r\n"));
        assert_ne!(text_checksum("a\nb"), text_checksum("a\n b"));
        assert_ne!(text_checksum("a\nb"), text_checksum("a\rb"));
    }
}

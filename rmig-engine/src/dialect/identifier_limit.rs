//! How long the name of a table or schema may be.

use std::fmt;

/// How long a name may be; a longer one is cut by some servers without a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentifierLimit {
    /// As long as anybody likes.
    None,
    /// So many bytes of UTF-8.
    Bytes(usize),
    /// So many characters, none of them beyond the Basic Multilingual Plane.
    Characters(usize),
    /// So many units of UTF-16.
    Utf16(usize),
}

impl IdentifierLimit {
    /// Whether the database takes `name` whole.
    #[must_use]
    pub fn allows(self, name: &str) -> bool {
        match self {
            Self::None => true,
            Self::Utf16(most) => name.encode_utf16().count() <= most,
            Self::Bytes(most) => name.len() <= most,
            Self::Characters(most) => {
                name.chars().count() <= most && name.chars().all(|c| c <= '\u{ffff}')
            }
        }
    }
}

impl fmt::Display for IdentifierLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("any length"),
            Self::Utf16(most) => write!(f, "{most} characters"),
            Self::Bytes(most) => write!(f, "{most} bytes"),
            Self::Characters(most) => write!(f, "{most} characters of no more than three bytes"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_characters_are_counted() {
        let umlauts = "ä".repeat(32);
        assert!(IdentifierLimit::None.allows(&umlauts));
        assert!(IdentifierLimit::Characters(32).allows(&umlauts));
        assert!(!IdentifierLimit::Characters(31).allows(&umlauts));
        assert!(IdentifierLimit::Bytes(64).allows(&umlauts));
        assert!(!IdentifierLimit::Bytes(63).allows(&umlauts));
    }
}

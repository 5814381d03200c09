//! `CREATE TRIGGER … BEGIN …; END`, whose `END` stands right after a semicolon.

use super::{Next, Word};
use crate::scanner::TokenKind;

/// How much of `CREATE TRIGGER … BEGIN …; END` has been read.
#[derive(Clone, Debug, Default)]
pub(in crate::scanner) enum TriggerBody {
    /// Nothing but, perhaps, `EXPLAIN`.
    #[default]
    Start,
    /// After `EXPLAIN`.
    Explain,
    /// After `CREATE`.
    Create,
    /// After `CREATE TRIGGER`, before `BEGIN`.
    Head,
    /// In the body.
    Open,
    /// In the body, right after a semicolon.
    Semicolon,
}

impl TriggerBody {
    pub(super) fn is_open(&self) -> bool {
        matches!(self, Self::Open | Self::Semicolon)
    }

    pub(super) fn step(&mut self, word: Word<'_>) -> Next {
        *self = match self {
            Self::Start if word.is("EXPLAIN") => Self::Explain,
            Self::Explain if word.is_any(&["QUERY", "PLAN"]) => Self::Explain,
            Self::Start | Self::Explain if word.is("CREATE") => Self::Create,
            Self::Create if word.is_any(&["TEMP", "TEMPORARY"]) => Self::Create,
            Self::Create if word.is("TRIGGER") => Self::Head,
            Self::Start | Self::Explain | Self::Create => return Next::Over,
            Self::Head if word.is("BEGIN") => Self::Open,
            Self::Head => Self::Head,
            Self::Semicolon if word.is("END") => return Next::Over,
            Self::Open | Self::Semicolon if word.kind == TokenKind::Semicolon => Self::Semicolon,
            Self::Open | Self::Semicolon => Self::Open,
        };
        Next::Go
    }
}

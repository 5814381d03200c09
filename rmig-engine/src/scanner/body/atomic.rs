//! `CREATE FUNCTION … BEGIN ATOMIC …; END`.

use super::{Next, Word};
use crate::scanner::TokenKind;

/// How much of a function with a body in standard SQL has been read.
#[derive(Clone, Debug, Default)]
pub(in crate::scanner) enum AtomicBody {
    /// Nothing.
    #[default]
    Start,
    /// After `CREATE`, perhaps `OR REPLACE`.
    Create,
    /// After `FUNCTION` or `PROCEDURE`.
    Head,
    /// After `BEGIN`, which has to be followed by `ATOMIC`.
    Begin,
    /// In the body.
    Open(Open),
}

/// Where in the body.
#[derive(Clone, Debug, Default)]
pub(in crate::scanner) struct Open {
    /// How many `CASE … END` are open.
    cases: usize,
    /// Whether a statement of the body, or the body's `END`, could begin.
    at_statement: bool,
    /// Whether the next word is a name, whatever it says: after `.` or `AS`.
    name: bool,
}

impl AtomicBody {
    pub(super) fn is_open(&self) -> bool {
        matches!(self, Self::Open(_))
    }

    pub(super) fn step(&mut self, word: Word<'_>, depth: usize) -> Next {
        *self = match self {
            Self::Start if word.is("CREATE") => Self::Create,
            Self::Create if word.is_any(&["OR", "REPLACE"]) => Self::Create,
            Self::Create if word.is_any(&["FUNCTION", "PROCEDURE"]) => Self::Head,
            Self::Start | Self::Create => return Next::Over,
            Self::Head | Self::Begin if word.is("BEGIN") && depth == 0 => Self::Begin,
            Self::Begin if word.is("ATOMIC") => Self::Open(Open {
                at_statement: true,
                ..Open::default()
            }),
            Self::Head | Self::Begin => Self::Head,
            Self::Open(open) => return open.step(word),
        };
        Next::Go
    }
}

impl Open {
    fn step(&mut self, word: Word<'_>) -> Next {
        let is_name = self.name;
        self.name = word.is_mark(".") || word.is("AS");
        let at_statement = std::mem::replace(
            &mut self.at_statement,
            word.kind == TokenKind::Semicolon && self.cases == 0,
        );
        match () {
            () if is_name => {}
            () if word.is("CASE") => self.cases += 1,
            () if word.is("END") && self.cases > 0 => self.cases -= 1,
            () if word.is("END") && at_statement => return Next::Over,
            () => {}
        }
        Next::Go
    }
}

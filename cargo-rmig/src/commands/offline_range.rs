//! From where to where a script leads: `from:to`, or `to` alone.

use rmig_engine::symbol::{Name, ResolveError, Symbol, SymbolRange};

use crate::CommandError;

/// From where to where a script leads.
pub(super) struct OfflineRange {
    /// Where the database is; none means base.
    pub(super) from: Option<Symbol>,
    /// Where it is going to be.
    pub(super) to: Option<Symbol>,
}

impl OfflineRange {
    /// Reads `from:to`, with either end left out, or `to`.
    pub(super) fn parse(text: &str) -> Result<Self, CommandError> {
        let range = if text.contains(':') {
            let SymbolRange { lower, upper } = text.parse()?;
            Self {
                from: lower,
                to: upper,
            }
        } else {
            Self {
                from: None,
                to: Some(text.parse()?),
            }
        };
        let ends = [&range.from, &range.to];
        let is_current = |end: &Symbol| end.name == Some(Name::Current);
        if ends.into_iter().flatten().any(is_current) {
            return Err(ResolveError::NoCurrent.into());
        }
        Ok(range)
    }

    /// Where it is going to be, or `default` where that was left out.
    pub(super) fn to_or(&self, default: Symbol) -> Symbol {
        self.to.clone().unwrap_or(default)
    }
}

//! The syntax of symbols.

use std::{fmt, str::FromStr};

use super::{SymbolError, parser};

/// What a symbol stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// `head`: the only head.
    Head,
    /// `heads`: all real heads; with a branch, all heads of the branch.
    Heads,
    /// `base`: before the first revision.
    Base,
    /// `current`: what the version rows name.
    Current,
    /// An identifier, the beginning of one, or a branch label.
    Id(String),
}

/// `[branch@](name[±steps] | ±steps)`.
///
/// ```
/// use rmig_engine::symbol::{Name, Symbol};
///
/// let symbol: Symbol = "accounts@head-2".parse()?;
/// assert_eq!(symbol.branch.as_deref(), Some("accounts"));
/// assert_eq!((symbol.name, symbol.steps), (Some(Name::Head), Some(-2)));
/// # Ok::<(), rmig_engine::symbol::SymbolError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// As typed.
    pub text: String,
    /// What stands before the `@`: a branch label, or a revision of the branch.
    pub branch: Option<String>,
    /// What stands before the steps; none where the symbol is relative to the version rows.
    pub name: Option<Name>,
    /// How far to go from there: up if positive.
    pub steps: Option<i64>,
}

impl Symbol {
    /// The symbol `head`.
    #[must_use]
    pub fn head() -> Self {
        Self::plain(Name::Head, "head")
    }

    /// The symbol `heads`.
    #[must_use]
    pub fn heads() -> Self {
        Self::plain(Name::Heads, "heads")
    }

    /// The symbol `base`.
    #[must_use]
    pub fn base() -> Self {
        Self::plain(Name::Base, "base")
    }

    fn plain(name: Name, text: &str) -> Self {
        Self {
            text: text.to_owned(),
            branch: None,
            name: Some(name),
            steps: None,
        }
    }
}

impl FromStr for Symbol {
    type Err = SymbolError;

    fn from_str(text: &str) -> Result<Self, SymbolError> {
        parser::symbol(text, 0, text)
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// `a:b`, `a:` or `:b`; what is left out is `base` or `heads`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SymbolRange {
    /// Where the range begins, itself included.
    pub lower: Option<Symbol>,
    /// Where it ends.
    pub upper: Option<Symbol>,
}

impl FromStr for SymbolRange {
    type Err = SymbolError;

    fn from_str(text: &str) -> Result<Self, SymbolError> {
        parser::range(text)
    }
}

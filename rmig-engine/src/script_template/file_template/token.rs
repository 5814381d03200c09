//! The tokens of a file template and their printf conversions.

use crate::script_template::NewRevision;

/// A piece of a file template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Literal(String),
    Token {
        token: Token,
        conversion: Conversion,
    },
}

/// What a `%(…)` may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Rev,
    Slug,
    Epoch,
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

impl Token {
    pub(super) const ALL: [Self; 9] = [
        Self::Rev,
        Self::Slug,
        Self::Epoch,
        Self::Year,
        Self::Month,
        Self::Day,
        Self::Hour,
        Self::Minute,
        Self::Second,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Rev => "rev",
            Self::Slug => "slug",
            Self::Epoch => "epoch",
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
            Self::Hour => "hour",
            Self::Minute => "minute",
            Self::Second => "second",
        }
    }

    pub(super) fn is_number(self) -> bool {
        !matches!(self, Self::Rev | Self::Slug)
    }

    pub(super) fn value(self, revision: &NewRevision, slug: impl FnOnce() -> String) -> String {
        let now = &revision.created_at;
        match self {
            Self::Rev => revision.revision.clone(),
            Self::Slug => slug(),
            Self::Epoch => now.timestamp().as_second().to_string(),
            Self::Year => now.year().to_string(),
            Self::Month => now.month().to_string(),
            Self::Day => now.day().to_string(),
            Self::Hour => now.hour().to_string(),
            Self::Minute => now.minute().to_string(),
            Self::Second => now.second().to_string(),
        }
    }
}

/// What stands between the closing bracket and the letter, and the letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Conversion {
    /// `d` rather than `s`.
    pub number: bool,
    pub zero: bool,
    pub left: bool,
    pub width: usize,
    pub precision: Option<usize>,
}

impl Conversion {
    /// `value` as printf would print it.
    pub(super) fn apply(self, value: &str) -> String {
        let value = match self.precision {
            Some(digits) if self.number => format!("{value:0>digits$}"),
            Some(characters) => value.chars().take(characters).collect(),
            None => value.to_owned(),
        };
        let width = self.width;
        if self.left {
            format!("{value:<width$}")
        } else if self.zero && self.number {
            format!("{value:0>width$}")
        } else {
            format!("{value:>width$}")
        }
    }
}

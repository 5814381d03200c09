//! One way of quoting.

/// One way of quoting: what opens, what closes, and what stands for the closing character itself.
///
/// ```
/// use rmig_engine::scanner::Quote;
///
/// const QUOTES: [Quote; 3] = [
///     Quote::string("'"),
///     Quote::string("e'").with_backslashes(),
///     Quote::identifier("[").closed_by(b']'),
/// ];
/// assert_eq!(QUOTES[1].open(), "e'");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    pub(super) open: &'static str,
    pub(super) close: u8,
    pub(super) doubled: bool,
    pub(super) backslashes: bool,
    pub(super) continued: bool,
    pub(super) identifier: bool,
}

impl Quote {
    const fn new(open: &'static str, identifier: bool) -> Self {
        let [.., close] = open.as_bytes() else {
            // An empty opening is found nowhere.
            return Self::never();
        };
        Self {
            open,
            close: *close,
            doubled: true,
            backslashes: false,
            continued: false,
            identifier,
        }
    }

    const fn never() -> Self {
        Self {
            open: "\0",
            close: 0,
            doubled: false,
            backslashes: false,
            continued: false,
            identifier: false,
        }
    }

    /// A string that `open` begins (in lower case, a prefix included) and its last character closes;
    /// doubled, that character stands for itself.
    #[must_use]
    pub const fn string(open: &'static str) -> Self {
        Self::new(open, false)
    }

    /// The same for an identifier.
    #[must_use]
    pub const fn identifier(open: &'static str) -> Self {
        Self::new(open, true)
    }

    /// Closed by another character, which can't be doubled.
    #[must_use]
    pub const fn closed_by(mut self, close: u8) -> Self {
        self.close = close;
        self.doubled = false;
        self
    }

    /// A backslash takes the character after it.
    #[must_use]
    pub const fn with_backslashes(mut self) -> Self {
        self.backslashes = true;
        self
    }

    /// A string right after it, on a later line, goes on by the same rules without a prefix.
    #[must_use]
    pub const fn continued(mut self) -> Self {
        self.continued = true;
        self
    }

    /// What opens it.
    #[must_use]
    pub const fn open(&self) -> &'static str {
        self.open
    }
}

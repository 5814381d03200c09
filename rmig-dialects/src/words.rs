//! Reads the first tokens of a statement, one after the other.

use rmig_engine::dialect::{DatabaseObject, ObjectKind, Recovery};

/// The first tokens of a statement, as they are written, and how far they have been read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words<'a> {
    words: &'a [&'a str],
    /// Whether names without quotes mean lower case.
    lower_case: bool,
}

impl<'a> Words<'a> {
    /// Names mean what is written.
    pub(crate) fn new(words: &'a [&'a str]) -> Self {
        Self {
            words,
            lower_case: false,
        }
    }

    /// Names without quotes mean lower case.
    #[cfg(feature = "postgres")]
    pub(crate) fn lower_case(words: &'a [&'a str]) -> Self {
        Self {
            words,
            lower_case: true,
        }
    }

    /// What is left.
    pub(crate) fn rest(self) -> &'a [&'a str] {
        self.words
    }

    /// Whether the next token is one of these, whatever the case.
    pub(crate) fn at(self, keywords: &[&str]) -> bool {
        let next = self.words.first();
        next.is_some_and(|next| is_any(next, keywords))
    }

    /// Moves on behind the next token if it is one of these.
    pub(crate) fn take(&mut self, keywords: &[&str]) -> bool {
        let found = self.at(keywords);
        if found {
            self.skip(1);
        }
        found
    }

    /// Moves on behind all of these, if they stand here in this order.
    pub(crate) fn take_all(&mut self, keywords: &[&str]) -> bool {
        let found = self.words.get(..keywords.len()).is_some_and(|next| {
            next.iter()
                .zip(keywords)
                .all(|(a, b)| a.eq_ignore_ascii_case(b))
        });
        if found {
            self.skip(keywords.len());
        }
        found
    }

    /// Moves on by `count` tokens.
    pub(crate) fn skip(&mut self, count: usize) {
        self.words = self.words.get(count..).unwrap_or_default();
    }

    /// Moves behind the parenthesis that opens here, if one does.
    #[cfg(any(feature = "mysql", feature = "postgres"))]
    pub(crate) fn skip_parentheses(&mut self) {
        let mut depth = 0_usize;
        while let Some(word) = self.words.first() {
            match *word {
                "(" => depth += 1,
                ")" => depth = depth.saturating_sub(1),
                _ if depth == 0 => return,
                _ => {}
            }
            self.skip(1);
            if depth == 0 {
                return;
            }
        }
    }

    /// The last two parts of the name that stands here: schema and name.
    pub(crate) fn name(&mut self) -> Option<(Option<String>, String)> {
        let mut name = (None, self.part()?);
        while self.take(&["."]) {
            let part = self.part()?;
            name = (Some(name.1), part);
        }
        Some(name)
    }

    fn part(&mut self) -> Option<String> {
        let word = *self.words.first()?;
        self.skip(1);
        let first = word.chars().next()?;
        match first {
            '"' | '`' | '[' => unquoted(word),
            _ if !(first.is_alphanumeric() || first == '_' || first == '$') => None,
            // A string with a prefix, or `U&"…"` with escapes in it.
            _ if word.contains(['\'', '"']) => None,
            _ if self.lower_case => Some(word.to_lowercase()),
            _ => Some(word.to_owned()),
        }
    }

    /// The object that is named here.
    pub(crate) fn object(&mut self, kind: ObjectKind) -> Recovery {
        match self.name() {
            Some((schema, name)) => Recovery::Object(DatabaseObject { kind, schema, name }),
            None => Recovery::Unknown,
        }
    }
}

/// Whether a token is one of these, whatever the case.
pub(crate) fn is_any(word: &str, keywords: &[&str]) -> bool {
    keywords
        .iter()
        .any(|keyword| word.eq_ignore_ascii_case(keyword))
}

/// What a quoted identifier says.
fn unquoted(word: &str) -> Option<String> {
    let mut inner = word.chars();
    let (open, close) = (inner.next()?, inner.next_back()?);
    let inner = inner.as_str();
    match (open, close) {
        ('[', ']') => Some(inner.to_owned()),
        ('"', '"') | ('`', '`') => {
            let doubled: String = [open, open].iter().collect();
            Some(inner.replace(&doubled, &open.to_string()))
        }
        _ => None,
    }
}

/// Cuts a text into tokens as the scanner would.
#[cfg(test)]
pub(crate) fn of<'a>(sql: &'a str, rules: &rmig_engine::scanner::ScanRules) -> Vec<&'a str> {
    rmig_engine::scanner::leading_words(sql, 0..sql.len(), rules)
}

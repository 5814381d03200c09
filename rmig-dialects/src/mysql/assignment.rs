//! Which variables a `SET` gives a value to.

use crate::words::Words;

/// Whether a `SET` gives a value to a variable of the server.
pub(super) fn assigns(words: Words<'_>, variable: &str) -> bool {
    let mut before = "";
    let mut words = words.rest().iter().peekable();
    while let Some(word) = words.next() {
        let assigned = words
            .peek()
            .is_some_and(|next| matches!(**next, "=" | ":="));
        // `@@autocommit`; with one `@` it is a variable of the user's own.
        let bare = match word.strip_prefix('@') {
            Some(bare) if before == "@" => bare,
            _ => word.trim_matches('`'),
        };
        if assigned && bare.eq_ignore_ascii_case(variable) {
            return true;
        }
        before = word;
    }
    false
}

//! What keys and indexes are over.

use rmig_engine::schema::{IndexColumn, SortOrder};

use super::{
    Unreadable,
    tokens::{Tokens, unquoted},
};

/// Reads a column or an expression, also as it is written but for the order, up to a comma, the closing
/// parenthesis, or `AUTOINCREMENT`.
pub(super) fn read<'a>(tokens: &mut Tokens<'a>) -> Result<(IndexColumn, &'a str), Unreadable> {
    let start = tokens.position();
    tokens.skip_to(&[","]);
    let mut end = tokens.position();
    let is = |at: usize, word: &str| tokens.slice(at..at + 1).eq_ignore_ascii_case(word);
    // A column may be called as these words are, but something stands before them.
    let follows = |end: usize, word: &str| end > start + 1 && is(end - 1, word);
    if follows(end, "AUTOINCREMENT") {
        end -= 1;
    }
    let stop = end;
    let descends = follows(end, "DESC");
    if descends || follows(end, "ASC") {
        end -= 1;
    }
    if end == start {
        return Err(tokens.unexpected("a column"));
    }
    let order = descends.then_some(SortOrder::Desc);
    let element = column(tokens, start, end).unwrap_or_else(|| expression(tokens, start, end));
    tokens.go_to(stop);
    Ok((IndexColumn { order, ..element }, tokens.slice(start..end)))
}

/// A column with its collation, maybe in parentheses.
fn column(tokens: &Tokens<'_>, mut start: usize, mut end: usize) -> Option<IndexColumn> {
    let mut collation = None;
    loop {
        if end == start + 1 {
            let name = tokens
                .is_name(start)
                .then(|| unquoted(tokens.slice(start..end)));
            return Some(IndexColumn {
                collation,
                ..IndexColumn::column(&name??)
            });
        }
        if let Some(name) = collated(tokens, start, end) {
            // The last one counts.
            collation = collation.or(Some(name));
            end -= 2;
        } else if tokens.closing(start) == Some(end - 1) {
            start += 1;
            end -= 1;
        } else {
            return None;
        }
    }
}

/// Anything else; its collation is taken off where it holds for all of it.
fn expression(tokens: &Tokens<'_>, start: usize, end: usize) -> IndexColumn {
    let whole = IndexColumn::expression(tokens.slice(start..end));
    let Some(name) = collated(tokens, start, end) else {
        return whole;
    };
    let is_call = tokens.is_name(start) && tokens.closing(start + 1) == Some(end - 3);
    if !is_call && tokens.closing(start) != Some(end - 3) {
        return whole;
    }
    IndexColumn {
        collation: Some(name),
        ..IndexColumn::expression(tokens.slice(start..end - 2))
    }
}

/// The collation in `… COLLATE name`.
fn collated(tokens: &Tokens<'_>, start: usize, end: usize) -> Option<String> {
    let before = end.checked_sub(2).filter(|before| *before > start)?;
    let collate = tokens.slice(before..before + 1);
    let name = tokens.slice(end - 1..end);
    match collate.eq_ignore_ascii_case("COLLATE") && tokens.is_name(end - 1) {
        true => unquoted(name),
        false => None,
    }
}

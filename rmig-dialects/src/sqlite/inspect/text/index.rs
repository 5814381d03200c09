//! `CREATE INDEX` statements.

use rmig_engine::schema::IndexColumn;

use super::{Unreadable, element, tokens::Tokens};

/// What a `CREATE INDEX` statement says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::sqlite::inspect) struct IndexText {
    /// What it is over.
    pub(in crate::sqlite::inspect) columns: Vec<IndexColumn>,
    /// The same as they are written, but for the order.
    pub(in crate::sqlite::inspect) as_written: Vec<String>,
    /// Which rows are in it.
    pub(in crate::sqlite::inspect) condition: Option<String>,
}

impl IndexText {
    /// Reads a statement.
    pub(in crate::sqlite::inspect) fn read(sql: &str) -> Result<Self, Unreadable> {
        let mut tokens = Tokens::new(sql)?;
        let mut index = Self::default();
        tokens.expect(&["CREATE"])?;
        tokens.take(&["UNIQUE"]);
        tokens.expect(&["INDEX"])?;
        tokens.take(&["IF", "NOT", "EXISTS"]);
        tokens.name()?;
        if tokens.take(&["."]) {
            tokens.name()?;
        }
        tokens.expect(&["ON"])?;
        tokens.name()?;
        tokens.expect(&["("])?;
        loop {
            let (column, written) = element::read(&mut tokens)?;
            index.columns.push(column);
            index.as_written.push(written.to_owned());
            if !tokens.take(&[","]) {
                break;
            }
        }
        tokens.expect(&[")"])?;
        if tokens.take(&["WHERE"]) {
            let start = tokens.position();
            tokens.skip_to(&[";"]);
            let condition = tokens.slice(start..tokens.position());
            index.condition = Some(condition.to_owned());
        }
        tokens.take(&[";"]);
        match tokens.is_at_end() {
            true => Ok(index),
            false => Err(tokens.unexpected("the end")),
        }
    }
}

//! Constraints of tables, and conflict clauses.

use rmig_engine::schema::{Check, Constraint, IndexColumn, Name, PrimaryKey, Unique};

use super::{TableText, Unreadable, element, foreign_key, tokens::Tokens};

/// Reads a constraint that stands by itself.
pub(super) fn read(tokens: &mut Tokens<'_>, table: &mut TableText) -> Result<(), Unreadable> {
    let mut name = Name::Unnamed;
    // A name may also stand there for nothing.
    while tokens.take(&["CONSTRAINT"]) {
        name = Name::Final(tokens.name()?);
    }
    if tokens.take(&["PRIMARY", "KEY"]) {
        let (columns, autoincrement) = key(tokens)?;
        table.options.sqlite_autoincrement |= autoincrement;
        table.constraints.push(Constraint::PrimaryKey(PrimaryKey {
            name,
            columns: names(&columns),
            sqlite_key: where_special(columns),
            sqlite_on_conflict: on_conflict(tokens)?,
            ..PrimaryKey::default()
        }));
    } else if tokens.take(&["UNIQUE"]) {
        let (columns, _) = key(tokens)?;
        table.constraints.push(Constraint::Unique(Unique {
            name,
            columns: names(&columns),
            sqlite_key: where_special(columns),
            sqlite_on_conflict: on_conflict(tokens)?,
            ..Unique::default()
        }));
    } else if tokens.take(&["CHECK"]) {
        let inner = tokens.parenthesised()?;
        table.constraints.push(Constraint::Check(Check {
            name,
            sqltext: tokens.slice(inner).to_owned(),
            sqlite_on_conflict: on_conflict(tokens)?,
            ..Check::default()
        }));
    } else if tokens.take(&["FOREIGN", "KEY"]) {
        let columns = foreign_key::columns(tokens)?;
        let mut key = foreign_key::references(tokens)?;
        key.name = name;
        key.columns = columns;
        if let Some(deferral) = foreign_key::deferral(tokens) {
            key.deferral = deferral;
        }
        table.constraints.push(Constraint::ForeignKey(key));
    } else if !tokens.is_any(&[",", ")"]) {
        return Err(tokens.unexpected("a constraint"));
    }
    Ok(())
}

/// Reads the columns of a key, and whether `AUTOINCREMENT` stands behind them.
fn key(tokens: &mut Tokens<'_>) -> Result<(Vec<IndexColumn>, bool), Unreadable> {
    tokens.expect(&["("])?;
    let mut columns = Vec::new();
    loop {
        let (element, _) = element::read(tokens)?;
        if element.is_expression {
            return Err(tokens.unexpected("a column instead of an expression"));
        }
        columns.push(element);
        if !tokens.take(&[","]) {
            break;
        }
    }
    let autoincrement = tokens.take(&["AUTOINCREMENT"]);
    tokens.expect(&[")"])?;
    Ok((columns, autoincrement))
}

fn names(columns: &[IndexColumn]) -> Vec<String> {
    columns.iter().map(|one| one.element.clone()).collect()
}

/// The columns, if one of them has an order or a collation.
fn where_special(columns: Vec<IndexColumn>) -> Vec<IndexColumn> {
    let is_special = |one: &IndexColumn| one.order.is_some() || one.collation.is_some();
    match columns.iter().any(is_special) {
        true => columns,
        false => Vec::new(),
    }
}

/// Reads `ON CONFLICT …`, if it is there.
pub(super) fn on_conflict(tokens: &mut Tokens<'_>) -> Result<Option<String>, Unreadable> {
    if !tokens.take(&["ON", "CONFLICT"]) {
        return Ok(None);
    }
    let resolution = tokens.take_any(&["ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE"]);
    match resolution {
        Some(resolution) => Ok(Some(resolution.to_owned())),
        None => Err(tokens.unexpected("what to do on conflict")),
    }
}

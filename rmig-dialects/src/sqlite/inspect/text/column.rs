//! Columns of `CREATE TABLE` statements.

use rmig_engine::schema::{
    Check, Column, Computed, Constraint, IndexColumn, Name, PrimaryKey, ServerDefault, SortOrder,
    Unique,
};

use super::{
    TableText, Unreadable,
    constraint::on_conflict,
    foreign_key,
    tokens::{Tokens, unquoted},
};
use crate::sqlite::inspect::data_type::data_type;

/// The words that end a column's type.
const BEHIND_TYPE: &[&str] = &[
    "CONSTRAINT",
    "DEFAULT",
    "NULL",
    "NOT",
    "PRIMARY",
    "UNIQUE",
    "CHECK",
    "REFERENCES",
    "DEFERRABLE",
    "COLLATE",
    "AS",
    "ON",
];

/// Reads a column and the constraints that stand with it.
pub(super) fn read(tokens: &mut Tokens<'_>, table: &mut TableText) -> Result<(), Unreadable> {
    let name = tokens.name()?;
    let written = type_text(tokens)?;
    let mut column = Column::new(&name, data_type(written));
    column.nullable = Some(true);
    let own = || vec![name.clone()];
    let mut called = Name::Unnamed;
    loop {
        if tokens.take(&["CONSTRAINT"]) {
            called = Name::Final(tokens.name()?);
            // It names what follows, and nothing else.
            continue;
        }
        let called = std::mem::take(&mut called);
        if tokens.take(&["DEFAULT"]) {
            column.server_default = Some(default(tokens)?);
        } else if tokens.take(&["NOT", "NULL"]) {
            column.nullable = Some(false);
            column.not_null_name = called;
            column.sqlite_on_conflict_not_null = on_conflict(tokens)?;
        } else if tokens.take(&["NULL"]) {
            on_conflict(tokens)?;
        } else if tokens.take(&["PRIMARY", "KEY"]) {
            let descends = tokens.take_any(&["ASC", "DESC"]) == Some("DESC");
            let key = PrimaryKey {
                name: called,
                columns: own(),
                sqlite_on_conflict: on_conflict(tokens)?,
                sqlite_key: match descends {
                    true => vec![IndexColumn {
                        order: Some(SortOrder::Desc),
                        ..IndexColumn::column(&name)
                    }],
                    false => Vec::new(),
                },
                sqlite_not_rowid: descends && is_integer(written),
                ..PrimaryKey::default()
            };
            table.options.sqlite_autoincrement |= tokens.take(&["AUTOINCREMENT"]);
            table.constraints.push(Constraint::PrimaryKey(key));
        } else if tokens.take(&["UNIQUE"]) {
            table.constraints.push(Constraint::Unique(Unique {
                name: called,
                columns: own(),
                sqlite_on_conflict: on_conflict(tokens)?,
                ..Unique::default()
            }));
        } else if tokens.take(&["CHECK"]) {
            let inner = tokens.parenthesised()?;
            table.constraints.push(Constraint::Check(Check {
                name: called,
                sqltext: tokens.slice(inner).to_owned(),
                ..Check::default()
            }));
        } else if tokens.are(&["REFERENCES"]) {
            let mut key = foreign_key::references(tokens)?;
            key.name = called;
            key.columns = own();
            table.constraints.push(Constraint::ForeignKey(key));
        } else if let Some(deferral) = foreign_key::deferral(tokens) {
            // SQLite takes it for the last foreign key of the table so far, whatever column has it.
            let mut backwards = table.constraints.iter_mut().rev();
            if let Some(key) = backwards.find_map(|one| match one {
                Constraint::ForeignKey(key) => Some(key),
                _ => None,
            }) {
                key.deferral = deferral;
            }
        } else if tokens.take(&["COLLATE"]) {
            column.collation = Some(tokens.name()?);
        } else if tokens.take(&["GENERATED", "ALWAYS", "AS"]) || tokens.take(&["AS"]) {
            let inner = tokens.parenthesised()?;
            let stored = tokens.take_any(&["STORED", "VIRTUAL"]) == Some("STORED");
            column.server_default = Some(ServerDefault::Computed(Computed {
                sqltext: tokens.slice(inner).to_owned(),
                persisted: Some(stored),
            }));
        } else {
            break;
        }
    }
    table.columns.push(column);
    Ok(())
}

/// Reads a column's type, and gives it as it is written.
fn type_text<'a>(tokens: &mut Tokens<'a>) -> Result<&'a str, Unreadable> {
    let start = tokens.position();
    let is_word =
        |tokens: &Tokens<'_>| tokens.is_name(tokens.position()) && !tokens.is_any(BEHIND_TYPE);
    while is_word(tokens) {
        // SQLite too reads these two words as a part of the type and takes them off again.
        if tokens.take(&["GENERATED", "ALWAYS"]) {
            if is_word(tokens) || tokens.are(&["("]) {
                continue;
            }
            let end = tokens.position() - 2;
            tokens.go_to(match tokens.are(&["AS"]) {
                true => end,
                false => end + 2,
            });
            return Ok(tokens.slice(start..end));
        }
        tokens.next();
    }
    if tokens.position() > start && tokens.are(&["("]) {
        tokens.parenthesised()?;
    }
    Ok(tokens.slice(start..tokens.position()))
}

/// The words that are values; SQLite takes any other name behind `DEFAULT` for a text.
const VALUES: &[&str] = &[
    "NULL",
    "TRUE",
    "FALSE",
    "CURRENT_DATE",
    "CURRENT_TIME",
    "CURRENT_TIMESTAMP",
];

/// Reads what follows `DEFAULT`.
fn default(tokens: &mut Tokens<'_>) -> Result<ServerDefault, Unreadable> {
    let start = tokens.position();
    if tokens.are(&["("]) {
        tokens.parenthesised()?;
        let text = tokens.slice(start..tokens.position());
        return Ok(ServerDefault::Text(text.to_owned()));
    }
    if tokens.is_name(start) && !tokens.is_any(VALUES) && !tokens.is_blob() {
        return Ok(ServerDefault::Literal(tokens.name()?));
    }
    let sign = tokens.take_any(&["+", "-"]).unwrap_or_default();
    if tokens.is_at_end() || tokens.is_any(&[",", ")"]) {
        return Err(tokens.unexpected("a value"));
    }
    Ok(ServerDefault::Text(format!("{sign}{}", tokens.next())))
}

/// Whether a column of this type may be the number of the row.
fn is_integer(written: &str) -> bool {
    let name = match written.contains(char::is_whitespace) {
        true => None,
        false => unquoted(written),
    };
    name.is_some_and(|name| name.eq_ignore_ascii_case("INTEGER"))
}

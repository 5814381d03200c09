//! `CREATE TABLE` statements.

use rmig_engine::schema::{Column, Constraint, TableOptions};

use super::{Unreadable, column, constraint, tokens::Tokens};

/// What a `CREATE TABLE` statement says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::sqlite::inspect) struct TableText {
    /// The columns.
    pub(in crate::sqlite::inspect) columns: Vec<Column>,
    /// The constraints, those that stand with columns too, in the order of the text.
    pub(in crate::sqlite::inspect) constraints: Vec<Constraint>,
    /// What stands behind the columns, and `AUTOINCREMENT`.
    pub(in crate::sqlite::inspect) options: TableOptions,
}

/// The words that begin a constraint of a table.
const TABLE_CONSTRAINT: &[&str] = &["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];

impl TableText {
    /// Reads a statement.
    pub(in crate::sqlite::inspect) fn read(sql: &str) -> Result<Self, Unreadable> {
        let mut tokens = Tokens::new(sql)?;
        let mut table = Self::default();
        tokens.expect(&["CREATE"])?;
        tokens.take_any(&["TEMP", "TEMPORARY"]);
        tokens.expect(&["TABLE"])?;
        tokens.take(&["IF", "NOT", "EXISTS"]);
        tokens.name()?;
        if tokens.take(&["."]) {
            tokens.name()?;
        }
        tokens.expect(&["("])?;
        loop {
            if !tokens.is_any(TABLE_CONSTRAINT) {
                column::read(&mut tokens, &mut table)?;
            }
            // Between two of them no comma is needed.
            while tokens.is_any(TABLE_CONSTRAINT) {
                constraint::read(&mut tokens, &mut table)?;
            }
            if !tokens.take(&[","]) {
                break;
            }
        }
        tokens.expect(&[")"])?;
        table.read_options(&mut tokens)?;
        table.settle();
        Ok(table)
    }

    fn read_options(&mut self, tokens: &mut Tokens<'_>) -> Result<(), Unreadable> {
        while !tokens.is_at_end() && !tokens.take(&[";"]) {
            if tokens.take(&["WITHOUT", "ROWID"]) {
                self.options.sqlite_with_rowid = Some(false);
            } else if tokens.take(&["STRICT"]) {
                self.options.sqlite_strict = true;
            } else {
                return Err(tokens.unexpected("WITHOUT ROWID or STRICT"));
            }
            tokens.take(&[","]);
        }
        Ok(())
    }

    /// Gives columns in constraints the spelling that they have as columns.
    fn settle(&mut self) {
        let columns = &self.columns;
        let spell = |name: &mut String| {
            let same = |column: &&Column| column.name.eq_ignore_ascii_case(name);
            if let Some(column) = columns.iter().find(same) {
                name.clone_from(&column.name);
            }
        };
        for constraint in &mut self.constraints {
            match constraint {
                Constraint::PrimaryKey(key) => {
                    key.columns.iter_mut().for_each(spell);
                    key.sqlite_key
                        .iter_mut()
                        .for_each(|one| spell(&mut one.element));
                }
                Constraint::Unique(unique) => {
                    unique.columns.iter_mut().for_each(spell);
                    unique
                        .sqlite_key
                        .iter_mut()
                        .for_each(|one| spell(&mut one.element));
                }
                Constraint::ForeignKey(key) => key.columns.iter_mut().for_each(spell),
                Constraint::Check(_) | Constraint::Exclude(_) => {}
            }
        }
    }
}

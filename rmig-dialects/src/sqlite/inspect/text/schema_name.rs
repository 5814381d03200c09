//! The schema's name in statements that were kept without it.

use rmig_engine::dialect::Dialect as _;

use super::tokens::Tokens;
use crate::sqlite::SqliteDialect;

/// A `CREATE VIEW` or `CREATE TRIGGER` statement as SQLite keeps it, with the schema before the name.
pub(in crate::sqlite::inspect) fn in_schema(sql: &str, schema: &str) -> Option<String> {
    let mut tokens = Tokens::new(sql).ok()?;
    if !tokens.take(&["CREATE", "VIEW"]) && !tokens.take(&["CREATE", "TRIGGER"]) {
        return None;
    }
    let (before, rest) = sql.split_at_checked(tokens.start()?)?;
    Some(format!(
        "{before}{}.{rest}",
        SqliteDialect.quote_identifier(schema)
    ))
}

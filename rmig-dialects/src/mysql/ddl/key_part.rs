//! What an index is over.

use rmig_engine::{
    ddl::{CreateIndex, DdlDialect, Unsupported},
    schema::{IndexColumn, SortOrder},
};

use super::MysqlDdl;

/// A column with as much of it as is in the index, or an expression.
pub(super) fn key_part(
    dialect: &MysqlDdl,
    create: &CreateIndex,
    column: &IndexColumn,
) -> Result<String, Unsupported> {
    if column.nulls.is_some() {
        return Err(dialect.unsupported(
            "NULLs stand first in its indexes",
            "leave `nulls_first` and `nulls_last` away",
        ));
    }
    if column.collation.is_some() {
        return Err(dialect.unsupported(
            "its indexes compare as their columns do",
            "leave the `collation` away, or give it to the column",
        ));
    }
    let mut sql = match column.is_expression {
        true => expression(dialect, &dialect.index_element(column))?,
        false => dialect.identifier(&column.element),
    };
    let lengths = dialect.index_options(create).length;
    if let Some(length) = lengths
        .filter(|_| !column.is_expression)
        .and_then(|lengths| lengths.of(&column.element))
    {
        sql.push_str(&format!("({length})"));
    }
    match column.order {
        Some(SortOrder::Asc) => sql.push_str(" ASC"),
        Some(SortOrder::Desc) => sql.push_str(" DESC"),
        None => {}
    }
    Ok(sql)
}

/// An expression has parentheses of its own; the text of a column, as `name(10) DESC`, has none.
fn expression(dialect: &MysqlDdl, text: &str) -> Result<String, Unsupported> {
    if is_column(text) {
        return Ok(text.to_owned());
    }
    if dialect.is_mariadb() {
        return Err(dialect.unsupported(
            "it has no indexes over expressions",
            "a generated column, and an index over that one",
        ));
    }
    let wrapped = text.trim().starts_with("((") && text.trim().ends_with("))");
    Ok(if wrapped {
        text.to_owned()
    } else {
        format!("({text})")
    })
}

/// Whether a text is a column, perhaps with a length and an order.
fn is_column(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default();
    let (name, length) = first.split_once('(').unwrap_or((first, "1)"));
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '`' | '.');
    let digits = length.strip_suffix(')').unwrap_or_default();
    let order =
        words.all(|word| word.eq_ignore_ascii_case("asc") || word.eq_ignore_ascii_case("desc"));
    let length = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    !name.is_empty() && name.chars().all(plain) && length && order
}

//! Comments: extended properties.

use rmig_engine::ddl::{ColumnComment, DdlDialect, ObjectName, TableComment};

use super::{MssqlDdl, quoted};

/// Says, changes or takes away what is said about a table.
pub(super) fn table_comment(dialect: &MssqlDdl, comment: &TableComment) -> String {
    let place = place(dialect, &comment.table);
    property(
        "execute",
        comment.comment.as_deref(),
        comment.existing.as_deref(),
        &place,
    )
}

/// Says, changes or takes away what is said about a column.
pub(super) fn column_comment(dialect: &MssqlDdl, comment: &ColumnComment) -> String {
    let column = dialect.identifier(&comment.column);
    let place = format!("{}, 'column', {column}", place(dialect, &comment.table));
    let word = if comment.is_new { "execute" } else { "exec" };
    property(
        word,
        comment.comment.as_deref(),
        comment.existing.as_deref(),
        &place,
    )
}

fn place(dialect: &MssqlDdl, table: &ObjectName) -> String {
    let schema = table.schema.as_deref().unwrap_or("dbo");
    let (schema, table) = (dialect.identifier(schema), dialect.identifier(&table.name));
    format!("'schema', {schema}, 'table', {table}")
}

fn property(word: &str, comment: Option<&str>, existing: Option<&str>, place: &str) -> String {
    match (comment, existing) {
        (Some(comment), None) => {
            format!(
                "{word} sp_addextendedproperty 'MS_Description', N{}, {place}",
                quoted(comment)
            )
        }
        (Some(comment), Some(_)) => {
            format!(
                "{word} sp_updateextendedproperty 'MS_Description', N{}, {place}",
                quoted(comment)
            )
        }
        (None, _) => format!("{word} sp_dropextendedproperty 'MS_Description', {place}"),
    }
}

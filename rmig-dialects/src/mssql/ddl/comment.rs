//! Comments: extended properties.

use rmig_engine::ddl::{ColumnComment, DdlDialect, ObjectName, TableComment, Unsupported};

use super::{MssqlDdl, quoted, schema};

/// Says, changes or takes away what is said about a table.
pub(super) fn table_comment(
    dialect: &MssqlDdl,
    comment: &TableComment,
) -> Result<String, Unsupported> {
    let place = place(dialect, &comment.table)?;
    Ok(property(
        "execute",
        comment.comment.as_deref(),
        comment.existing.as_deref(),
        &place,
    ))
}

/// Says, changes or takes away what is said about a column.
pub(super) fn column_comment(
    dialect: &MssqlDdl,
    comment: &ColumnComment,
) -> Result<String, Unsupported> {
    let column = dialect.identifier(&comment.column);
    let place = format!("{}, 'column', {column}", place(dialect, &comment.table)?);
    let word = if comment.is_new { "execute" } else { "exec" };
    Ok(property(
        word,
        comment.comment.as_deref(),
        comment.existing.as_deref(),
        &place,
    ))
}

fn place(dialect: &MssqlDdl, table: &ObjectName) -> Result<String, Unsupported> {
    let schema = table.schema.as_deref().unwrap_or("dbo");
    if schema::names_database(schema) {
        return Err(dialect.unsupported(
            "a comment belongs to a schema of the database in which it is said",
            "say it in that database",
        ));
    }
    let schema = schema.trim_start_matches('[').trim_end_matches(']');
    let (schema, table) = (dialect.identifier(schema), dialect.identifier(&table.name));
    Ok(format!("'schema', {schema}, 'table', {table}"))
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

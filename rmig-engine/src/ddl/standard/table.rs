//! Tables.

use crate::ddl::{CreateTable, DdlDialect, Unsupported};

/// `CREATE TABLE`, a line for each column and constraint.
pub fn create_table<D: DdlDialect + ?Sized>(
    dialect: &D,
    create: &CreateTable,
) -> Result<String, Unsupported> {
    let arranged = dialect.arranged(create)?;
    let create = arranged.as_ref().unwrap_or(create);
    let mut items = Vec::new();
    for definition in &create.columns {
        items.push(dialect.column_definition(definition)?);
    }
    for constraint in &create.constraints {
        items.push(dialect.constraint(constraint)?);
    }
    let mut sql = "CREATE ".to_owned();
    for prefix in &create.prefixes {
        sql.push_str(prefix);
        sql.push(' ');
    }
    sql.push_str("TABLE ");
    if create.if_not_exists {
        sql.push_str("IF NOT EXISTS ");
    }
    let table = dialect.object(&create.table);
    sql.push_str(&format!("{table} (\n    {}\n)", items.join(",\n    ")));
    sql.push_str(&dialect.table_options(&create.options, create.comment.as_deref())?);
    Ok(sql)
}

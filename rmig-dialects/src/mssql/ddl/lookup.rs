//! Statements that look into the catalogue first.

use rmig_engine::{
    ddl::{DdlDialect, DropDependents, IdentityInsert},
    schema::ConstraintKind,
};

use super::{MssqlDdl, quoted};

/// Drops a constraint of a column that has no known name.
pub(super) fn drop_dependents(dialect: &MssqlDdl, drop: &DropDependents) -> String {
    let table = dialect.object(&drop.table);
    let (object, column) = (quoted(&table), quoted(&drop.column));
    let (from, parent) = match drop.kind {
        Some(ConstraintKind::ForeignKey) => (
            "\nsys.foreign_keys fk join sys.foreign_key_columns fkc\n\
             on fk.object_id=fkc.constraint_object_id"
                .to_owned(),
            "fkc.",
        ),
        Some(ConstraintKind::Check) => (" sys.check_constraints".to_owned(), ""),
        _ => (" sys.default_constraints".to_owned(), ""),
    };
    // The text of the inner statement stands in quotes.
    let inner = table.replace('\'', "''");
    format!(
        "declare @const_name varchar(256)\nselect @const_name = QUOTENAME([name]) from{from}\n\
         where {parent}parent_object_id = object_id({object})\n\
         and col_name({parent}parent_object_id, {parent}parent_column_id) = {column}\n\
         exec('alter table {inner} drop constraint ' + @const_name)"
    )
}

/// Goes on if a table has no index of that name.
pub(super) fn no_index(dialect: &MssqlDdl, name: &str, table: &str) -> String {
    let (name, table) = (dialect.text_of(name), dialect.text_of(table));
    format!(
        "IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = {name} AND object_id = OBJECT_ID({table}))"
    )
}

/// Lets own numbers in if rows come with one for the column that numbers them.
pub(super) fn identity_insert(dialect: &MssqlDdl, insert: &IdentityInsert) -> String {
    let table = dialect.object(&insert.table);
    let columns: Vec<String> = insert
        .columns
        .iter()
        .map(|column| dialect.text_of(column))
        .collect();
    let (object, switch) = (
        dialect.text_of(&table),
        if insert.on { "ON" } else { "OFF" },
    );
    format!(
        "IF EXISTS (SELECT 1 FROM sys.identity_columns WHERE object_id = OBJECT_ID({object}) AND name IN \
         ({}))\nSET IDENTITY_INSERT {table} {switch}",
        columns.join(", ")
    )
}

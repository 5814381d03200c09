//! Which method of a dialect writes which statement.

use crate::ddl::{DdlDialect, DdlStatement, Unsupported};

/// The statement, as the dialect writes it.
pub fn write<D: DdlDialect + ?Sized>(
    dialect: &D,
    statement: &DdlStatement,
) -> Result<Vec<String>, Unsupported> {
    use DdlStatement as S;

    let sql = match statement {
        S::CreateTable(create) => dialect.create_table(create)?,
        S::DropTable(drop) => dialect.drop_table(drop)?,
        S::RenameTable(rename) => dialect.rename_table(rename)?,
        S::TableComment(comment) => dialect.table_comment(comment)?,
        S::AddColumn(add) => dialect.add_column(add)?,
        S::DropColumn(drop) => dialect.drop_column(drop)?,
        S::DropDependents(drop) => return maybe(dialect.drop_dependents(drop)),
        S::RenameColumn(rename) => dialect.rename_column(rename)?,
        S::AlterColumnType(alter) => dialect.alter_column_type(alter)?,
        S::AlterColumnNullable(alter) => dialect.alter_column_nullable(alter)?,
        S::AlterColumnDefault(alter) => dialect.alter_column_default(alter)?,
        S::AlterColumnIdentity(alter) => dialect.alter_column_identity(alter)?,
        S::ColumnComment(comment) => dialect.column_comment(comment)?,
        S::ChangeColumn(change) => dialect.change_column(change)?,
        S::AddConstraint(table, constraint) => dialect.add_constraint(table, constraint)?,
        S::DropConstraint(drop) => dialect.drop_constraint(drop)?,
        S::CreateIndex(create) => dialect.create_index(create)?,
        S::DropIndex(drop) => dialect.drop_index(drop)?,
        S::CopyRows(copy) => return dialect.copy_rows(copy),
        S::Insert(insert) => dialect.insert(insert)?,
        S::Update(update) => dialect.update(update)?,
        S::IdentityInsert(insert) => return maybe(dialect.identity_insert(insert)),
        S::Sql(sql) => sql.clone(),
        S::CreateEnumType(create) => return maybe(dialect.create_enum_type(create)),
        S::AlterEnumType(alter) => return dialect.alter_enum_type(alter),
        S::DropEnumType(drop) => return maybe(dialect.drop_enum_type(drop)),
        S::CreateView(create) => dialect.create_view(create)?,
        S::ReplaceView(replace) => return dialect.replace_view(replace),
        S::DropView(drop) => dialect.drop_view(drop)?,
        S::CreateFunction(create) => dialect.create_function(create)?,
        S::ReplaceFunction(replace) => return dialect.replace_function(replace),
        S::DropFunction(drop) => dialect.drop_function(drop)?,
        S::CreateTrigger(create) => dialect.create_trigger(create)?,
        S::ReplaceTrigger(replace) => return dialect.replace_trigger(replace),
        S::DropTrigger(drop) => dialect.drop_trigger(drop)?,
        S::CreateSchema(create) => dialect.create_schema(create)?,
        S::DropSchema(drop) => dialect.drop_schema(drop)?,
        S::CreateSequence(create) => dialect.create_sequence(create)?,
        S::AlterSequence(alter) => dialect.alter_sequence(alter)?,
        S::DropSequence(drop) => dialect.drop_sequence(drop)?,
        S::CreateExtension(create) => dialect.create_extension(create)?,
        S::DropExtension(drop) => dialect.drop_extension(drop)?,
    };
    Ok(vec![sql])
}

fn maybe(sql: Result<Option<String>, Unsupported>) -> Result<Vec<String>, Unsupported> {
    Ok(sql?.into_iter().collect())
}

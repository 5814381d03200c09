//! Changes of columns.

use crate::{
    ddl::{
        AlterColumnIdentity, AlterColumnType, ChangeColumn, DdlDialect, IdentityChange, ObjectName,
        RenameColumn, Unsupported, sequence_options,
    },
    schema::{Identity, SequenceOptions},
};

/// `ALTER TABLE … ALTER COLUMN … what`
pub fn alter_column<D: DdlDialect + ?Sized>(
    dialect: &D,
    table: &ObjectName,
    column: &str,
    what: &str,
) -> String {
    let (table, column) = (dialect.object(table), dialect.identifier(column));
    format!("ALTER TABLE {table} ALTER COLUMN {column} {what}")
}

/// `ALTER COLUMN … TYPE`
pub fn alter_column_type<D: DdlDialect + ?Sized>(
    dialect: &D,
    alter: &AlterColumnType,
) -> Result<String, Unsupported> {
    let mut what = format!("TYPE {}", dialect.data_type(&alter.data_type)?);
    if let Some(using) = &alter.using {
        what.push_str(&format!(" USING {using}"));
    }
    Ok(alter_column(dialect, &alter.table, &alter.column, &what))
}

/// `RENAME COLUMN … TO`, in the dialect's words.
pub fn rename_column<D: DdlDialect + ?Sized>(
    dialect: &D,
    rename: &RenameColumn,
    words: &str,
) -> Result<String, Unsupported> {
    let (table, column) = (
        dialect.object(&rename.table),
        dialect.identifier(&rename.column),
    );
    let new_name = dialect.identifier(&rename.new_name);
    Ok(format!(
        "ALTER TABLE {table} {words} {column} TO {new_name}"
    ))
}

/// `ADD GENERATED …`, `SET GENERATED …`, `DROP IDENTITY`
pub fn alter_column_identity<D: DdlDialect + ?Sized>(
    dialect: &D,
    alter: &AlterColumnIdentity,
) -> Result<String, Unsupported> {
    let what = match &alter.change {
        IdentityChange::Add(identity) => format!("ADD {}", dialect.identity(identity)?),
        IdentityChange::Set(before, after) => changes(before, after),
        IdentityChange::Drop => "DROP IDENTITY".to_owned(),
    };
    Ok(alter_column(dialect, &alter.table, &alter.column, &what))
}

fn changes(before: &Identity, after: &Identity) -> String {
    let mut changes = Vec::new();
    if before.always != after.always {
        let when = if after.always { "ALWAYS" } else { "BY DEFAULT" };
        changes.push(format!("SET GENERATED {when}"));
    }
    let (old, new) = (&before.options, &after.options);
    fn changed<T: PartialEq + Copy>(old: Option<T>, new: Option<T>) -> Option<T> {
        (old != new).then_some(new).flatten()
    }
    let other = SequenceOptions {
        start: changed(old.start, new.start),
        increment: changed(old.increment, new.increment),
        minvalue: changed(old.minvalue, new.minvalue),
        maxvalue: changed(old.maxvalue, new.maxvalue),
        nominvalue: changed(old.nominvalue, new.nominvalue),
        nomaxvalue: changed(old.nomaxvalue, new.nomaxvalue),
        cache: changed(old.cache, new.cache),
        cycle: changed(old.cycle, new.cycle),
        order: None,
    };
    let mut options = sequence_options(&other);
    // In the order of the keys, as Alembic says them.
    options.sort_by_key(|option| {
        let keys = [
            "CACHE",
            "CYCLE",
            "NO CYCLE",
            "INCREMENT",
            "MAXVALUE",
            "MINVALUE",
            "NO MAXVALUE",
            "NO MINVALUE",
            "START",
        ];
        keys.iter().position(|key| option.starts_with(key))
    });
    changes.extend(options.iter().map(|option| format!("SET {option}")));
    changes.join(" ")
}

/// `ALTER TABLE … MODIFY`, or `CHANGE` where the name changes.
pub fn change_column<D: DdlDialect + ?Sized>(
    dialect: &D,
    change: &ChangeColumn,
) -> Result<String, Unsupported> {
    let definition = dialect.column_definition(&change.definition)?;
    let table = dialect.object(&change.table);
    let renamed = change.old_name != change.definition.column.name;
    Ok(match renamed || change.restate_name {
        true => {
            let old = dialect.identifier(&change.old_name);
            format!("ALTER TABLE {table} CHANGE {old} {definition}")
        }
        false => format!("ALTER TABLE {table} MODIFY {definition}"),
    })
}

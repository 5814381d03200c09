//! Views, functions, triggers, schemas and sequences.

use rmig_engine::{
    ddl::{DdlDialect, ObjectName, Unsupported, sequence_options},
    operation::{
        CreateSchema, CreateSequence, CreateView, DropSchema, ReplaceFunction, ReplaceTrigger,
        ReplaceView,
    },
};

use super::MssqlDdl;

fn name(dialect: &MssqlDdl, schema: Option<&str>, name: &str) -> String {
    dialect.object(&ObjectName::new(schema, name))
}

fn no_rows(dialect: &MssqlDdl) -> Unsupported {
    dialect.unsupported(
        "the rows of a view are kept by a clustered index on it",
        "create_view WITH SCHEMABINDING, and create_index",
    )
}

pub(super) fn create_view(dialect: &MssqlDdl, create: &CreateView) -> Result<String, Unsupported> {
    if create.materialized {
        return Err(no_rows(dialect));
    }
    let view = name(dialect, create.schema.as_deref(), &create.name);
    Ok(format!("CREATE VIEW {view} AS {}", create.definition))
}

pub(super) fn replace_view(
    dialect: &MssqlDdl,
    replace: &ReplaceView,
) -> Result<Vec<String>, Unsupported> {
    if replace.materialized {
        return Err(no_rows(dialect));
    }
    let view = name(dialect, replace.schema.as_deref(), &replace.name);
    Ok(vec![format!(
        "CREATE OR ALTER VIEW {view} AS {}",
        replace.definition
    )])
}

pub(super) fn replace_function(dialect: &MssqlDdl, replace: &ReplaceFunction) -> String {
    let words = if replace.procedure {
        "PROCEDURE"
    } else {
        "FUNCTION"
    };
    let function = name(dialect, replace.schema.as_deref(), &replace.name);
    let (arguments, definition) = (&replace.arguments, &replace.definition);
    format!("CREATE OR ALTER {words} {function}({arguments}) {definition}")
}

pub(super) fn replace_trigger(dialect: &MssqlDdl, replace: &ReplaceTrigger) -> String {
    let trigger = name(dialect, replace.schema.as_deref(), &replace.name);
    format!("CREATE OR ALTER TRIGGER {trigger} {}", replace.definition)
}

/// A schema has to be created by the first statement of a batch, so the condition hands it on.
pub(super) fn create_schema(dialect: &MssqlDdl, create: &CreateSchema) -> String {
    let sql = format!("CREATE SCHEMA {}", dialect.identifier(&create.name));
    match create.if_not_exists {
        true => {
            let schema = dialect.text_of(&create.name);
            format!(
                "IF SCHEMA_ID({schema}) IS NULL EXEC({})",
                dialect.text_of(&sql)
            )
        }
        false => sql,
    }
}

pub(super) fn drop_schema(dialect: &MssqlDdl, drop: &DropSchema) -> Result<String, Unsupported> {
    if drop.cascade {
        return Err(dialect.unsupported(
            "a schema can only be dropped when it is empty",
            "drop what is in it first",
        ));
    }
    let if_exists = if drop.if_exists { "IF EXISTS " } else { "" };
    Ok(format!(
        "DROP SCHEMA {if_exists}{}",
        dialect.identifier(&drop.name)
    ))
}

pub(super) fn create_sequence(
    dialect: &MssqlDdl,
    create: &CreateSequence,
) -> Result<String, Unsupported> {
    let sequence = &create.sequence;
    let object = name(dialect, sequence.schema.as_deref(), &sequence.name);
    let mut sql = format!("CREATE SEQUENCE {object}");
    if let Some(data_type) = &sequence.data_type {
        sql.push_str(&format!(" AS {}", dialect.data_type(data_type)?));
    }
    for option in sequence_options(&sequence.options) {
        sql.push_str(&format!(" {option}"));
    }
    Ok(match create.if_not_exists {
        true => format!(
            "IF OBJECT_ID({}, N'SO') IS NULL\n{sql}",
            dialect.text_of(&object)
        ),
        false => sql,
    })
}

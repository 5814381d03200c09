//! Views, functions, schemas and sequences.

use rmig_engine::{
    ddl::{DdlDialect, ObjectName, Unsupported, sequence_options},
    operation::{
        AlterSequence, CreateFunction, CreateSequence, CreateView, DropFunction, DropSchema,
        DropSequence, DropView, ReplaceFunction,
    },
};

pub(super) fn create_view(
    dialect: &dyn DdlDialect,
    create: &CreateView,
) -> Result<String, Unsupported> {
    not_materialized(dialect, create.materialized)?;
    let name = dialect.object(&ObjectName::new(create.schema.as_deref(), &create.name));
    Ok(format!("CREATE VIEW {name} AS {}", create.definition))
}

pub(super) fn drop_view(dialect: &dyn DdlDialect, drop: &DropView) -> Result<String, Unsupported> {
    not_materialized(dialect, drop.materialized)?;
    let name = dialect.object(&ObjectName::new(drop.schema.as_deref(), &drop.name));
    let if_exists = if drop.if_exists { "IF EXISTS " } else { "" };
    Ok(format!("DROP VIEW {if_exists}{name}"))
}

fn not_materialized(dialect: &dyn DdlDialect, materialized: bool) -> Result<(), Unsupported> {
    match materialized {
        false => Ok(()),
        true => Err(dialect.unsupported("it keeps no rows of views", "a table")),
    }
}

/// MySQL replaces no function.
pub(super) fn replace_function(
    dialect: &dyn DdlDialect,
    replaces: bool,
    replace: &ReplaceFunction,
) -> Result<Vec<String>, Unsupported> {
    let create = dialect.create_function(&CreateFunction {
        name: replace.name.clone(),
        schema: replace.schema.clone(),
        arguments: replace.arguments.clone(),
        procedure: replace.procedure,
        definition: replace.definition.clone(),
    })?;
    if replaces {
        return Ok(vec![create.replacen("CREATE ", "CREATE OR REPLACE ", 1)]);
    }
    let drop = dialect.drop_function(&DropFunction {
        name: replace.name.clone(),
        schema: replace.schema.clone(),
        procedure: replace.procedure,
        ..DropFunction::default()
    })?;
    Ok(vec![drop, create])
}

/// A schema goes with all its tables, whether that is said or not.
pub(super) fn drop_schema(
    dialect: &dyn DdlDialect,
    drop: &DropSchema,
) -> Result<String, Unsupported> {
    if !drop.cascade {
        return Err(dialect.unsupported(
            "a schema is dropped with all its tables there",
            "say so by `cascade` = true",
        ));
    }
    let if_exists = if drop.if_exists { "IF EXISTS " } else { "" };
    Ok(format!(
        "DROP SCHEMA {if_exists}{}",
        dialect.identifier(&drop.name)
    ))
}

fn sequence(dialect: &dyn DdlDialect, schema: Option<&str>, name: &str) -> String {
    dialect.object(&ObjectName::new(schema, name))
}

fn options(options: &rmig_engine::schema::SequenceOptions) -> String {
    let options = sequence_options(options).into_iter();
    // It writes this one in one word.
    options
        .map(|option| format!(" {}", option.replace("NO CYCLE", "NOCYCLE")))
        .collect()
}

pub(super) fn create_sequence(
    dialect: &dyn DdlDialect,
    create: &CreateSequence,
) -> Result<String, Unsupported> {
    let one = &create.sequence;
    if one.data_type.is_some() {
        return Err(dialect.unsupported(
            "a sequence counts in BIGINT before MariaDB 11.5",
            "leave `data_type` away",
        ));
    }
    let if_not_exists = if create.if_not_exists {
        "IF NOT EXISTS "
    } else {
        ""
    };
    let mut counts = one.options.clone();
    if counts.increment.is_some_and(|increment| increment < 0) {
        // It takes the words for the bounds of a sequence that counts upwards.
        counts.nominvalue = counts.nominvalue.filter(|no| !no);
        counts.nomaxvalue = counts.nomaxvalue.filter(|no| !no);
    }
    let name = sequence(dialect, one.schema.as_deref(), &one.name);
    Ok(format!(
        "CREATE SEQUENCE {if_not_exists}{name}{}",
        options(&counts)
    ))
}

pub(super) fn alter_sequence(dialect: &dyn DdlDialect, alter: &AlterSequence) -> String {
    let name = sequence(dialect, alter.schema.as_deref(), &alter.name);
    let restart = alter
        .restart
        .map(|number| format!(" RESTART WITH {number}"));
    format!(
        "ALTER SEQUENCE {name}{}{}",
        options(&alter.options),
        restart.unwrap_or_default()
    )
}

pub(super) fn drop_sequence(dialect: &dyn DdlDialect, drop: &DropSequence) -> String {
    let if_exists = if drop.if_exists { "IF EXISTS " } else { "" };
    format!(
        "DROP SEQUENCE {if_exists}{}",
        sequence(dialect, drop.schema.as_deref(), &drop.name)
    )
}

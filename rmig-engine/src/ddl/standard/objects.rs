//! Views, functions and triggers.

use crate::{
    ddl::{DdlDialect, ObjectName, Unsupported},
    operation::{
        CreateFunction, CreateView, DropFunction, DropTrigger, DropView, ReplaceFunction,
        ReplaceTrigger, ReplaceView,
    },
};

fn view_words(materialized: bool) -> &'static str {
    if materialized {
        "MATERIALIZED VIEW"
    } else {
        "VIEW"
    }
}

/// `CREATE VIEW`
pub fn create_view<D: DdlDialect + ?Sized>(
    dialect: &D,
    create: &CreateView,
) -> Result<String, Unsupported> {
    let name = dialect.object(&ObjectName::new(create.schema.as_deref(), &create.name));
    let words = view_words(create.materialized);
    Ok(format!("CREATE {words} {name} AS {}", create.definition))
}

/// `CREATE OR REPLACE VIEW`; one that can't be replaced is dropped and created.
pub fn replace_view<D: DdlDialect + ?Sized>(
    dialect: &D,
    replace: &ReplaceView,
) -> Result<Vec<String>, Unsupported> {
    if replace.materialized || !dialect.replaces_views() {
        return dropped_and_created(dialect, replace);
    }
    let name = dialect.object(&ObjectName::new(replace.schema.as_deref(), &replace.name));
    Ok(vec![format!(
        "CREATE OR REPLACE VIEW {name} AS {}",
        replace.definition
    )])
}

fn dropped_and_created<D: DdlDialect + ?Sized>(
    dialect: &D,
    replace: &ReplaceView,
) -> Result<Vec<String>, Unsupported> {
    let ReplaceView {
        name,
        schema,
        materialized,
        definition,
        ..
    } = replace.clone();
    let drop = dialect.drop_view(&DropView {
        name: name.clone(),
        schema: schema.clone(),
        materialized,
        if_exists: false,
        original: None,
    })?;
    let create = dialect.create_view(&CreateView {
        name,
        schema,
        materialized,
        definition,
    })?;
    Ok(vec![drop, create])
}

/// `DROP VIEW`
pub fn drop_view<D: DdlDialect + ?Sized>(
    dialect: &D,
    drop: &DropView,
) -> Result<String, Unsupported> {
    let name = dialect.object(&ObjectName::new(drop.schema.as_deref(), &drop.name));
    let if_exists = if drop.if_exists { "IF EXISTS " } else { "" };
    Ok(format!(
        "DROP {} {if_exists}{name}",
        view_words(drop.materialized)
    ))
}

fn routine_words(procedure: bool) -> &'static str {
    if procedure { "PROCEDURE" } else { "FUNCTION" }
}

/// `CREATE FUNCTION`
pub fn create_function<D: DdlDialect + ?Sized>(
    dialect: &D,
    create: &CreateFunction,
) -> Result<String, Unsupported> {
    let name = dialect.object(&ObjectName::new(create.schema.as_deref(), &create.name));
    let words = routine_words(create.procedure);
    Ok(format!(
        "CREATE {words} {name}({}) {}",
        create.arguments, create.definition
    ))
}

/// `CREATE OR REPLACE FUNCTION`
pub fn replace_function<D: DdlDialect + ?Sized>(
    dialect: &D,
    replace: &ReplaceFunction,
) -> Result<Vec<String>, Unsupported> {
    let name = dialect.object(&ObjectName::new(replace.schema.as_deref(), &replace.name));
    let words = routine_words(replace.procedure);
    let (arguments, definition) = (&replace.arguments, &replace.definition);
    Ok(vec![format!(
        "CREATE OR REPLACE {words} {name}({arguments}) {definition}"
    )])
}

/// `DROP FUNCTION`; `arguments` follow its name.
pub fn drop_function<D: DdlDialect + ?Sized>(
    dialect: &D,
    drop: &DropFunction,
    arguments: &str,
) -> Result<String, Unsupported> {
    let name = dialect.object(&ObjectName::new(drop.schema.as_deref(), &drop.name));
    let if_exists = if drop.if_exists { "IF EXISTS " } else { "" };
    Ok(format!(
        "DROP {} {if_exists}{name}{arguments}",
        routine_words(drop.procedure)
    ))
}

/// A trigger dropped and created.
pub fn replace_trigger<D: DdlDialect + ?Sized>(
    dialect: &D,
    replace: &ReplaceTrigger,
) -> Result<Vec<String>, Unsupported> {
    let drop = dialect.drop_trigger(&DropTrigger {
        name: replace.name.clone(),
        schema: replace.schema.clone(),
        table: replace.table.clone(),
        if_exists: false,
        original: None,
    })?;
    let create = dialect.create_trigger(&crate::operation::CreateTrigger {
        name: replace.name.clone(),
        schema: replace.schema.clone(),
        table: replace.table.clone(),
        definition: replace.definition.clone(),
    })?;
    Ok(vec![drop, create])
}

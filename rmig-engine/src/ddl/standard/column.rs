//! Columns.

use crate::{
    ddl::{AddColumn, ColumnDefinition, DdlDialect, Unsupported, sequence_options},
    schema::{Computed, Constraint, Identity, ServerDefault},
};

/// A column: its name, what the dialect says of it, and the constraints that are written with it.
pub fn column_definition<D: DdlDialect + ?Sized>(
    dialect: &D,
    definition: &ColumnDefinition,
) -> Result<String, Unsupported> {
    let column = &definition.column;
    let mut parts = vec![dialect.identifier(&column.name)];
    parts.extend(dialect.column_attributes(definition)?);
    if let Some(key) = &definition.inline_key {
        if let Some(name) = key.name.written() {
            parts.push(format!("CONSTRAINT {}", dialect.identifier(name)));
        }
        parts.push(dialect.inline_key(definition, key));
    }
    if let Some(references) = &definition.references {
        // A name that is said is kept.
        if let Some(name) = references.name.written() {
            parts.push(format!("CONSTRAINT {}", dialect.identifier(name)));
        }
        parts.push(dialect.references(references)?);
    }
    for check in &definition.checks {
        parts.push(dialect.constraint(&Constraint::Check(check.clone()))?);
    }
    Ok(parts.join(" "))
}

/// What follows `DEFAULT`.
pub fn default_value<D: DdlDialect + ?Sized>(
    dialect: &D,
    default: &ServerDefault,
) -> Option<String> {
    match default {
        ServerDefault::Literal(text) => Some(dialect.quote_text(text)),
        ServerDefault::Text(sql) => Some(sql.clone()),
        ServerDefault::Now => Some(dialect.now().to_owned()),
        ServerDefault::Func(name) => Some(dialect.function(name)),
        ServerDefault::Identity(_) | ServerDefault::Computed(_) => None,
    }
}

/// A call of a function that takes nothing; some that SQL has from old are called without parentheses.
pub fn function<D: DdlDialect + ?Sized>(dialect: &D, name: &str) -> String {
    match name.to_ascii_lowercase().as_str() {
        "now" => dialect.now().to_owned(),
        word @ ("current_date" | "current_time" | "current_timestamp" | "current_user"
        | "localtime" | "localtimestamp" | "session_user" | "user") => word.to_ascii_uppercase(),
        _ => format!("{}()", call(dialect, name)),
    }
}

/// The name of a function; its letters stay as they are, whatever that means to the database.
pub fn call<D: DdlDialect + ?Sized>(dialect: &D, name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    match starts && name.chars().all(plain) {
        true => name.to_owned(),
        false => dialect.quote_identifier(name),
    }
}

/// `GENERATED ALWAYS AS (…)`
pub fn computed(computed: &Computed) -> String {
    let kept = match computed.persisted {
        Some(true) => " STORED",
        Some(false) => " VIRTUAL",
        None => "",
    };
    format!("GENERATED ALWAYS AS ({}){kept}", computed.sqltext)
}

/// `GENERATED … AS IDENTITY`
pub fn identity(identity: &Identity) -> String {
    let when = if identity.always {
        "ALWAYS"
    } else {
        "BY DEFAULT"
    };
    let options = sequence_options(&identity.options);
    match options.is_empty() {
        true => format!("GENERATED {when} AS IDENTITY"),
        false => format!("GENERATED {when} AS IDENTITY ({})", options.join(" ")),
    }
}

/// `ALTER TABLE … ADD COLUMN`
pub fn add_column<D: DdlDialect + ?Sized>(
    dialect: &D,
    add: &AddColumn,
) -> Result<String, Unsupported> {
    let if_not_exists = if add.if_not_exists {
        "IF NOT EXISTS "
    } else {
        ""
    };
    let column = dialect.column_definition(&add.definition)?;
    let table = dialect.object(&add.table);
    Ok(format!(
        "ALTER TABLE {table} ADD COLUMN {if_not_exists}{column}"
    ))
}

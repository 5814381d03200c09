//! Types, functions, triggers and extensions.

use rmig_engine::{
    ddl::{DdlDialect, ObjectName, Unsupported},
    operation::{
        AlterEnumType, CreateEnumType, CreateExtension, DropEnumType, DropExtension, DropFunction,
        DropTrigger,
    },
    schema::{NativeType, TextOrSql, TypeArgument},
};

use crate::generic_types::values;

pub(super) fn create_enum_type(dialect: &dyn DdlDialect, create: &CreateEnumType) -> String {
    let name = dialect.enum_type_name(create.schema.as_deref(), &create.name);
    let values: Vec<String> = create
        .values
        .iter()
        .map(|value| dialect.quote_text(value))
        .collect();
    format!("CREATE TYPE {name} AS ENUM ({})", values.join(", "))
}

/// A statement for each change: the names that values have now go first, the type's own name last.
pub(super) fn alter_enum_type(dialect: &dyn DdlDialect, alter: &AlterEnumType) -> Vec<String> {
    let name = dialect.enum_type_name(alter.schema.as_deref(), &alter.name);
    let text = |value: &str| dialect.quote_text(value);
    let mut statements = Vec::new();
    for (old, new) in &alter.rename_values {
        statements.push(format!(
            "ALTER TYPE {name} RENAME VALUE {} TO {}",
            text(old),
            text(new)
        ));
    }
    for added in &alter.add_values {
        let if_not_exists = if added.if_not_exists {
            "IF NOT EXISTS "
        } else {
            ""
        };
        let place = match (&added.before, &added.after) {
            (Some(before), _) => format!(" BEFORE {}", text(before)),
            (None, Some(after)) => format!(" AFTER {}", text(after)),
            (None, None) => String::new(),
        };
        let value = text(&added.value);
        statements.push(format!(
            "ALTER TYPE {name} ADD VALUE {if_not_exists}{value}{place}"
        ));
    }
    if let Some(new) = &alter.new_name {
        statements.push(format!(
            "ALTER TYPE {name} RENAME TO {}",
            dialect.identifier(new)
        ));
    }
    statements
}

pub(super) fn drop_enum_type(dialect: &dyn DdlDialect, drop: &DropEnumType) -> String {
    let if_exists = if drop.if_exists { "IF EXISTS " } else { "" };
    let name = dialect.enum_type_name(drop.schema.as_deref(), &drop.name);
    format!("DROP TYPE {if_exists}{name}")
}

/// With its arguments: functions may share a name.
pub(super) fn drop_function(dialect: &dyn DdlDialect, drop: &DropFunction) -> String {
    let words = if drop.procedure {
        "PROCEDURE"
    } else {
        "FUNCTION"
    };
    let if_exists = if drop.if_exists { "IF EXISTS " } else { "" };
    let name = dialect.object(&ObjectName::new(drop.schema.as_deref(), &drop.name));
    format!("DROP {words} {if_exists}{name}({})", drop.arguments)
}

/// With its table, to whose names it belongs.
pub(super) fn drop_trigger(dialect: &dyn DdlDialect, drop: &DropTrigger) -> String {
    let if_exists = if drop.if_exists { "IF EXISTS " } else { "" };
    let table = dialect.object(&ObjectName::new(drop.schema.as_deref(), &drop.table));
    format!(
        "DROP TRIGGER {if_exists}{} ON {table}",
        dialect.identifier(&drop.name)
    )
}

pub(super) fn create_extension(dialect: &dyn DdlDialect, create: &CreateExtension) -> String {
    let if_not_exists = if create.if_not_exists {
        "IF NOT EXISTS "
    } else {
        ""
    };
    // Names of extensions are quoted by habit: many hold a hyphen.
    let name = dialect.quote_identifier(&create.name);
    let mut sql = format!("CREATE EXTENSION {if_not_exists}{name}");
    if let Some(schema) = &create.schema {
        sql.push_str(&format!(" SCHEMA {}", dialect.identifier(schema)));
    }
    if let Some(version) = &create.version {
        sql.push_str(&format!(" VERSION {}", dialect.quote_text(version)));
    }
    if create.cascade {
        sql.push_str(" CASCADE");
    }
    sql
}

pub(super) fn drop_extension(dialect: &dyn DdlDialect, drop: &DropExtension) -> String {
    let if_exists = if drop.if_exists { "IF EXISTS " } else { "" };
    let cascade = if drop.cascade { " CASCADE" } else { "" };
    format!(
        "DROP EXTENSION {if_exists}{}{cascade}",
        dialect.quote_identifier(&drop.name)
    )
}

/// `CREATE TYPE` of an enumeration, `CREATE DOMAIN` of a domain.
pub(super) fn create_native_type(
    dialect: &dyn DdlDialect,
    native: &NativeType,
) -> Result<Option<(ObjectName, String)>, Unsupported> {
    let Some(name) = native.name_of_type.as_deref() else {
        return Ok(None);
    };
    let object = ObjectName::new(native.schema.as_deref(), name);
    let sql = match native.name.as_str() {
        "ENUM" => create_enum_type(
            dialect,
            &CreateEnumType {
                name: name.to_owned(),
                schema: native.schema.clone(),
                values: values(native).into_iter().map(str::to_owned).collect(),
            },
        ),
        "DOMAIN" => create_domain(dialect, &dialect.object(&object), native)?,
        _ => return Ok(None),
    };
    Ok(Some((object, sql)))
}

fn create_domain(
    dialect: &dyn DdlDialect,
    name: &str,
    domain: &NativeType,
) -> Result<String, Unsupported> {
    let second = domain.args.iter().find_map(|argument| match argument {
        TypeArgument::Type(data_type) => Some(data_type),
        _ => None,
    });
    let data_type = domain.data_type.as_ref().or(second).ok_or_else(|| {
        dialect.unsupported("a domain has a type under it", "give its `data_type`")
    })?;
    let mut sql = format!("CREATE DOMAIN {name} AS {}", dialect.data_type(data_type)?);
    if let Some(collation) = &domain.collation {
        sql.push_str(&format!(" COLLATE {}", dialect.identifier(collation)));
    }
    match &domain.default {
        Some(TextOrSql::Text(text)) => {
            sql.push_str(&format!(" DEFAULT {}", dialect.quote_text(text)));
        }
        Some(TextOrSql::Sql(expression)) => {
            sql.push_str(&format!(" DEFAULT {}", expression.text));
        }
        None => {}
    }
    if domain.not_null {
        sql.push_str(" NOT NULL");
    }
    if let Some(check) = &domain.check {
        if let Some(name) = &domain.constraint_name {
            sql.push_str(&format!(" CONSTRAINT {}", dialect.identifier(name)));
        }
        sql.push_str(&format!(" CHECK ({})", check.text));
    }
    Ok(sql)
}

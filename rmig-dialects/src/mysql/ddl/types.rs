//! The types of MySQL and MariaDB.

use rmig_engine::{
    ddl::{DdlDialect, Unsupported},
    schema::{DataType, NativeType, TextType},
};

use crate::generic_types::{collated, exact, length, precision, sized, text, unknown, values};

const NAMES: &[&str] = &[
    "BIGINT",
    "BINARY",
    "BIT",
    "BLOB",
    "BOOL",
    "BOOLEAN",
    "CHAR",
    "DATE",
    "DATETIME",
    "DECIMAL",
    "DOUBLE",
    "ENUM",
    "FLOAT",
    "GEOMETRY",
    "INET4",
    "INET6",
    "INTEGER",
    "JSON",
    "LONGBLOB",
    "LONGTEXT",
    "MEDIUMBLOB",
    "MEDIUMINT",
    "MEDIUMTEXT",
    "NCHAR",
    "NUMERIC",
    "NVARCHAR",
    "POINT",
    "REAL",
    "SET",
    "SMALLINT",
    "TEXT",
    "TIME",
    "TIMESTAMP",
    "TINYBLOB",
    "TINYINT",
    "TINYTEXT",
    "UUID",
    "VARBINARY",
    "VARCHAR",
    "YEAR",
];

/// A collation is written without quotes.
fn bare(name: &str) -> String {
    name.to_owned()
}

/// A type.
pub(super) fn data_type(
    dialect: &dyn DdlDialect,
    is_mariadb: bool,
    data_type: &DataType,
) -> Result<String, Unsupported> {
    Ok(match data_type {
        DataType::Integer => "INTEGER".to_owned(),
        DataType::SmallInteger => "SMALLINT".to_owned(),
        DataType::BigInteger => "BIGINT".to_owned(),
        DataType::Numeric { precision, scale } => exact("NUMERIC", *precision, *scale),
        DataType::Float { precision } => sized("FLOAT", *precision),
        DataType::Double { precision: None } => "DOUBLE".to_owned(),
        DataType::Double { .. } => return Err(no_scale(dialect)),
        DataType::Boolean(_) => "BOOL".to_owned(),
        DataType::String(one) | DataType::Unicode(one) | DataType::Varchar(one) => {
            varchar(dialect, "VARCHAR", one)?
        }
        DataType::Nvarchar(one) => varchar(dialect, "NATIONAL VARCHAR", one)?,
        DataType::Text(one) | DataType::UnicodeText(one) => text("TEXT", one, bare),
        DataType::Char(one) => text("CHAR", one, bare),
        DataType::Nchar(one) => text("NATIONAL CHAR", one, bare),
        DataType::Binary { length } => sized("BLOB", *length),
        DataType::Date => "DATE".to_owned(),
        DataType::DateTime { .. } | DataType::Interval { .. } => "DATETIME".to_owned(),
        DataType::Timestamp { .. } => "TIMESTAMP".to_owned(),
        DataType::Time { .. } => "TIME".to_owned(),
        DataType::Json => "JSON".to_owned(),
        DataType::Uuid { native_uuid } if is_mariadb && *native_uuid != Some(false) => {
            "UUID".to_owned()
        }
        DataType::Uuid { .. } => "CHAR(32)".to_owned(),
        DataType::Enum(one) if one.is_native() => {
            let values: Vec<&str> = one.values.iter().map(String::as_str).collect();
            let sql = listed(dialect, "ENUM", &values);
            let sql = match &one.charset {
                Some(charset) => format!("{sql} CHARACTER SET {charset}"),
                None => sql,
            };
            collated(sql, one.collation.as_deref(), bare)
        }
        DataType::Enum(one) => {
            let length = one.length.unwrap_or_else(|| one.longest());
            collated(
                sized("VARCHAR", Some(length)),
                one.collation.as_deref(),
                bare,
            )
        }
        DataType::Array { .. } => {
            return Err(dialect.unsupported("it knows no arrays", "json"));
        }
        DataType::Custom { sql } => sql.clone(),
        DataType::Native(one) => native(dialect, one)?,
    })
}

fn no_scale(dialect: &dyn DdlDialect) -> Unsupported {
    dialect.unsupported(
        "a floating number with a precision has a scale, too",
        "give the `scale`, or leave the `precision` away",
    )
}

fn varchar(dialect: &dyn DdlDialect, name: &str, one: &TextType) -> Result<String, Unsupported> {
    match one.length {
        Some(_) => Ok(text(name, one, bare)),
        None => {
            Err(dialect.unsupported("a VARCHAR has a length there", "give its `length`, or text"))
        }
    }
}

fn listed(dialect: &dyn DdlDialect, name: &str, values: &[&str]) -> String {
    let values: Vec<String> = values
        .iter()
        .map(|value| dialect.quote_text(value))
        .collect();
    format!("{name}({})", values.join(","))
}

fn native(dialect: &dyn DdlDialect, one: &NativeType) -> Result<String, Unsupported> {
    let name = one.name.as_str();
    if !matches!(one.dialect.as_str(), "mysql" | "mariadb") || !NAMES.contains(&name) {
        return Err(unknown(dialect, one, NAMES.iter().copied()));
    }
    let shown = one.display_width.or_else(|| one.number(0));
    let fraction = one.fsp.or_else(|| one.number(0));
    Ok(match name {
        "BIGINT" | "INTEGER" | "MEDIUMINT" | "SMALLINT" | "TINYINT" => {
            numeric(&sized(name, shown), one)
        }
        "DOUBLE" | "REAL" if precision(one).0.is_some() && precision(one).1.is_none() => {
            return Err(no_scale(dialect));
        }
        "DECIMAL" | "NUMERIC" | "FLOAT" | "DOUBLE" | "REAL" => {
            let (precision, scale) = precision(one);
            numeric(&exact(name, precision, scale), one)
        }
        "BIT" | "BINARY" | "BLOB" => sized(name, length(one)),
        "VARBINARY" => match length(one) {
            Some(length) => sized(name, Some(length)),
            None => {
                return Err(
                    dialect.unsupported("a VARBINARY has a length there", "give its `length`")
                );
            }
        },
        "YEAR" => sized(name, shown),
        "DATETIME" | "TIME" | "TIMESTAMP" => sized(name, fraction.filter(|digits| *digits > 0)),
        "BOOLEAN" => "BOOL".to_owned(),
        "ENUM" | "SET" => textual(&listed(dialect, name, &values(one)), one),
        "VARCHAR" | "NVARCHAR" if length(one).is_none() => {
            return Err(
                dialect.unsupported("a VARCHAR has a length there", "give its `length`, or text")
            );
        }
        "CHAR" | "TEXT" | "VARCHAR" => textual(&sized(name, length(one)), one),
        "NCHAR" => textual(&sized("CHAR", length(one)), &national(one)),
        "NVARCHAR" => textual(&sized("VARCHAR", length(one)), &national(one)),
        "LONGTEXT" | "MEDIUMTEXT" | "TINYTEXT" => textual(name, one),
        name => name.to_owned(),
    })
}

fn national(one: &NativeType) -> NativeType {
    NativeType {
        national: true,
        ..one.clone()
    }
}

fn numeric(sql: &str, one: &NativeType) -> String {
    let unsigned = if one.unsigned { " UNSIGNED" } else { "" };
    let zerofill = if one.zerofill { " ZEROFILL" } else { "" };
    format!("{sql}{unsigned}{zerofill}")
}

/// A text with its character set and collation.
fn textual(sql: &str, one: &NativeType) -> String {
    let charset = match (&one.charset, one.ascii, one.unicode) {
        (Some(charset), _, _) => Some(format!("CHARACTER SET {charset}")),
        (None, true, _) => Some("ASCII".to_owned()),
        (None, false, true) => Some("UNICODE".to_owned()),
        (None, false, false) => None,
    };
    let collation = match (&one.collation, one.binary) {
        (Some(collation), _) => Some(format!("COLLATE {collation}")),
        (None, true) => Some("BINARY".to_owned()),
        (None, false) => None,
    };
    // The national character set is one already.
    let parts = match one.national {
        true => [Some("NATIONAL".to_owned()), Some(sql.to_owned()), collation],
        false => [Some(sql.to_owned()), charset, collation],
    };
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Whether a column of that type isn't NULL by itself on older servers.
pub(super) fn is_timestamp(data_type: &DataType) -> bool {
    match data_type {
        DataType::Timestamp { .. } => true,
        DataType::Native(native) => native.name == "TIMESTAMP",
        _ => false,
    }
}

/// The type that a value can be cast to; it isn't that of a column.
pub(super) fn cast(data_type: &DataType) -> Option<String> {
    Some(match data_type {
        DataType::Integer
        | DataType::SmallInteger
        | DataType::BigInteger
        | DataType::Boolean(_) => "SIGNED INTEGER".to_owned(),
        DataType::String(one)
        | DataType::Unicode(one)
        | DataType::Varchar(one)
        | DataType::Nvarchar(one)
        | DataType::Char(one)
        | DataType::Nchar(one)
        | DataType::Text(one)
        | DataType::UnicodeText(one) => sized("CHAR", one.length),
        DataType::Numeric { precision, scale } => exact("DECIMAL", *precision, *scale),
        DataType::Binary { .. } => "BINARY".to_owned(),
        DataType::Date => "DATE".to_owned(),
        DataType::DateTime { .. } | DataType::Timestamp { .. } => "DATETIME".to_owned(),
        DataType::Time { .. } => "TIME".to_owned(),
        _ => return None,
    })
}

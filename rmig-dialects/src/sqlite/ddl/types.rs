//! SQLite's types and values.

use rmig_engine::{
    ddl::{DdlDialect, Unsupported},
    schema::{DataType, NativeType},
};

use super::super::SCAN_RULES;
use crate::default_expression::is_simple;
use crate::generic_types::{collated, exact, length, precision, sized, text, unknown};

/// The types that it has by name; it takes any other text for a type, too.
const NAMES: &[&str] = &[
    "BIGINT",
    "BLOB",
    "BOOL",
    "BOOLEAN",
    "CHAR",
    "DATE",
    "DATETIME",
    "DECIMAL",
    "DOUBLE",
    "FLOAT",
    "INTEGER",
    "JSON",
    "JSONB",
    "NUMERIC",
    "REAL",
    "SMALLINT",
    "TEXT",
    "TIME",
    "TIMESTAMP",
    "VARCHAR",
];

/// A type.
pub(super) fn data_type(
    dialect: &dyn DdlDialect,
    data_type: &DataType,
) -> Result<String, Unsupported> {
    let quote = |name: &str| dialect.quote_identifier(name);
    Ok(match data_type {
        DataType::Integer => "INTEGER".to_owned(),
        DataType::SmallInteger => "SMALLINT".to_owned(),
        DataType::BigInteger => "BIGINT".to_owned(),
        DataType::Numeric { precision, scale } => exact("NUMERIC", *precision, *scale),
        DataType::Float { .. } => "FLOAT".to_owned(),
        DataType::Double { .. } => "DOUBLE".to_owned(),
        DataType::Boolean(_) => "BOOLEAN".to_owned(),
        DataType::String(one) | DataType::Unicode(one) | DataType::Varchar(one) => {
            text("VARCHAR", one, quote)
        }
        DataType::Nvarchar(one) => text("NVARCHAR", one, quote),
        DataType::Text(one) | DataType::UnicodeText(one) => text("TEXT", one, quote),
        DataType::Char(one) => text("CHAR", one, quote),
        DataType::Nchar(one) => text("NCHAR", one, quote),
        DataType::Binary { .. } => "BLOB".to_owned(),
        DataType::Date => "DATE".to_owned(),
        DataType::DateTime { .. } | DataType::Interval { .. } => "DATETIME".to_owned(),
        DataType::Timestamp { .. } => "TIMESTAMP".to_owned(),
        DataType::Time { .. } => "TIME".to_owned(),
        DataType::Json => "JSON".to_owned(),
        DataType::Uuid { .. } => "CHAR(32)".to_owned(),
        DataType::Enum(one) => {
            let length = one.length.unwrap_or_else(|| one.longest());
            collated(
                sized("VARCHAR", Some(length)),
                one.collation.as_deref(),
                quote,
            )
        }
        DataType::Array { .. } => {
            return Err(dialect.unsupported("it knows no arrays", "json"));
        }
        DataType::Custom { sql } => sql.clone(),
        DataType::Native(one) => native(dialect, one)?,
    })
}

fn native(dialect: &dyn DdlDialect, native: &NativeType) -> Result<String, Unsupported> {
    let known = NAMES.contains(&native.name.as_str());
    if native.dialect != "sqlite" || !known {
        return Err(unknown(dialect, native, NAMES.iter().copied()));
    }
    let sql = match native.name.as_str() {
        name @ ("NUMERIC" | "DECIMAL") => {
            let (precision, scale) = precision(native);
            exact(name, precision, scale)
        }
        name @ ("CHAR" | "VARCHAR" | "TEXT") => sized(name, length(native)),
        name => name.to_owned(),
    };
    let quote = |name: &str| dialect.quote_identifier(name);
    Ok(collated(sql, native.collation.as_deref(), quote))
}

/// A default: anything but a literal or a word stands in parentheses.
pub(super) fn default_expression(sql: &str) -> String {
    match is_simple(sql, &SCAN_RULES) || is_number_or_blob(sql.trim()) {
        true => sql.to_owned(),
        false => format!("({sql})"),
    }
}

/// Whether SQL is a literal that isn't a text.
fn is_number_or_blob(sql: &str) -> bool {
    let blob = sql.strip_prefix(['x', 'X']);
    let digits = blob.and_then(|rest| rest.strip_prefix('\'')?.strip_suffix('\''));
    let number = sql.trim_start_matches(['+', '-']);
    let starts = number.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '.';
    digits.is_some_and(|digits| digits.chars().all(|c| c.is_ascii_hexdigit()))
        || starts && number.chars().all(plain)
}

/// A date and a time of day with six digits of a second, as SQLAlchemy keeps them there.
pub(super) fn date_time(text: &str) -> String {
    let (date, time) = text.split_once('T').unwrap_or((text, "00:00:00"));
    // Without its zone, which that form has no place for.
    let time = time.split(['+', '-', 'Z']).next().unwrap_or(time);
    format!("{date} {}", with_fraction(time))
}

/// A time of day with six digits of a second.
pub(super) fn with_fraction(time: &str) -> String {
    match time.split_once('.') {
        Some((whole, fraction)) => format!("{whole}.{fraction:0<6}"),
        None => format!("{time}.000000"),
    }
}

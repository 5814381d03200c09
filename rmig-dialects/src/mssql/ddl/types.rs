//! SQL Server's types.

use rmig_engine::{
    ddl::{DdlDialect, Unsupported},
    schema::{DataType, NativeType, TextType},
};

use crate::generic_types::{collated, exact, length, precision, sized, text, unknown};

/// Types that take nothing.
const PLAIN: &[&str] = &[
    "BIGINT",
    "BIT",
    "DATE",
    "DATETIME",
    "GEOGRAPHY",
    "GEOMETRY",
    "HIERARCHYID",
    "IMAGE",
    "INTEGER",
    "JSON",
    "MONEY",
    "REAL",
    "ROWVERSION",
    "SMALLDATETIME",
    "SMALLINT",
    "SMALLMONEY",
    "SQL_VARIANT",
    "TIMESTAMP",
    "TINYINT",
    "UNIQUEIDENTIFIER",
    "XML",
];

/// Types that take something.
const OTHER: &[&str] = &[
    "BINARY",
    "CHAR",
    "DATETIME2",
    "DATETIMEOFFSET",
    "DECIMAL",
    "DOUBLE_PRECISION",
    "FLOAT",
    "NCHAR",
    "NTEXT",
    "NUMERIC",
    "NVARCHAR",
    "TEXT",
    "TIME",
    "VARBINARY",
    "VARCHAR",
];

/// A collation is written without quotes.
fn bare(name: &str) -> String {
    name.to_owned()
}

/// A type.
pub(super) fn data_type(
    dialect: &dyn DdlDialect,
    data_type: &DataType,
) -> Result<String, Unsupported> {
    Ok(match data_type {
        DataType::Integer => "INTEGER".to_owned(),
        DataType::SmallInteger => "SMALLINT".to_owned(),
        DataType::BigInteger => "BIGINT".to_owned(),
        DataType::Numeric { precision, scale } => exact("NUMERIC", *precision, *scale),
        DataType::Float { precision } => sized("FLOAT", *precision),
        DataType::Double { .. } => "DOUBLE PRECISION".to_owned(),
        DataType::Boolean(_) => "BIT".to_owned(),
        DataType::String(one) | DataType::Varchar(one) => varying("VARCHAR", one),
        DataType::Unicode(one) | DataType::Nvarchar(one) => varying("NVARCHAR", one),
        DataType::Text(one) => collated("TEXT".to_owned(), one.collation.as_deref(), bare),
        DataType::UnicodeText(one) => collated("NTEXT".to_owned(), one.collation.as_deref(), bare),
        DataType::Char(one) => text("CHAR", one, bare),
        DataType::Nchar(one) => text("NCHAR", one, bare),
        // IMAGE is on its way out since 2005.
        DataType::Binary { length } => maximal("VARBINARY", *length),
        DataType::Date => "DATE".to_owned(),
        DataType::DateTime { timezone: false } | DataType::Interval { .. } => "DATETIME".to_owned(),
        DataType::DateTime { timezone: true } | DataType::Timestamp { timezone: true } => {
            "DATETIMEOFFSET".to_owned()
        }
        // What is called TIMESTAMP there numbers the versions of a row.
        DataType::Timestamp { timezone: false } => "DATETIME2".to_owned(),
        DataType::Time { .. } => "TIME".to_owned(),
        DataType::Json => "NVARCHAR(max)".to_owned(),
        DataType::Uuid {
            native_uuid: Some(false),
        } => "CHAR(32)".to_owned(),
        DataType::Uuid { .. } => "UNIQUEIDENTIFIER".to_owned(),
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

fn varying(name: &str, one: &TextType) -> String {
    collated(maximal(name, one.length), one.collation.as_deref(), bare)
}

/// As long as it says, or as long as can be.
fn maximal(name: &str, length: Option<u32>) -> String {
    match length {
        Some(length) => sized(name, Some(length)),
        None => format!("{name}(max)"),
    }
}

fn native(dialect: &dyn DdlDialect, native: &NativeType) -> Result<String, Unsupported> {
    let name = native.name.as_str();
    let known = || PLAIN.iter().chain(OTHER).copied();
    if native.dialect != "mssql" || !known().any(|one| one == name) {
        return Err(unknown(dialect, native, known()));
    }
    let digits = native.precision.or_else(|| native.number(0));
    let sql = match name {
        "DOUBLE_PRECISION" => "DOUBLE PRECISION".to_owned(),
        "FLOAT" | "DATETIME2" | "DATETIMEOFFSET" | "TIME" => sized(name, digits),
        "DECIMAL" | "NUMERIC" => {
            let (precision, scale) = precision(native);
            exact(name, precision, scale)
        }
        "BINARY" | "CHAR" | "NCHAR" if native.max => {
            return Err(dialect.unsupported(
                "only types of varying length can be as long as can be",
                "a VARCHAR, an NVARCHAR or a VARBINARY",
            ));
        }
        "VARBINARY" if native.filestream => {
            format!("{} FILESTREAM", maximal(name, length(native)))
        }
        "BINARY" | "CHAR" | "NCHAR" => sized(name, length(native)),
        // Only the newest servers have a type of that name.
        "JSON" => "NVARCHAR(max)".to_owned(),
        "VARBINARY" | "NVARCHAR" | "VARCHAR" => maximal(name, length(native)),
        name => name.to_owned(),
    };
    Ok(collated(sql, native.collation.as_deref(), bare))
}

/// Whether a text is a name, perhaps with an order.
pub(super) fn is_name(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let name = words.next().unwrap_or_default();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '@' | '#');
    let bracketed = name.starts_with('[') && name.ends_with(']');
    let order =
        words.all(|word| word.eq_ignore_ascii_case("asc") || word.eq_ignore_ascii_case("desc"));
    !name.is_empty() && (bracketed || name.chars().all(plain)) && order
}

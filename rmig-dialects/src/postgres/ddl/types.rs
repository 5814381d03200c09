//! PostgreSQL's types.

use rmig_engine::{
    ddl::{DdlDialect, Unsupported},
    schema::{DataType, NativeType, TypeArgument},
};
use serde_json::{Map, Value};

use crate::generic_types::{collated, exact, length, precision, sized, text, unknown};

/// Types that take nothing.
const PLAIN: &[&str] = &[
    "BIGINT",
    "BOOLEAN",
    "BOX",
    "BYTEA",
    "CIDR",
    "CIRCLE",
    "CITEXT",
    "DATE",
    "DATEMULTIRANGE",
    "DATERANGE",
    "HSTORE",
    "INET",
    "INT4MULTIRANGE",
    "INT4RANGE",
    "INT8MULTIRANGE",
    "INT8RANGE",
    "INTEGER",
    "JSON",
    "JSONB",
    "JSONPATH",
    "LINE",
    "LSEG",
    "MACADDR",
    "MACADDR8",
    "MONEY",
    "NUMMULTIRANGE",
    "NUMRANGE",
    "OID",
    "PATH",
    "PG_LSN",
    "POINT",
    "POLYGON",
    "REAL",
    "REGCLASS",
    "REGCONFIG",
    "SMALLINT",
    "TSMULTIRANGE",
    "TSQUERY",
    "TSRANGE",
    "TSTZMULTIRANGE",
    "TSTZRANGE",
    "TSVECTOR",
    "UUID",
    "XML",
];

/// Types that take something.
const OTHER: &[&str] = &[
    "ARRAY",
    "BIT",
    "CHAR",
    "DECIMAL",
    "DOMAIN",
    "DOUBLE_PRECISION",
    "ENUM",
    "FLOAT",
    "INTERVAL",
    "NUMERIC",
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
    let quote = |name: &str| dialect.identifier(name);
    Ok(match data_type {
        DataType::Integer => "INTEGER".to_owned(),
        DataType::SmallInteger => "SMALLINT".to_owned(),
        DataType::BigInteger => "BIGINT".to_owned(),
        DataType::Numeric { precision, scale } => exact("NUMERIC", *precision, *scale),
        DataType::Float { precision } => sized("FLOAT", *precision),
        DataType::Double { .. } => "DOUBLE PRECISION".to_owned(),
        DataType::Boolean(_) => "BOOLEAN".to_owned(),
        // Every text is Unicode.
        DataType::String(one)
        | DataType::Unicode(one)
        | DataType::Varchar(one)
        | DataType::Nvarchar(one) => text("VARCHAR", one, quote),
        DataType::Text(one) | DataType::UnicodeText(one) => {
            collated("TEXT".to_owned(), one.collation.as_deref(), quote)
        }
        DataType::Char(one) | DataType::Nchar(one) => text("CHAR", one, quote),
        DataType::Binary { .. } => "BYTEA".to_owned(),
        DataType::Date => "DATE".to_owned(),
        DataType::DateTime { timezone } | DataType::Timestamp { timezone } => {
            zoned("TIMESTAMP", None, *timezone)
        }
        DataType::Time { timezone } => zoned("TIME", None, *timezone),
        DataType::Interval {
            native: Some(false),
            ..
        } => zoned("TIMESTAMP", None, false),
        DataType::Interval {
            second_precision, ..
        } => match second_precision {
            Some(digits) => format!("INTERVAL ({digits})"),
            None => "INTERVAL".to_owned(),
        },
        DataType::Json => "JSON".to_owned(),
        DataType::Uuid {
            native_uuid: Some(false),
        } => "CHAR(32)".to_owned(),
        DataType::Uuid { .. } => "UUID".to_owned(),
        DataType::Enum(one) if one.is_native() => match one.name.written() {
            Some(name) => dialect.enum_type_name(one.schema.as_deref(), name),
            None => {
                return Err(dialect.unsupported(
                    "an enumeration is a type of its own, and needs a name",
                    "give it a `name`, or `native_enum` = false",
                ));
            }
        },
        DataType::Enum(one) => {
            let length = one.length.unwrap_or_else(|| one.longest());
            collated(
                sized("VARCHAR", Some(length)),
                one.collation.as_deref(),
                quote,
            )
        }
        DataType::Array { item, dimensions } => array(dialect, item, *dimensions)?,
        DataType::Custom { sql } => sql.clone(),
        DataType::Native(one) => native(dialect, one)?,
    })
}

/// The type of a column that numbers its rows by a sequence of its own.
pub(super) fn serial(data_type: &DataType) -> Option<&'static str> {
    Some(match data_type {
        DataType::BigInteger => "BIGSERIAL",
        DataType::SmallInteger => "SMALLSERIAL",
        DataType::Integer => "SERIAL",
        DataType::Native(native) => match native.name.as_str() {
            "BIGINT" => "BIGSERIAL",
            "SMALLINT" => "SMALLSERIAL",
            "INTEGER" => "SERIAL",
            _ => return None,
        },
        _ => return None,
    })
}

fn native(dialect: &dyn DdlDialect, native: &NativeType) -> Result<String, Unsupported> {
    let quote = |name: &str| dialect.identifier(name);
    let known = || PLAIN.iter().chain(OTHER).copied();
    if native.dialect != "postgresql" {
        return Err(unknown(dialect, native, known()));
    }
    let digits = native.precision.or_else(|| native.number(0));
    let collation = native.collation.as_deref();
    Ok(match native.name.as_str() {
        name if PLAIN.contains(&name) => name.to_owned(),
        name @ ("TIMESTAMP" | "TIME") => zoned(name, native.precision, native.timezone),
        "INTERVAL" => {
            let fields = native.fields.as_ref().map(|fields| format!(" {fields}"));
            let digits = native.precision.map(|digits| format!(" ({digits})"));
            format!(
                "INTERVAL{}{}",
                fields.unwrap_or_default(),
                digits.unwrap_or_default()
            )
        }
        "BIT" if native.varying => sized("BIT VARYING", length(native)),
        "BIT" => sized("BIT", Some(length(native).unwrap_or(1))),
        "ARRAY" => match native.args.first() {
            Some(TypeArgument::Type(item)) => array(dialect, item, native.dimensions)?,
            _ => {
                return Err(dialect.unsupported(
                    "an array has a type of its items",
                    "give it as the first of `args`",
                ));
            }
        },
        "ENUM" | "DOMAIN" => {
            let first = native.args.first().and_then(|argument| match argument {
                TypeArgument::Text(name) if native.name == "DOMAIN" => Some(name),
                _ => None,
            });
            let name = native.name_of_type.as_ref().or(first);
            let name = name.ok_or_else(|| {
                dialect.unsupported("the type has a name of its own", "give its `name`")
            })?;
            dialect.enum_type_name(native.schema.as_deref(), name)
        }
        "DOUBLE_PRECISION" => "DOUBLE PRECISION".to_owned(),
        "FLOAT" => sized("FLOAT", digits),
        "TEXT" => collated("TEXT".to_owned(), collation, quote),
        name @ ("CHAR" | "VARCHAR") => collated(sized(name, length(native)), collation, quote),
        name @ ("NUMERIC" | "DECIMAL") => {
            let (precision, scale) = precision(native);
            exact(name, precision, scale)
        }
        _ => return Err(unknown(dialect, native, known())),
    })
}

/// An array; the collation of its items stands behind the brackets.
fn array(
    dialect: &dyn DdlDialect,
    item: &DataType,
    dimensions: Option<u32>,
) -> Result<String, Unsupported> {
    let item = data_type(dialect, item)?;
    let brackets = "[]".repeat(dimensions.unwrap_or(1).max(1) as usize);
    Ok(match item.split_once(" COLLATE ") {
        Some((item, collation)) => format!("{item}{brackets} COLLATE {collation}"),
        None => format!("{item}{brackets}"),
    })
}

fn zoned(name: &str, precision: Option<u32>, timezone: bool) -> String {
    let with = if timezone { "WITH" } else { "WITHOUT" };
    format!("{} {with} TIME ZONE", sized(name, precision))
}

/// Storage parameters.
pub(super) fn storage(parameters: &Map<String, Value>) -> String {
    let parameters = parameters.iter().map(|(name, value)| match value {
        Value::String(text) => format!("{name} = {text}"),
        value => format!("{name} = {value}"),
    });
    parameters.collect::<Vec<_>>().join(", ")
}

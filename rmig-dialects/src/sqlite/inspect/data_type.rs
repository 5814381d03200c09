//! What a column's type is, as SQLite keeps it.

use rmig_engine::schema::{BooleanType, DataType, TextType};

/// The type that is written exactly so for SQLite, or else [`DataType::Custom`] with the text.
///
/// SQLite takes any words for a type, and a column without one.
///
/// ```
/// use rmig_dialects::sqlite::data_type;
/// use rmig_engine::schema::{DataType, TextType};
///
/// let fifty = TextType { length: Some(50), collation: None };
/// assert_eq!(data_type("VARCHAR(50)"), DataType::String(fifty));
/// assert_eq!(data_type("varchar( 50 )"), DataType::Custom { sql: "varchar( 50 )".to_owned() });
/// assert_eq!(data_type(""), DataType::Custom { sql: String::new() });
/// ```
#[must_use]
pub fn data_type(written: &str) -> DataType {
    let custom = || DataType::Custom {
        sql: written.to_owned(),
    };
    let (name, arguments) = match written.split_once('(') {
        None => (written, Some(Vec::new())),
        Some((name, arguments)) => (name, numbers(arguments)),
    };
    match arguments.as_deref() {
        Some([]) => plain(name),
        Some([number]) => with_number(name, *number),
        Some([precision, scale]) if name == "NUMERIC" => Some(DataType::Numeric {
            precision: Some(*precision),
            scale: Some(*scale),
        }),
        _ => None,
    }
    .unwrap_or_else(custom)
}

fn plain(name: &str) -> Option<DataType> {
    let text = TextType::default();
    Some(match name {
        "BIGINT" => DataType::BigInteger,
        "BLOB" => DataType::Binary { length: None },
        "BOOLEAN" => DataType::Boolean(BooleanType::default()),
        "CHAR" => DataType::Char(text),
        "DATE" => DataType::Date,
        "DATETIME" => DataType::DateTime { timezone: false },
        "DOUBLE" => DataType::Double { precision: None },
        "FLOAT" => DataType::Float { precision: None },
        "INTEGER" => DataType::Integer,
        "JSON" => DataType::Json,
        "NCHAR" => DataType::Nchar(text),
        "NUMERIC" => DataType::Numeric {
            precision: None,
            scale: None,
        },
        "NVARCHAR" => DataType::Nvarchar(text),
        "SMALLINT" => DataType::SmallInteger,
        "TEXT" => DataType::Text(text),
        "TIME" => DataType::Time { timezone: false },
        "TIMESTAMP" => DataType::Timestamp { timezone: false },
        "VARCHAR" => DataType::String(text),
        _ => return None,
    })
}

fn with_number(name: &str, number: u32) -> Option<DataType> {
    let text = TextType {
        length: Some(number),
        collation: None,
    };
    Some(match name {
        "CHAR" => DataType::Char(text),
        "NCHAR" => DataType::Nchar(text),
        "NUMERIC" => DataType::Numeric {
            precision: Some(number),
            scale: None,
        },
        "NVARCHAR" => DataType::Nvarchar(text),
        "VARCHAR" => DataType::String(text),
        _ => return None,
    })
}

/// The numbers in `10, 2)`, written as they are written for SQLite.
fn numbers(arguments: &str) -> Option<Vec<u32>> {
    let number = |text: &str| {
        let number: u32 = text.parse().ok()?;
        (number.to_string() == text).then_some(number)
    };
    arguments
        .strip_suffix(')')?
        .split(", ")
        .map(number)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_would_be_written_so_again_has_a_type() {
        for text in [
            "",
            "integer",
            "INT",
            "VARCHAR(050)",
            "VARCHAR (50)",
            "VARCHAR(50,2)",
            "VARCHAR(-5)",
            "VARCHAR()",
            "NUMERIC(10,2)",
            "NUMERIC(10, 2, 3)",
            "DECIMAL(10, 2)",
            "DOUBLE PRECISION",
            "INTEGER(5)",
            "TEXT(5)",
            "VARCHAR(50))",
            "\"INTEGER\"",
            "VARCHAR(99999999999)",
        ] {
            let custom = DataType::Custom {
                sql: text.to_owned(),
            };
            assert_eq!(data_type(text), custom);
        }
        let numeric = |precision, scale| DataType::Numeric { precision, scale };
        assert_eq!(data_type("NUMERIC(10, 2)"), numeric(Some(10), Some(2)));
        assert_eq!(data_type("NUMERIC(10)"), numeric(Some(10), None));
        assert_eq!(data_type("NUMERIC"), numeric(None, None));
        assert_eq!(
            data_type("DATETIME"),
            DataType::DateTime { timezone: false }
        );
        let nine = TextType {
            length: Some(9),
            collation: None,
        };
        assert_eq!(data_type("NCHAR(9)"), DataType::Nchar(nine));
    }
}

//! Rows and values.

use crate::{
    ddl::{CopyRows, DdlDialect, Insert, Literal, LiteralKind, Unsupported, Update},
    schema::DataType,
};

/// `INSERT INTO … SELECT`
pub fn copy_rows<D: DdlDialect + ?Sized>(
    dialect: &D,
    copy: &CopyRows,
) -> Result<String, Unsupported> {
    let (from, to) = (dialect.object(&copy.from), dialect.object(&copy.to));
    let (mut names, mut values) = (Vec::new(), Vec::new());
    if copy.keep_row_numbers {
        names.push("rowid".to_owned());
        values.push(format!("{from}.rowid"));
    }
    for (new, old, cast) in &copy.columns {
        let value = format!("{from}.{}", dialect.identifier(old));
        names.push(dialect.identifier(new));
        values.push(match cast {
            Some(data_type) => {
                format!(
                    "{} AS {}",
                    dialect.cast(&value, data_type)?,
                    dialect.identifier(old)
                )
            }
            None => value,
        });
    }
    let (names, values) = (names.join(", "), values.join(", "));
    let insert = if copy.abort {
        "INSERT OR ABORT"
    } else {
        "INSERT"
    };
    Ok(format!(
        "{insert} INTO {to} ({names}) SELECT {values} FROM {from}"
    ))
}

/// `INSERT INTO … VALUES`
pub fn insert<D: DdlDialect + ?Sized>(dialect: &D, insert: &Insert) -> Result<String, Unsupported> {
    let table = dialect.object(&insert.table);
    if insert.values.is_empty() {
        return Ok(format!("INSERT INTO {table} {}", dialect.insert_defaults()));
    }
    let names: Vec<String> = insert
        .values
        .iter()
        .map(|(name, _)| dialect.identifier(name))
        .collect();
    let values: Result<Vec<String>, Unsupported> = insert
        .values
        .iter()
        .map(|(_, value)| dialect.literal(value))
        .collect();
    let (names, values) = (names.join(", "), values?.join(", "));
    Ok(format!("INSERT INTO {table} ({names}) VALUES ({values})"))
}

/// `UPDATE`
pub fn update<D: DdlDialect + ?Sized>(dialect: &D, update: &Update) -> Result<String, Unsupported> {
    let table = dialect.object(&update.table);
    let stays = |literal: &Literal| {
        update.parameters_stay && !matches!(literal.kind, LiteralKind::Inline(_))
    };
    let value = |name: &str, literal: &Literal, number: &str| match stays(literal) {
        true => dialect.parameter(&format!("{name}{number}"), literal.data_type.as_ref()),
        false => dialect.literal(literal),
    };
    let mut set = Vec::new();
    for (name, literal) in &update.values {
        set.push(format!(
            "{}={}",
            dialect.identifier(name),
            value(name, literal, "")?
        ));
    }
    let mut condition = Vec::new();
    for (name, literal) in &update.condition {
        let column = format!("{table}.{}", dialect.identifier(name));
        condition.push(match literal.kind {
            LiteralKind::Null => format!("{column} IS NULL"),
            _ => format!("{column} = {}", value(name, literal, "_1")?),
        });
    }
    let mut sql = format!("UPDATE {table} SET {}", set.join(", "));
    if !condition.is_empty() {
        sql.push_str(&format!(" WHERE {}", condition.join(" AND ")));
    }
    Ok(sql)
}

/// A value.
pub fn literal<D: DdlDialect + ?Sized>(
    dialect: &D,
    literal: &Literal,
) -> Result<String, Unsupported> {
    let with_time = |data_type: &DataType| {
        matches!(
            data_type,
            DataType::DateTime { .. } | DataType::Timestamp { .. }
        )
    };
    Ok(match &literal.kind {
        LiteralKind::Null => "NULL".to_owned(),
        LiteralKind::Boolean(value) => dialect.boolean(*value).to_owned(),
        LiteralKind::Number(number) => number_of(number, literal.data_type.as_ref()),
        LiteralKind::Uuid(text) => {
            let native = literal.data_type.as_ref().is_none_or(|data_type| {
                !matches!(
                    data_type,
                    DataType::Uuid {
                        native_uuid: Some(false)
                    }
                )
            });
            match native && dialect.capabilities().uuids_have_hyphens {
                true => dialect.quote_text(text),
                false => dialect.quote_text(&text.replace('-', "")),
            }
        }
        LiteralKind::Text(text) => dialect.typed_text(text, literal.data_type.as_ref()),
        LiteralKind::Date(text) if literal.data_type.as_ref().is_some_and(with_time) => {
            dialect.quote_text(&dialect.date_time(&format!("{text}T00:00:00")))
        }
        LiteralKind::Date(text) => dialect.quote_text(text),
        LiteralKind::Time(text) => dialect.quote_text(&dialect.time(text)),
        LiteralKind::DateTime(text) => dialect.quote_text(&dialect.date_time(text)),
        LiteralKind::Binary(bytes) => dialect.binary(bytes),
        LiteralKind::Json(document) => dialect.quote_text(&document.to_string()),
        LiteralKind::Inline(kind) => {
            let kind = kind.as_ref().clone();
            return dialect.literal(&Literal {
                kind,
                data_type: None,
            });
        }
    })
}

/// A number: a whole one has no exponent in a column of whole numbers, and an exponent two digits.
fn number_of(number: &str, data_type: Option<&DataType>) -> String {
    let Some((mantissa, exponent)) = number.split_once('e') else {
        return number.to_owned();
    };
    let whole = matches!(
        data_type,
        Some(DataType::Integer | DataType::SmallInteger | DataType::BigInteger)
    );
    if let (true, Ok(value)) = (whole, number.parse::<f64>()) {
        return format!("{value:.0}");
    }
    let (sign, digits) = match exponent.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("+", exponent.trim_start_matches('+')),
    };
    format!("{mantissa}e{sign}{digits:0>2}")
}

/// Bytes as hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

//! Names.

use crate::ddl::{DdlDialect, ObjectName};

/// An identifier, in quotes where a database would read it otherwise: a reserved word, letters in
/// upper case, anything but letters, digits, `_` and `$`, or a digit in front.
pub fn identifier<D: DdlDialect + ?Sized>(dialect: &D, name: &str) -> String {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '$');
    let starts = |c: char| c.is_ascii_lowercase() || c == '_';
    if name.starts_with(starts) && name.chars().all(plain) && !dialect.is_reserved(name) {
        return name.to_owned();
    }
    dialect.quote_identifier(name)
}

/// A name with its schema; a schema `a.b` has two parts.
pub fn object<D: DdlDialect + ?Sized>(dialect: &D, name: &ObjectName) -> String {
    let own = dialect.identifier(&name.name);
    match &name.schema {
        Some(schema) => format!("{}.{own}", dialect.identifier(schema)),
        None => own,
    }
}

/// A text as a literal, or `NULL`.
pub fn text_or_null<D: DdlDialect + ?Sized>(dialect: &D, text: Option<&str>) -> String {
    text.map_or_else(|| "NULL".to_owned(), |text| dialect.quote_text(text))
}

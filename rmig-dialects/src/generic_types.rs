//! How types that every database has are written, where databases agree.

use rmig_engine::{
    ddl::{DdlDialect, Unsupported},
    near::did_you_mean,
    schema::{NativeType, TextType, TypeArgument},
};

/// `NAME`, `NAME(length)`
pub(crate) fn sized(name: &str, length: Option<u32>) -> String {
    match length {
        Some(length) => format!("{name}({length})"),
        None => name.to_owned(),
    }
}

/// `NUMERIC(10, 2)`; no scale without a precision.
pub(crate) fn exact(name: &str, precision: Option<u32>, scale: Option<u32>) -> String {
    match (precision, scale) {
        (Some(precision), Some(scale)) => format!("{name}({precision}, {scale})"),
        (precision, _) => sized(name, precision),
    }
}

/// A text with its length, and its collation as the dialect writes that.
pub(crate) fn text(name: &str, text: &TextType, quote: impl Fn(&str) -> String) -> String {
    collated(sized(name, text.length), text.collation.as_deref(), quote)
}

/// A type with its collation.
pub(crate) fn collated(
    sql: String,
    collation: Option<&str>,
    quote: impl Fn(&str) -> String,
) -> String {
    match collation {
        Some(collation) => format!("{sql} COLLATE {}", quote(collation)),
        None => sql,
    }
}

/// The length of a type, by name or by position.
pub(crate) fn length(native: &NativeType) -> Option<u32> {
    native.length.or_else(|| native.number(0))
}

/// The precision and scale of a type, by name or by position.
pub(crate) fn precision(native: &NativeType) -> (Option<u32>, Option<u32>) {
    let precision = native.precision.or_else(|| native.number(0));
    (precision, native.scale.or_else(|| native.number(1)))
}

/// The values of an enumeration.
pub(crate) fn values(native: &NativeType) -> Vec<&str> {
    let texts = native.args.iter().filter_map(|argument| match argument {
        TypeArgument::Text(text) => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

/// A type that belongs to another dialect, or to none that anybody knows.
pub(crate) fn unknown<'a>(
    dialect: &dyn DdlDialect,
    native: &NativeType,
    known: impl IntoIterator<Item = &'a str>,
) -> Unsupported {
    if native.dialect != dialect.name() && !dialect.other_names().contains(&native.dialect.as_str())
    {
        let why = format!("{native} is a type of another dialect");
        return dialect.unsupported(&why, "a generic type, or one of its own");
    }
    let why = format!("{native} is no type that is known");
    let instead = did_you_mean(&native.name, known);
    let instead = instead.unwrap_or_else(|| "{\"type\": \"custom\", \"sql\": …}".to_owned());
    dialect.unsupported(&why, &instead)
}

//! Schemas, also of another database.

use rmig_engine::ddl::DdlDialect;

/// The schema in quotes where it needs them. `db.dbo` is the schema `dbo` of the database `db`;
/// brackets hold together what has dots in it: `[my.db].dbo`.
pub(super) fn schema(dialect: &dyn DdlDialect, schema: &str) -> String {
    let mut parts = parts(schema);
    let Some(owner) = parts.pop() else {
        return dialect.identifier(schema);
    };
    let owner = dialect.identifier(owner.text);
    match parts.as_slice() {
        [] => owner,
        // In brackets as they were.
        [_, .., _] if parts.iter().all(|part| part.bracketed) => {
            let parts: Vec<String> = parts
                .iter()
                .map(|part| dialect.quote_identifier(part.text))
                .collect();
            format!("{}.{owner}", parts.join("."))
        }
        parts => {
            let database: Vec<&str> = parts.iter().map(|part| part.text).collect();
            format!("{}.{owner}", dialect.identifier(&database.join(".")))
        }
    }
}

/// Whether a schema is one of another database.
pub(super) fn names_database(schema: &str) -> bool {
    parts(schema).len() > 1
}

/// A part of a name.
struct Part<'a> {
    text: &'a str,
    bracketed: bool,
}

fn parts(schema: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = schema;
    while !rest.is_empty() {
        let inside = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        let (part, after) = match inside {
            Some((text, after)) => {
                let part = Part {
                    text,
                    bracketed: true,
                };
                (part, after.strip_prefix('.').unwrap_or(after))
            }
            None => {
                let (text, after) = rest.split_once('.').unwrap_or((rest, ""));
                let part = Part {
                    text,
                    bracketed: false,
                };
                (part, after)
            }
        };
        if !part.text.is_empty() {
            parts.push(part);
        }
        rest = after;
    }
    parts
}

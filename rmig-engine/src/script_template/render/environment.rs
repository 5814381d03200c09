//! The minijinja environment of script templates.

use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value, syntax::SyntaxConfig,
    value::ValueKind,
};

use crate::{
    script::ScriptFormat,
    script_template::{comment, toml_text},
};

/// How many instructions a template may run: far more than any needs, done within a second.
const FUEL: u64 = 5_000_000;

/// The environment with rmig's filters, for files of `format`.
pub(super) fn environment(format: ScriptFormat) -> Environment<'static> {
    let mut environment = Environment::new();
    let mut syntax = SyntaxConfig::builder();
    syntax
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true);
    // Only custom delimiters can be wrong, and there are none.
    if let Ok(syntax) = syntax.build() {
        environment.set_syntax(syntax);
    }
    // A misspelt variable is an error, not an empty text; `{% if x.author %}` may still ask.
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_fuel(Some(FUEL));
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.add_filter("comment", move |text: &str| comment(text, format.comment()));
    environment.add_filter("toml", toml);
    environment.add_filter("one_or_list", one_or_list);
    environment
}

fn toml(value: &Value) -> Result<String, Error> {
    if let Some(text) = value.as_str() {
        return Ok(toml_text::string(text));
    }
    let wrong = || {
        Error::new(
            ErrorKind::InvalidOperation,
            "toml takes a string or a list of strings",
        )
    };
    let members = members(value)?.ok_or_else(wrong)?;
    let texts = members
        .iter()
        .map(|member| member.as_str().ok_or_else(wrong));
    Ok(toml_text::list(
        texts.collect::<Result<Vec<&str>, Error>>()?,
    ))
}

fn one_or_list(value: Value) -> Result<Value, Error> {
    match members(&value)?.as_deref() {
        Some([only]) => Ok(only.clone()),
        _ => Ok(value),
    }
}

/// The members of a list, or of what a template computes from lists.
fn members(value: &Value) -> Result<Option<Vec<Value>>, Error> {
    match value.kind() {
        ValueKind::Seq | ValueKind::Iterable => Ok(Some(value.try_iter()?.collect())),
        _ => Ok(None),
    }
}

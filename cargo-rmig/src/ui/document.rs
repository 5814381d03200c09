//! The JSON document of a command that failed.

use serde_json::{Map, Value, json};

use crate::{CommandError, command_error::error_parts};

/// `{"error": …}` over what had been reached of the answer, with all findings if there are several.
pub(super) fn failed(error: &CommandError) -> Value {
    let mut document = match error.document() {
        Some(Value::Object(reached)) => reached.clone(),
        _ => Map::new(),
    };
    add_error(&mut document, error);
    Value::Object(document)
}

/// Puts an error into a document.
pub(crate) fn add_error(document: &mut Map<String, Value>, error: &CommandError) {
    let parts = error_parts(error.diagnostic());
    document.insert("error".to_owned(), json!(parts.first()));
    if parts.len() > 1 {
        document.insert("findings".to_owned(), json!(parts));
    }
}

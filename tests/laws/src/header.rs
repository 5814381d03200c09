//! Headers of revision files.

use std::{ops::Range, path::Path};

use rmig_engine::script::{Header, ScriptFormat};

use crate::findings::can_be_shown;

/// Reads a header in both formats.
pub fn holds(input: &[u8]) {
    let text = &String::from_utf8_lossy(input);
    for format in [ScriptFormat::Sql, ScriptFormat::Rust] {
        match Header::parse(Path::new("a.sql"), text, format) {
            Err(findings) => can_be_shown(&findings),
            Ok(header) => is_sound(&header, text, format),
        }
    }
}

fn is_sound(header: &Header, text: &str, format: ScriptFormat) {
    assert!(text.get(header.end..).is_some(), "{header:?}");
    let lists = [
        &header.down_revision,
        &header.depends_on,
        &header.branch_labels,
    ];
    let entries = lists.into_iter().flatten().chain([&header.revision]);
    for entry in entries {
        is_quoted(text, &entry.span);
        assert!(entry.span.end <= header.end, "{header:?}");
    }
    // What follows the leading comment changes nothing.
    let alone = Header::parse(Path::new("a.sql"), &text[..header.end], format);
    assert_eq!(alone.ok().as_ref(), Some(header));
}

fn is_quoted(text: &str, span: &Range<usize>) {
    let value = text.get(span.clone()).unwrap();
    assert!(value.len() > 1 && value.ends_with(['"', '\'']), "{value:?}");
}

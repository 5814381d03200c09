//! Messages of any kind, written into a header and read back by the grammar's own words.

use proptest::prelude::*;

use super::*;
use crate::script::{Header, ScriptFormat};

const BOTH: [ScriptFormat; 2] = [ScriptFormat::Sql, ScriptFormat::Rust];

/// The message that the parser of headers finds where `message` was written, after making sure
/// that it finds the rest of the header too.
fn read_back(message: &str, format: ScriptFormat) -> String {
    let prefix = format.comment();
    let comment = comment(message, prefix);
    let body = "\nSELECT 1;\n";
    let text = format!("{comment}\n{prefix}\n{prefix} revision = \"a\"\n{body}");
    let header = Header::parse("a".as_ref(), &text, format).unwrap();
    assert_eq!(
        (header.revision.value.as_str(), &text[header.end..]),
        ("a", body)
    );
    header.message
}

#[test]
fn what_has_nothing_special_about_it_stays_as_it_is() {
    for message in [
        "Add users.",
        "it's \"quoted\", `ticked` and 'single' $$ {{ braces }} {% raw %}",
        "*/ --> /* <!-- ]]> ''' \"\"\" \\ \\n %s",
        "first\n\n  indented\n\n\n- list\n\tx",
        "-- dashes\n//! slashes\n--",
        "naïve 表 😀 \u{202e}rtl\u{2028}x",
        "revision\nrevisions = 1\n revision = 1\nRevision = 1\nrmig : upgrade\n-- rmig: upgrade",
    ] {
        assert_eq!(header_message(message), message);
        for format in BOTH {
            assert_eq!(read_back(message, format), message);
        }
    }
}

#[test]
fn what_a_header_cannot_hold_changes_harmlessly() {
    for (message, expected) in [
        ("", "empty message"),
        (" \r\n\t\n", "empty message"),
        ("\n\nx\n\n", "x"),
        ("a \t\r\nb\rc", "a\nb\nc"),
        ("a\0b\u{1b}[31m\u{7f}\u{9b}", "a␀b␛[31m␡\u{fffd}"),
        ("revision = 1", " revision = 1"),
        ("x\nrevision\t=", "x\n revision\t="),
        ("rmig: upgrade", " rmig: upgrade"),
    ] {
        assert_eq!(header_message(message), expected, "{message:?}");
    }
}

fn any_message() -> impl Strategy<Value = String> {
    let hard = prop::sample::select(vec![
        "revision",
        "=",
        " ",
        "\t",
        "\n",
        "\r\n",
        "\r",
        "rmig: upgrade",
        "-- ",
        "--",
        "//!",
        "*/",
        "-->",
        "\"",
        "'",
        "\0",
        "\u{a0}",
        "\u{85}",
        "x",
        "revision = \"x\"",
        "down_revision = 1",
    ]);
    let hard = prop::collection::vec(hard, 0..12).prop_map(|parts| parts.concat());
    prop_oneof![any::<String>(), hard]
}

proptest! {
    #[test]
    fn every_message_is_read_back(message in any_message()) {
        let expected = header_message(&message);
        for format in BOTH {
            prop_assert_eq!(&read_back(&message, format), &expected);
        }
        // What a header says can be written again without change.
        prop_assert_eq!(header_message(&expected), expected);
    }
}

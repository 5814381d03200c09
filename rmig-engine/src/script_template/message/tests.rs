//! Messages of any kind, written into a header and read back by the grammar's own words.

use proptest::prelude::*;

use super::*;

/// Reads the message of a header as the grammar says, without any kindness.
fn read_back<'a>(text: &'a str, prefix: &str) -> (String, &'a str) {
    let mut message = Vec::new();
    let mut rest = text;
    while let Some((line, after)) = rest.split_once('\n') {
        let Some(line) = line.strip_prefix(prefix) else {
            break;
        };
        let line = line.strip_prefix(' ').unwrap_or(line);
        let is_toml = line
            .strip_prefix("revision")
            .is_some_and(|rest| rest.trim_start().starts_with('='));
        if is_toml || line.starts_with("rmig:") {
            break;
        }
        message.push(line);
        rest = after;
    }
    (message.join("\n").trim_matches('\n').to_owned(), rest)
}

fn written(message: &str, prefix: &str) -> String {
    format!(
        "{}\n{prefix}\n{prefix} revision = \"a\"\n\nSELECT 1;\n",
        comment(message, prefix)
    )
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
        for prefix in ["--", "//!"] {
            assert_eq!(header_message(message), message);
            let text = written(message, prefix);
            let (read, rest) = read_back(&text, prefix);
            assert_eq!(read, message);
            assert!(
                rest.starts_with(&format!("{prefix} revision = \"a\"")),
                "{text}"
            );
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
    fn every_message_is_read_back(message in any_message(), rust in any::<bool>()) {
        let prefix = if rust { "//!" } else { "--" };
        let text = written(&message, prefix);
        let (read, rest) = read_back(&text, prefix);
        prop_assert_eq!(&read, &header_message(&message));
        let rest_expected = format!("{prefix} revision = \"a\"\n\nSELECT 1;\n");
        prop_assert_eq!(rest, &rest_expected);
        // What a header says can be written again without change.
        prop_assert_eq!(header_message(&read), read);
    }
}

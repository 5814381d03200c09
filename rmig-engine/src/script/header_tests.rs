//! Headers, right and wrong.

use std::path::Path;

use super::*;

fn parse(text: &str) -> Result<Header, Findings> {
    Header::parse(Path::new("versions/x.sql"), text, ScriptFormat::Sql)
}

fn values(list: &[Spanned<String>]) -> Vec<&str> {
    list.iter().map(|entry| entry.value.as_str()).collect()
}

const FULL: &str = "-- Add users.\n--\n--   With a second paragraph.  \n-- \n-- revision = \"ae10\"\n\
    -- down_revision = [\n--   \"b1\", # why\n--   \"b2\",\n-- ]\n-- depends_on = 'd'\n\
    -- branch_labels = [\"x\", \"y\"]\n-- created_at = 2026-11-22T15:04:05Z\n\n-- rmig: upgrade\n";

#[test]
fn a_header_is_read_whole_in_both_languages_and_with_any_line_ends() {
    let rust = FULL.replace("--", "//!");
    let crlf = format!("\u{feff}{}", FULL.replace('\n', "\r\n"));
    let rust = Header::parse(Path::new("x.rs"), &rust, ScriptFormat::Rust);
    for header in [parse(FULL), rust, parse(&crlf)] {
        let header = header.unwrap();
        assert_eq!(header.message, "Add users.\n\n  With a second paragraph.");
        assert_eq!(header.revision.value, "ae10");
        assert_eq!(values(&header.down_revision), ["b1", "b2"]);
        assert_eq!(values(&header.depends_on), ["d"]);
        assert_eq!(values(&header.branch_labels), ["x", "y"]);
        assert_eq!(
            header.created_at.unwrap().to_string(),
            "2026-11-22T15:04:05Z"
        );
    }
}

#[test]
fn spans_point_into_the_file() {
    for text in [FULL.to_owned(), FULL.replace('\n', "\r\n")] {
        let header = parse(&text).unwrap();
        for entry in header.down_revision.iter().chain([&header.revision]) {
            assert_eq!(&text[entry.span.clone()], format!("{:?}", entry.value));
        }
        assert!(
            text[header.end..]
                .trim_start()
                .starts_with("-- rmig: upgrade")
        );
    }
}

#[test]
fn the_header_ends_at_a_section_marker_too() {
    let header = parse("-- revision = \"a\"\n-- rmig: upgrade\nSELECT 1;\n").unwrap();
    assert_eq!((header.message.as_str(), header.end), ("", 18));
}

#[test]
fn a_file_without_a_header_says_so() {
    for text in [
        "",
        "\n-- revision = \"a\"",
        "CREATE TABLE t (id);",
        "-- only a message\n",
    ] {
        let findings = parse(text).unwrap_err();
        assert_eq!(findings.0[0].code, "header-missing", "{text:?}");
    }
}

#[test]
fn all_that_is_wrong_is_found_at_its_place() {
    let findings = parse(
        "-- m\n-- revision = 1\n-- down_revison = \"b\"\n-- depends_on = [1, \"x\"]\n-- created_at = \"now\"\n",
    )
    .unwrap_err();
    let found: Vec<_> = findings
        .0
        .iter()
        .map(|finding| {
            (
                finding.code,
                finding.location().unwrap().1,
                finding.location().unwrap().2,
            )
        })
        .collect();
    let expected = [
        ("unknown-key", 3, 4),
        ("wrong-type", 2, 15),
        ("wrong-type", 4, 18),
        ("wrong-type", 5, 17),
    ];
    for entry in expected {
        assert!(found.contains(&entry), "{entry:?} in {found:?}");
    }
    let unknown = findings
        .0
        .iter()
        .find(|finding| finding.code == "unknown-key")
        .unwrap();
    assert_eq!(
        unknown.help.as_deref(),
        Some("did you mean \"down_revision\"?")
    );
}

#[test]
fn broken_toml_is_shown_in_its_line() {
    let findings = parse("-- revision = \"a\n-- down_revision = \"b\"\n").unwrap_err();
    assert_eq!(findings.0[0].code, "header-syntax");
    assert_eq!(findings.0[0].location().unwrap().1, 1);
    let findings = parse("-- revision = \"a\"\n-- revision = \"b\"\n").unwrap_err();
    assert_eq!(findings.0[0].location().unwrap().1, 2);
}

#[test]
fn the_beginning_of_a_file_is_enough_once_the_comment_has_ended() {
    let open = "-- revision = \"a\"\n";
    assert!(Header::from_beginning(open, ScriptFormat::Sql).is_none());
    assert!(Header::from_beginning("-- revision = \"a\"\n-- down", ScriptFormat::Sql).is_none());
    let header = Header::from_beginning("-- revision = \"a\"\n\nSELECT 1;\n", ScriptFormat::Sql);
    assert_eq!(header.unwrap().unwrap().revision.value, "a");
}

#[test]
fn a_key_before_the_revision_is_not_lost_in_the_message() {
    let findings = parse("-- Add.\n-- down_revision = \"b1\"\n-- revision = \"a1\"\n").unwrap_err();
    assert_eq!(findings.0.len(), 1);
    assert_eq!(findings.0[0].code, "header-key-too-early");
    assert_eq!(findings.0[0].location().unwrap().1, 2);
    let prose =
        parse("-- depends_on = is a key,\n--  created_at = is one too.\n-- revision = \"a\"\n");
    assert_eq!(prose.unwrap_err().0.len(), 1);
    assert!(parse("--  down_revision = indented\n-- revision = \"a1\"\n").is_ok());
}

//! Tests of diagnostics as plain lines.

use super::*;
use crate::diagnostic::{Finding, Findings, Source};

fn unpainted(diagnostic: &dyn Diagnostic) -> String {
    plain(diagnostic, Severity::Error, &|_, text| text.to_owned())
}

#[test]
fn places_are_shown_in_the_order_of_the_file() {
    let text = "one\r\n\ttwö three\nx\nx\nx\nx\nx\nx\nx\nten\n";
    let source = Source::new("a.sql".as_ref(), text);
    let ten = text.find("ten").unwrap();
    let three = text.find("three").unwrap();
    let finding = Finding::new("c", "m")
        .at(&source, ten..ten + 3, "first label")
        .at(&source, three..three + 5, "")
        .at(&source, three - 5..three + 7, "over two lines")
        .help("do this\nor that");
    assert_eq!(
        unpainted(&finding),
        "error[c]: m
  --> a.sql:10:1
   |
 2 | \ttwö three
   | \t^^^^^^^^^ over two lines
   | \t    ^^^^^
...
10 | ten
   | ^^^ first label
   |
   = help: do this
           or that
"
    );
}

#[test]
fn a_place_at_the_end_of_a_file_or_in_an_empty_one_has_a_caret() {
    let at_end = Finding::new("c", "m").at(&Source::new("f".as_ref(), "ab\n"), 3..3, "here");
    assert_eq!(
        unpainted(&at_end),
        "error[c]: m\n --> f:2:1\n  |\n2 |\n  | ^ here\n"
    );
    let empty = Finding::new("c", "m").at(&Source::new("f".as_ref(), ""), 0..0, "");
    assert_eq!(
        unpainted(&empty),
        "error[c]: m\n --> f:1:1\n  |\n1 |\n  | ^\n"
    );
    let beyond = Finding::new("c", "m").at(&Source::new("f".as_ref(), "ab"), 9..10, "");
    assert_eq!(unpainted(&beyond), "error[c]: m\n");
}

#[test]
fn related_findings_follow_and_everything_is_painted() {
    let source = Source::new("f".as_ref(), "ab");
    let findings = Findings(vec![
        Finding::new("one", "first").help("h"),
        Finding::new("two", "second").at(&source, 1..2, "w"),
    ]);
    let paint = |part: Part, text: &str| format!("<{part:?} {text}>");
    assert_eq!(
        plain(&findings, Severity::Warning, &paint),
        "<Warning warning[one]>: first (and 1 more finding)
  <Frame => <Help help>: h

<Warning warning[two]>: second
 <Frame -->> f:1:2
  <Frame |>
<Frame 1 |> ab
  <Frame |>  <Warning ^ w>
"
    );
}

#[test]
fn causes_are_part_of_the_message() {
    #[derive(Debug, thiserror::Error, Diagnostic)]
    #[error("can't read it")]
    struct Outer(#[source] std::io::Error);

    let outer = Outer(std::io::Error::other("the disk is gone"));
    assert_eq!(
        unpainted(&outer),
        "error: can't read it: the disk is gone\n"
    );
}

#[test]
fn of_very_many_findings_most_get_one_line() {
    let source = Source::new("a.sql".as_ref(), "one\ntwo\n");
    let finding = |_| {
        Finding::new("odd", "it is odd")
            .at(&source, 4..7, "here")
            .help("mend it")
    };
    let many: Vec<Finding> = (0..25).map(finding).collect();

    #[derive(Debug, thiserror::Error, Diagnostic)]
    #[error("first")]
    struct First(#[related] Vec<Finding>);

    let text = unpainted(&First(many));
    assert_eq!(text.matches("= help: mend it").count(), 19);
    let (_, rest) = text.split_once("\n6 more, in short:\n").unwrap();
    assert_eq!(rest, "a.sql:2:1: error[odd]: it is odd\n".repeat(6));
}

//! Tests of commands over several targets.

use serde_json::json;

use super::*;
use crate::testing::World;

struct Name(&'static str);

impl Target for Name {
    fn label(&self) -> String {
        self.0.to_owned()
    }
}

#[derive(Serialize)]
struct Length {
    name: &'static str,
    length: usize,
}

impl Report for Length {
    fn print(&self, ui: &Ui) {
        ui.line(format!("{} letters", self.length));
    }

    fn exit(&self) -> Exit {
        if self.length == 4 {
            Exit::NotAtHead
        } else {
            Exit::Done
        }
    }

    fn outcome(&self) -> String {
        format!("{} read", self.length)
    }
}

/// Fails at `bad…`, with part of an answer, and is interrupted at `stop`.
fn work(name: &Name) -> Result<Length, CommandError> {
    if name.0.starts_with("bad") {
        let error = CommandError::new(
            "bad-name",
            format!("{} is bad", name.0),
            "choose a better one",
        );
        return Err(error.with_document(&json!({ "name": name.0 })));
    }
    if name.0 == "stop" {
        let error = CommandError::new("interrupted", "interrupted", "run it again");
        return Err(error.with_exit(Exit::Interrupted));
    }
    Ok(Length {
        name: name.0,
        length: name.0.len(),
    })
}

fn read(flags: &[&str], names: &[&'static str]) -> (Exit, String, String) {
    let world = World::new(std::path::Path::new("/"), flags, &[]);
    let names: Vec<_> = names.iter().copied().map(Name).collect();
    let exit = world.context.read("names", &names, work).unwrap();
    let (stdout, stderr) = world.output();
    (exit, stdout, stderr)
}

#[test]
fn one_target_has_no_heading_and_no_table() {
    let (exit, stdout, stderr) = read(&[], &["one"]);
    assert_eq!(
        (exit, stdout.as_str(), stderr.as_str()),
        (Exit::Done, "3 letters\n", "")
    );
}

#[test]
fn several_targets_are_told_apart_and_summed_up() {
    let (exit, stdout, stderr) = read(&[], &["one", "three"]);
    assert_eq!(exit, Exit::Done);
    assert_eq!(stdout, "one:\n3 letters\n\nthree:\n5 letters\n");
    assert_eq!(
        stderr,
        "     Summary 2 of 2 done\n             one    3 read\n             three  5 read\n"
    );
    let (_, _, stderr) = read(&["-q"], &["one", "three"]);
    assert_eq!(stderr, "");
}

#[test]
fn the_first_failure_stops_unless_told_otherwise() {
    let (exit, stdout, stderr) = read(&[], &["one", "bad", "three"]);
    assert_eq!((exit, stdout.as_str()), (Exit::Failed, "one:\n3 letters\n"));
    assert!(stderr.contains("error[bad-name]: bad is bad\n  = help: choose a better one\n"));
    assert!(stderr.contains("Summary 1 of 3 done"), "{stderr}");
    assert!(stderr.contains("bad    failed: bad is bad"), "{stderr}");
    assert!(stderr.contains("three  not run"), "{stderr}");

    let (exit, stdout, stderr) = read(&["--keep-going"], &["one", "bad", "three"]);
    assert_eq!(
        (exit, stdout.as_str()),
        (Exit::Failed, "one:\n3 letters\n\nthree:\n5 letters\n")
    );
    assert!(stderr.contains("Summary 2 of 3 done"), "{stderr}");
}

#[test]
fn an_interrupt_stops_even_with_keep_going() {
    let (exit, stdout, _) = read(&["--keep-going"], &["bad", "stop", "one"]);
    assert_eq!((exit, stdout.as_str()), (Exit::Interrupted, ""));
}

#[test]
fn a_report_may_change_the_exit_code() {
    assert_eq!(read(&[], &["four", "one"]).0, Exit::NotAtHead);
    assert_eq!(read(&["--keep-going"], &["four", "bad"]).0, Exit::Failed);
}

#[test]
fn json_is_one_document_whatever_happens() {
    let parse = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let (exit, stdout, stderr) = read(&["--format", "json"], &["one", "four"]);
    assert_eq!((exit, stderr.as_str()), (Exit::NotAtHead, ""));
    assert_eq!(
        parse(&stdout),
        json!({ "names": [{ "name": "one", "length": 3 }, { "name": "four", "length": 4 }] })
    );

    let (exit, stdout, stderr) = read(&["--format=json"], &["one", "bad", "four"]);
    assert_eq!((exit, stderr.contains("error")), (Exit::Failed, false));
    let error = json!({
        "code": "bad-name", "message": "bad is bad", "help": "choose a better one", "location": null
    });
    let reached = json!([{ "name": "one", "length": 3 }, { "name": "bad" }]);
    assert_eq!(parse(&stdout), json!({ "names": reached, "error": error }));

    let (_, stdout, _) = read(&["--format=json", "--keep-going"], &["bad", "one", "bad2"]);
    let document = parse(&stdout);
    assert_eq!(document["error"]["message"], "bad is bad");
    assert_eq!(document["errors"][1]["target"], "bad2");
    assert_eq!(document["errors"][1]["error"]["message"], "bad2 is bad");
    assert_eq!(document["names"].as_array().unwrap().len(), 3);
}

#[test]
fn work_that_changes_something_is_announced_before_it_begins() {
    let world = World::new(std::path::Path::new("/"), &[], &[]);
    let names = [Name("one"), Name("bad")];
    let exit = world.context.act("names", &names, work).unwrap();
    let (stdout, stderr) = world.output();
    assert_eq!((exit, stdout.as_str()), (Exit::Failed, "3 letters\n"));
    let lines: Vec<_> = stderr.lines().collect();
    assert_eq!(lines[0], "      Target one");
    assert_eq!(lines[1], "      Target bad");
    assert_eq!(lines[2], "error[bad-name]: bad is bad");
}

//! File templates, good and bad, against revisions of every kind.

use proptest::prelude::*;

use super::*;

fn revision(id: &str, message: &str) -> NewRevision {
    NewRevision {
        revision: id.to_owned(),
        message: message.to_owned(),
        down_revision: Vec::new(),
        branch_labels: Vec::new(),
        depends_on: Vec::new(),
        created_at: "2026-03-02T05:04:09[UTC]".parse().unwrap(),
    }
}

fn name(template: &str) -> String {
    let template = FileTemplate::parse(template).unwrap();
    let path = template.path(
        &revision("ae1027a6acf1", "Add users"),
        40,
        ScriptFormat::Sql,
    );
    path.unwrap().to_str().unwrap().to_owned()
}

#[test]
fn every_token_has_its_value() {
    for (template, expected) in [
        (
            FileTemplate::DEFAULT,
            "20260302_0504_ae1027a6acf1_add_users.sql",
        ),
        ("%(rev)s_%(slug)s", "ae1027a6acf1_add_users.sql"),
        ("%(epoch)s", "1772427849.sql"),
        ("%(epoch)d", "1772427849.sql"),
        ("%(year)d-%(month)02d-%(day)2d", "2026-03- 2.sql"),
        ("%(hour)i_%(minute)-4d_%(second).3d", "5_4   _009.sql"),
        (
            "%(month)s %(month)02s %(rev).4s %(rev)14s",
            "3  3 ae10   ae1027a6acf1.sql",
        ),
        ("100%%_%(rev)s", "100%_ae1027a6acf1.sql"),
        ("%(year)d/%(month).2d/%(rev)s", "2026/03/ae1027a6acf1.sql"),
        ("%(rev)s.sql", "ae1027a6acf1.sql"),
        ("änd%(rev)s表", "ändae1027a6acf1表.sql"),
        ("%(rev)s..x", "ae1027a6acf1..x.sql"),
    ] {
        assert_eq!(name(template), expected, "{template}");
    }
}

#[test]
fn the_zone_of_the_revision_decides() {
    let mut revision = revision("a", "");
    revision.created_at = "2026-12-31T23:30:00-05:00[-05:00]".parse().unwrap();
    let path = FileTemplate::parse("%(year)d%(hour)d").unwrap();
    let path = path.path(&revision, 40, ScriptFormat::Rust).unwrap();
    assert_eq!(path, Path::new("202623.rs"));
    assert_eq!(revision.created_at_text(), "2026-12-31T23:30:00-05:00");
}

#[test]
fn a_bad_template_says_where() {
    for (template, message, span) in [
        (
            "x_%(slgu)s",
            "there is no token \"slgu\" in file templates",
            4..8,
        ),
        ("x_%s", "a percent sign that begins no token", 2..3),
        ("50%", "a percent sign that begins no token", 2..3),
        ("%(rev", "a token without its closing bracket", 0..5),
        ("%(rev)", "%(rev) has no conversion", 0..6),
        ("%(rev)ä", "%(rev) has another conversion than s or d", 0..8),
        (
            "%(rev)d",
            "%(rev) is text: its conversion is s, not d",
            0..7,
        ),
        (
            "%(day)999999999999999999999d",
            "%(day) is wider than a file name may be",
            0..28,
        ),
        ("", "the file template names no file", 0..0),
        ("x/", "the file template names no file", 0..2),
        ("/x", "the file template is an absolute path", 0..2),
        (
            "a//b",
            "the file template contains a folder without a name",
            0..4,
        ),
        (
            "a\\b",
            "the file template contains a backslash; folders are made by /",
            0..3,
        ),
        (
            "same",
            "the file template gives every revision the same name",
            0..4,
        ),
        (
            "a\nb",
            "the file template contains a control character",
            0..3,
        ),
    ] {
        let error = FileTemplate::parse(template).unwrap_err();
        assert_eq!(error.to_string(), message, "{template}");
        assert_eq!(error.span(), Some(span), "{template}");
        assert!(miette::Diagnostic::help(&error).is_some());
    }
    for template in ["../x", "a/../x", "./x", "..", ".", "a/./x"] {
        let error = FileTemplate::parse(template).unwrap_err();
        assert!(
            matches!(error, FileTemplateError::NoPath { .. }),
            "{template}"
        );
    }
}

#[test]
fn an_unknown_token_is_answered_with_the_nearest() {
    let hint = |template| {
        miette::Diagnostic::help(&FileTemplate::parse(template).unwrap_err())
            .map(|help| help.to_string())
    };
    assert_eq!(hint("%(slgu)s").unwrap(), "did you mean \"slug\"?");
    assert_eq!(
        hint("%(zzz)s").unwrap(),
        "there are: rev, slug, epoch, year, month, day, hour, minute, second"
    );
}

#[test]
fn no_id_leads_out_of_the_version_location() {
    for id in ["../x", "/etc/x", "a/b", "a\\b", "a\0"] {
        let template = FileTemplate::parse("%(rev)s").unwrap();
        let error = template
            .path(&revision(id, ""), 40, ScriptFormat::Sql)
            .unwrap_err();
        assert!(
            matches!(error, FileTemplateError::UnsafeValue { .. }),
            "{id}"
        );
    }
    let template = FileTemplate::parse("%(rev)s/x").unwrap();
    let error = template
        .path(&revision("..", ""), 40, ScriptFormat::Sql)
        .unwrap_err();
    assert!(matches!(error, FileTemplateError::Outside { .. }));
}

proptest! {
    #[test]
    fn no_template_and_no_message_leads_out(
        template in "(%\\((rev|slug|year|dya)\\)[0-9.s]{1,3}|[a-z./%\\\\ ]){0,8}",
        message in any::<String>(),
        id in "[a-z./]{0,4}",
        length in 0..50_usize,
    ) {
        let Ok(template) = FileTemplate::parse(&template) else { return Ok(()) };
        if let Ok(path) = template.path(&revision(&id, &message), length, ScriptFormat::Sql) {
            prop_assert!(path.components().all(|part| matches!(part, Component::Normal(_))));
            prop_assert!(path.to_str().unwrap().ends_with(".sql"));
        }
    }
}

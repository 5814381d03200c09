//! Tests of file templates.

use super::*;

fn render(template: &str) -> String {
    let time: jiff::Zoned = "2026-03-04T05:06:07+00:00[UTC]".parse().unwrap();
    let tokens = TemplateTokens {
        rev: "ae10",
        slug: "add_users",
        time: &time,
    };
    FileTemplate::parse(template).unwrap().render(tokens)
}

#[test]
fn every_token_has_its_value() {
    let template =
        "%(epoch)d-%(year)d-%(month)d-%(day)s-%(hour)d-%(minute)d-%(second)d-%(rev)s-%(slug)s";
    assert_eq!(render(template), "1772600767-2026-3-4-5-6-7-ae10-add_users");
    assert_eq!(
        render(&FileTemplate::default().to_string()),
        "20260304_0506_ae10_add_users"
    );
}

#[test]
fn width_and_digits_are_those_of_printf() {
    for (template, rendered) in [
        ("%(month).3d", "003"),
        ("%(month)03d", "003"),
        ("%(month)3d", "  3"),
        ("%(month)-3d|", "3  |"),
        ("%(rev)6s", "  ae10"),
        ("%(rev)-6s|", "ae10  |"),
        ("100%%_%(rev)s", "100%_ae10"),
    ] {
        assert_eq!(render(template), rendered, "{template}");
    }
}

#[test]
fn what_is_no_template_says_what_to_do() {
    for (template, help) in [
        ("%(slugg)s", "did you mean \"slug\"?"),
        ("%(zzz)s", "known tokens are rev, slug, epoch, year"),
        ("%%(rev)s", "write a single %"),
        ("%(rev)d", "write %(rev)s"),
        ("%(year)x", "write %(year)d"),
        ("%(year", "write %%"),
        ("50%", "write %%"),
        ("same", "%(rev)s"),
        ("../%(rev)s", "relative"),
        ("/%(rev)s", "relative"),
        ("%(rev)99999999999999999999999s", "255"),
    ] {
        let problem = FileTemplate::parse(template).unwrap_err();
        assert!(problem.help.contains(help), "{template}: {problem:?}");
    }
}

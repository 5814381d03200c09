//! Templates, good and broken, rendered for revisions of every kind.

use proptest::prelude::*;

use super::*;

fn revision() -> NewRevision {
    NewRevision {
        revision: "ae1027a6acf1".to_owned(),
        message: "Add users.\n\nWith \"mail\".".to_owned(),
        down_revision: vec!["1975ea83b712".to_owned()],
        branch_labels: vec!["accounts".to_owned()],
        depends_on: Vec::new(),
        created_at: "2026-11-22T15:04:05[UTC]".parse().unwrap(),
    }
}

fn render_as(file: &str, template: &str) -> Result<String, Findings> {
    let x = [("author".to_owned(), "eve".to_owned())].into();
    let variables = TemplateVariables {
        databases: vec!["main".into(), "logs".into()],
        x,
    };
    ScriptTemplate::new(Path::new(file), template).render(&revision(), &variables)
}

fn render(template: &str) -> String {
    render_as("revision.sql.jinja", template).unwrap()
}

#[test]
fn every_variable_and_filter_works() {
    for (template, expected) in [
        (
            "{{ message | comment }}\n",
            "-- Add users.\n--\n-- With \"mail\".\n",
        ),
        ("{{ message | toml }}", r#""Add users.\n\nWith \"mail\".""#),
        ("{{ down_revision | toml }}", r#"["1975ea83b712"]"#),
        (
            "{{ down_revision | one_or_list | toml }}",
            r#""1975ea83b712""#,
        ),
        (
            "{{ (down_revision + ['b']) | one_or_list | toml }}",
            r#"["1975ea83b712", "b"]"#,
        ),
        ("{{ depends_on | one_or_list | toml }}", "[]"),
        (
            "{% if depends_on %}\nno\n{% endif %}\n{{ created_at }}",
            "2026-11-22T15:04:05Z",
        ),
        (
            "{% for d in databases %}\n- {{ d }}\n{% endfor %}\nx\n",
            "- main\n- logs\nx\n",
        ),
        (
            "{{ x.author }} {{ x.team | default('none') }}{% if x.zzz %}!{% endif %}",
            "eve none",
        ),
        (
            "{% set a = revision %}{{ a[:4] }} <&> {{ range(2) | length }}",
            "ae10 <&> 2",
        ),
        ("\u{feff}a\r\nb\r\n", "a\nb\n"),
    ] {
        assert_eq!(render(template), expected, "{template}");
    }
    let rust = render_as("migrations/revision.rs.jinja", "{{ message | comment }}").unwrap();
    assert_eq!(rust, "//! Add users.\n//!\n//! With \"mail\".");
}

#[test]
fn a_broken_template_is_shown_at_its_line() {
    for (template, message, line) in [
        ("a\n{% if %}\nb", "syntax error", 2),
        ("a\nb\n  {{ message | commnt }}", "unknown filter", 3),
        ("{% include 'x' %}", "syntax error", 1),
        ("a\n{{ x.team }}", "undefined value", 2),
        (
            "a\n{{ 1 | toml }}",
            "invalid operation: toml takes a string or a list of strings",
            2,
        ),
        (
            "{{ [1] | toml }}",
            "invalid operation: toml takes a string or a list of strings",
            1,
        ),
    ] {
        let findings = render_as("m/revision.sql.jinja", template).unwrap_err();
        let finding = &findings.0[0];
        assert!(
            finding.message.starts_with(message),
            "{template}: {finding}"
        );
        assert_eq!(finding.code, "script-template");
        let (file, at, _) = finding.location().unwrap();
        assert_eq!((file, at), ("m/revision.sql.jinja", line), "{template}");
    }
}

#[test]
fn all_unknown_variables_are_told_at_once_with_the_nearest() {
    let template =
        "up_revision\n{{ up_revision }}\n{% if zzz and mesage %}{{ range(1) }}{% endif %}";
    let findings = render_as("r.sql.jinja", template).unwrap_err();
    let told: Vec<String> = findings
        .0
        .iter()
        .map(|finding| {
            let (_, line, column) = finding.location().unwrap();
            format!(
                "{line}:{column} {finding}: {}",
                finding.help.clone().unwrap()
            )
        })
        .collect();
    let what = "the template uses the variable";
    assert_eq!(
        told,
        [
            format!("2:4 {what} \"up_revision\", which there is not: did you mean \"revision\"?"),
            format!(
                "3:7 {what} \"zzz\", which there is not: there are: {}",
                VARIABLES.join(", ")
            ),
            format!("3:15 {what} \"mesage\", which there is not: did you mean \"message\"?"),
        ]
    );
}

proptest! {
    #[test]
    fn no_template_makes_it_panic(template in "([a-z{}%| \n\"'é.=\\[\\]-]|\\{\\{|%\\}|message){0,30}") {
        let _ = render_as("r.sql.jinja", &template);
    }
}

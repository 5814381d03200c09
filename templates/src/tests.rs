//! What every template has to be, whatever is in it.

use std::collections::BTreeSet;

use rmig_engine::{
    near,
    script::{Header, ScriptFormat},
    script_template::{FileTemplate, NewRevision, ScriptTemplate, TemplateVariables},
};
use toml_edit::{DocumentMut, Item};

use super::*;

fn revision(down_revision: &[&str], branch_labels: &[&str], depends_on: &[&str]) -> NewRevision {
    let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
    NewRevision {
        revision: "ae1027a6acf1".to_owned(),
        message: "Add users.\n\nrmig: upgrade */ -->".to_owned(),
        down_revision: owned(down_revision),
        branch_labels: owned(branch_labels),
        depends_on: owned(depends_on),
        created_at: "2026-11-22T15:04:05[UTC]".parse().unwrap(),
    }
}

fn render(template: &Template, revision: &NewRevision, databases: &[&str]) -> String {
    let databases = databases.iter().map(|&name| name.to_owned()).collect();
    let variables = TemplateVariables {
        databases,
        ..TemplateVariables::default()
    };
    let text = template.files[0].text;
    ScriptTemplate::new(SCRIPT_TEMPLATE.as_ref(), text)
        .render(revision, &variables)
        .unwrap()
}

#[test]
fn names_are_unique_and_far_apart() {
    let names: BTreeSet<&str> = TEMPLATES.iter().map(|template| template.name).collect();
    assert_eq!(names.len(), TEMPLATES.len());
    for name in &names {
        assert_eq!(find(name).unwrap().name, *name);
        assert_eq!(
            near::nearest(name, names.iter().copied().filter(|n| n != name)),
            None
        );
    }
    assert_eq!(find("gneric"), None);
}

#[test]
fn descriptions_are_one_sentence() {
    for template in TEMPLATES {
        assert!(template.description().ends_with('.'), "{}", template.name);
        assert!(!template.readme.contains('\r'));
    }
}

#[test]
fn settings_are_the_table_and_nothing_else() {
    for template in TEMPLATES {
        let document: DocumentMut = template.metadata.parse().unwrap();
        let mut item: &Item = document.as_item();
        for key in template.table {
            let table = item.as_table_like().unwrap();
            assert_eq!(table.len(), 1, "{}", template.name);
            item = table.get(key).unwrap();
        }
        assert_eq!(item["script_location"].as_str(), Some("migrations"));
        assert!(
            template.metadata.contains(FileTemplate::DEFAULT),
            "{}",
            template.name
        );
        // What is commented out has to be right too, for whoever takes the # away.
        let commented: String = template
            .metadata
            .lines()
            .filter_map(|line| line.strip_prefix("# "))
            .filter(|line| {
                line.split_once(" = ")
                    .is_some_and(|(key, _)| !key.contains(' '))
            })
            .map(|line| format!("{line}\n"))
            .collect();
        assert_eq!(
            commented.parse::<DocumentMut>().unwrap().len(),
            2,
            "{commented}"
        );
    }
}

#[test]
fn a_full_header_is_complete_and_in_order() {
    for template in TEMPLATES {
        let text = render(
            &template,
            &revision(&["a", "b\""], &["x"], &["c", "d"]),
            &[],
        );
        let expected = r#"-- Add users.
--
--  rmig: upgrade */ -->
--
-- revision = "ae1027a6acf1"
-- down_revision = ["a", "b\""]
-- branch_labels = ["x"]
-- depends_on = ["c", "d"]
-- created_at = 2026-11-22T15:04:05Z

-- rmig: upgrade

-- rmig: downgrade
"#;
        assert_eq!(text, expected, "{}", template.name);
        let header = Header::parse("a.sql".as_ref(), &text, ScriptFormat::Sql).unwrap();
        let ids: Vec<&str> = header
            .down_revision
            .iter()
            .map(|parent| parent.value.as_str())
            .collect();
        assert_eq!(ids, ["a", "b\""]);
        assert_eq!(header.message, "Add users.\n\n rmig: upgrade */ -->");
        assert_eq!(
            &text[header.end..],
            "\n-- rmig: upgrade\n\n-- rmig: downgrade\n"
        );
    }
}

#[test]
fn what_a_revision_has_not_is_left_out() {
    for template in TEMPLATES {
        let text = render(&template, &revision(&[], &[], &[]), &[]);
        assert!(!text.contains("down_revision"), "{text}");
        assert!(
            !text.contains("branch_labels") && !text.contains("depends_on"),
            "{text}"
        );
        let text = render(&template, &revision(&["a"], &[], &[]), &[]);
        assert!(
            text.contains("\n-- down_revision = \"a\"\n-- created_at"),
            "{text}"
        );
    }
}

#[test]
fn multidb_has_sections_for_each_database() {
    let text = render(
        find("multidb").unwrap(),
        &revision(&[], &[], &[]),
        &["main", "logs"],
    );
    let (_, sections) = text.split_once("05Z\n").unwrap();
    assert_eq!(
        sections,
        "\n-- rmig: upgrade database=main\n\n-- rmig: downgrade database=main\n\
         \n-- rmig: upgrade database=logs\n\n-- rmig: downgrade database=logs\n"
    );
}

//! `init` and `list-templates`.

use serde_json::json;

use super::*;

#[test]
fn it_says_what_it_made_and_what_comes_next() {
    let project = Project::bare();
    let ran = project.run(&["init"]);
    assert_eq!(ran.ok(), "");
    assert_eq!(
        ran.stderr,
        "     Created migrations/\n     Created migrations/versions/\n     \
         Created migrations/revision.sql.jinja\n     Updated Cargo.toml\n\
         note: DATABASE_URL is set neither in the environment nor in a .env file; graph commands work \
         without; for the others write DATABASE_URL=sqlite:app.sqlite into .env, or name the URL in \
         Cargo.toml\n\
         note: `cargo rmig revision -m MESSAGE` writes the first revision\n"
    );
    assert!(project.read("Cargo.toml").starts_with(PACKAGE));
    let before = project.files();
    project.run(&["init"]).refused("already-initialized");
    assert_eq!(project.files(), before);
}

#[test]
fn folder_and_template_may_be_chosen() {
    let project = Project::bare();
    let ran = project.run(&["init", "db/schema", "-t", "multidb", "--format", "json"]);
    ran.ok();
    let created = [
        "db",
        "db/schema",
        "db/schema/versions",
        "db/schema/revision.sql.jinja",
    ];
    assert_eq!(
        ran.json(),
        json!({"packages": [{
            "package": "shop",
            "template": "multidb",
            "created": created.map(|path| project.path(path)),
            "manifest": project.path("Cargo.toml"),
        }]})
    );
    let path = project
        .run(&["revision", "-m", "x"])
        .ok()
        .trim_end()
        .to_owned();
    assert!(
        project
            .read(&path)
            .contains("-- rmig: upgrade database=main\n")
    );
    assert!(
        project
            .read(&path)
            .contains("-- rmig: downgrade database=logs\n")
    );
    let told = Project::bare().run(&["init", "-t", "generc"]);
    assert!(
        told.refused("unknown-template")
            .contains("did you mean \"generic\"?")
    );
}

#[test]
fn members_of_a_workspace_are_chosen_by_name() {
    let member = |name: &str| PACKAGE.replace("shop", name);
    let project = Project::with(&[
        (
            "Cargo.toml",
            "[workspace]\nresolver = \"3\"\nmembers = [\"a\", \"b\"]\n",
        ),
        ("a/Cargo.toml", &member("a")),
        ("a/src/lib.rs", ""),
        ("b/Cargo.toml", &member("b")),
        ("b/src/lib.rs", ""),
    ]);
    let told = project.run(&["init"]);
    assert!(
        told.refused("invalid-manifest")
            .contains("template \"workspace\"")
    );
    project.run(&["init", "--template", "workspace"]).ok();
    assert!(is_file(&project.path("migrations/revision.sql.jinja")));
    let ran = project.run(&["init", "-p", "a", "-p", "b"]);
    ran.ok();
    assert!(
        ran.stderr.contains("Created a/migrations/versions/"),
        "{ran:?}"
    );
    assert!(ran.stderr.contains("Summary 2 of 2 done"), "{ran:?}");
    // Now there are two to choose from, and a revision is for one.
    let ran = project.run(&["revision", "--workspace", "-m", "x"]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.stderr.contains("choose one with -p: a, b"), "{ran:?}");
    let ran = project.run(&["revision", "-p", "b", "-m", "x", "--rev-id", "b1"]);
    assert_eq!(ran.ok(), "b/migrations/versions/20261122_1504_b1_x.sql\n");
}

#[test]
fn templates_are_listed_and_a_lost_one_comes_back() {
    let project = Project::new();
    let ran = project.run(&["list-templates"]);
    let names: Vec<_> = ran
        .ok()
        .lines()
        .map(|line| line.split("  ").next().unwrap().trim())
        .collect();
    assert_eq!(names, ["generic", "multidb", "workspace"]);
    let document = project.run(&["list-templates", "--format", "json"]).json();
    assert_eq!(
        document["templates"][0],
        json!({"name": "generic", "description": "One package with one database."})
    );

    let template = project.path("migrations/revision.sql.jinja");
    let text = project.read("migrations/revision.sql.jinja");
    fs_err::remove_file(&template).unwrap();
    let ran = project.run(&["revision", "-m", "x"]);
    let wanted = "cargo rmig list-templates --script-template generic > ";
    assert!(
        ran.refused("no-script-template").contains(wanted),
        "{ran:?}"
    );
    let ran = project.run(&["list-templates", "--script-template", "generic"]);
    assert_eq!(ran.ok(), text);
    fs_err::write(&template, ran.ok()).unwrap();
    project.run(&["revision", "-m", "x"]).ok();
}

#[test]
fn a_database_that_no_section_could_name_is_refused() {
    let project = Project::new();
    project.set("databases.\"my db\".url = \"sqlite:a\"");
    let told = project.run(&["revision", "-m", "x"]);
    assert!(
        told.refused("invalid-setting")
            .contains("the database name \"my db\" has white space")
    );
}

//! Sections with foreign keys switched off.

use miette::Diagnostic;

use crate::running::rig::{History, Rig, script};

fn rebuild(copy: &str) -> History {
    let tables = "CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);\n\
        CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL \
        REFERENCES parent (id) ON DELETE CASCADE);\n\
        CREATE VIEW names AS SELECT name FROM parent;\n\
        CREATE TRIGGER g AFTER INSERT ON child BEGIN UPDATE parent SET name = 'x' WHERE id = NEW.parent_id; END;\n\
        INSERT INTO parent VALUES (1, 'a'), (2, 'b');\n\
        INSERT INTO child VALUES (10, 1), (11, 2);";
    let second = format!(
        "-- rmig: upgrade foreign_keys=off\n\
         CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n\
         INSERT INTO parent_new SELECT id, name FROM parent{copy};\n\
         DROP TABLE parent;\nALTER TABLE parent_new RENAME TO parent;\n-- rmig: downgrade\n"
    );
    History::new([script(tables, ""), second])
}

#[tokio::test]
async fn children_survive_a_rebuild() {
    let rig = Rig::new();
    rig.run(&rebuild("")).await.unwrap();
    assert_eq!(
        rig.query("SELECT id, parent_id FROM child").await,
        ["10|1", "11|2"]
    );
    assert_eq!(rig.query("SELECT name FROM names").await, ["x", "x"]);
    assert_eq!(
        rig.query("PRAGMA foreign_key_check").await,
        Vec::<String>::new()
    );
    rig.execute("INSERT INTO child VALUES (12, 1)").await;
}

#[tokio::test]
async fn a_new_violation_is_rolled_back_and_enforcement_comes_back() {
    let rig = Rig::new();
    let mut history = rebuild(" WHERE id = 1");
    history
        .scripts
        .push(script("INSERT INTO child VALUES (13, 99);", ""));
    let failure = rig.run(&history.to(3)).await.unwrap_err();
    assert_eq!(failure.code().unwrap().to_string(), "foreign-keys-broken");
    assert!(
        failure.to_string().contains("1 more row of child"),
        "{failure}"
    );
    assert_eq!(rig.query("SELECT COUNT(*) FROM parent").await, ["2"]);
    assert_eq!(rig.version_rows().await, ["r1"]);

    // On the same connection the next section is checked again.
    let mut history = rebuild("");
    history
        .scripts
        .push(script("INSERT INTO child VALUES (13, 99);", ""));
    let failure = rig.run(&history.to(3)).await.unwrap_err();
    assert_eq!(failure.to_string(), "FOREIGN KEY constraint failed");
    assert_eq!(rig.version_rows().await, ["r2"]);
}

#[tokio::test]
async fn old_violations_are_no_reason_to_refuse() {
    let rig = Rig::new();
    rig.run(&rebuild("").to(1)).await.unwrap();
    let mut connection = rig
        .connect(rmig_engine::connection::Access::Change)
        .await
        .unwrap();
    connection.suspend_foreign_keys().await.unwrap();
    connection
        .execute("INSERT INTO child VALUES (14, 99)")
        .await
        .unwrap();
    connection.close().await.unwrap();
    rig.run(&rebuild("")).await.unwrap();
    assert_eq!(rig.query("SELECT COUNT(*) FROM child").await, ["3"]);
}

#[tokio::test]
async fn a_key_without_a_parent_key_can_be_mended() {
    let rig = Rig::new();
    let broken = "CREATE TABLE p (id);\nCREATE TABLE c (p REFERENCES p (id));\n\
                  CREATE TABLE other (id);\nINSERT INTO p VALUES (1);";
    let rebuild = |table: &str, column: &str| {
        format!(
            "-- rmig: upgrade foreign_keys=off\nCREATE TABLE n ({column});\n\
             INSERT INTO n SELECT id FROM {table};\nDROP TABLE {table};\n\
             ALTER TABLE n RENAME TO {table};\n-- rmig: downgrade\n"
        )
    };
    let mend = rebuild("p", "id INTEGER PRIMARY KEY");
    let history = History::new([
        script(broken, ""),
        rebuild("other", "id"),
        mend,
        rebuild("p", "id"),
    ]);
    rig.run(&history.to(3)).await.unwrap();
    let failure = rig.run(&history).await.unwrap_err();
    assert_eq!(failure.code().unwrap().to_string(), "foreign-keys-broken");
    assert_eq!(rig.version_rows().await, ["r3"]);
}

#[tokio::test]
async fn a_script_for_the_client_keeps_children_and_refuses_what_would_break_them() {
    let rig = Rig::new();
    let dialect = rig.dialect();
    let offline = |history: &History| {
        rig.runner(dialect.as_ref())
            .offline(history, &["r1".to_owned()])
            .unwrap()
            .sql
    };
    rig.run(&rebuild("").to(1)).await.unwrap();
    let before = rig.text();
    let broken = rig.database.feed(&offline(&rebuild(" WHERE id = 1")));
    assert!(!broken.status.success(), "{broken:?}");
    let said = String::from_utf8_lossy(&broken.stderr).into_owned();
    assert!(said.contains("foreign keys"), "{said}");
    assert_eq!(rig.text(), before);
    let done = rig.database.feed(&offline(&rebuild("")));
    assert!(done.status.success(), "{done:?}");
    let children = rig.query("SELECT id, parent_id FROM child").await;
    assert_eq!(children, ["10|1", "11|2"]);
    assert_eq!(rig.query("SELECT name FROM names").await, ["x", "x"]);
    assert_eq!(rig.version_rows().await, ["r2"]);
    assert!(rig.query("PRAGMA foreign_key_check").await.is_empty());
}

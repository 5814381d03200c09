//! Indexes, views, triggers, and what is no table.

use rmig_engine::{
    inspect::{InspectedKind, Obstacle, Scope, TableName},
    schema::IndexColumn,
};

use super::{inspect, table, with};

#[tokio::test]
async fn indexes_have_columns_expressions_and_a_condition() {
    let found = table(&[
        "CREATE TABLE t (a TEXT UNIQUE, b INT, \"c d\" TEXT, PRIMARY KEY (b, a))",
        "CREATE UNIQUE INDEX z ON t ('c d' COLLATE nocase DESC, A)",
        "CREATE INDEX \"a i\" ON t (lower(a) COLLATE rtrim, \"no column\", NULL, b + 1 DESC) \
         WHERE b > 0 AND \"c d\" <> ')'",
    ])
    .await;
    let [first, second] = found.indexes.as_slice() else {
        panic!("{:?}", found.indexes);
    };
    // In the order in which they were made.
    assert_eq!(first.name.written(), Some("z"));
    assert!(first.unique && !second.unique);
    assert_eq!(first.columns[0].element, "c d");
    assert_eq!(first.columns[0].collation.as_deref(), Some("nocase"));
    assert_eq!(first.columns[1], IndexColumn::column("a"));
    assert_eq!(second.columns[0].element, "lower(a)");
    assert_eq!(second.columns[1], IndexColumn::expression("\"no column\""));
    assert_eq!(second.columns[2], IndexColumn::expression("NULL"));
    assert_eq!(second.columns[3].element, "b + 1");
    let condition = second.options.sqlite_where.as_ref().unwrap();
    assert_eq!(condition.text, "b > 0 AND \"c d\" <> ')'");
}

#[tokio::test]
async fn views_and_triggers_stand_as_they_were_made() {
    let mut database = with(&[
        "CREATE VIEW second AS SELECT * FROM missing",
        "CREATE TABLE Account (id INTEGER PRIMARY KEY AUTOINCREMENT)",
        "CREATE VIEW IF NOT EXISTS first (x) AS SELECT id -- all\nFROM account",
        "CREATE TRIGGER \"b\" AFTER INSERT ON account BEGIN SELECT 1; END",
        "CREATE TRIGGER a INSTEAD OF DELETE ON FIRST BEGIN SELECT 2; END",
        "INSERT INTO account VALUES (NULL)",
        "ANALYZE",
    ])
    .await;
    let inspected = inspect(&mut database, &Scope::Database).await;
    assert_eq!(inspected.not_understood, []);
    let schema = inspected.metadata;
    let names: Vec<&str> = schema.tables.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Account"]);
    assert!(schema.tables[0].options.sqlite_autoincrement);
    let views: Vec<&str> = schema
        .views
        .iter()
        .map(|one| one.definition.as_str())
        .collect();
    let wanted = [
        "CREATE VIEW second AS SELECT * FROM missing",
        "CREATE VIEW first (x) AS SELECT id -- all\nFROM account",
    ];
    assert_eq!(views, wanted);
    let triggers: Vec<_> = schema
        .triggers
        .iter()
        .map(|one| (one.name.as_str(), one.table.as_str()))
        .collect();
    assert_eq!(triggers, [("b", "Account"), ("a", "first")]);
}

#[tokio::test]
async fn virtual_tables_and_what_belongs_to_them_are_told() {
    let mut database = with(&[
        "CREATE TABLE ordinary (a)",
        "CREATE VIRTUAL TABLE words USING fts5(title, body)",
        "CREATE VIRTUAL TABLE boxes USING rtree(id, x, y)",
    ])
    .await;
    let inspected = inspect(&mut database, &Scope::default()).await;
    assert_eq!(inspected.metadata.tables.len(), 1);
    let words = TableName::new(None, "words");
    let found: Vec<_> = inspected.not_understood_of(&words).collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].kind, InspectedKind::Table);
    assert_eq!(found[0].obstacle, Obstacle::VirtualTable);
    let text = "CREATE VIRTUAL TABLE words USING fts5(title, body)";
    assert_eq!(found[0].text.as_deref(), Some(text));
    let shadows = inspected
        .not_understood
        .iter()
        .filter(|one| one.obstacle == Obstacle::ShadowTable);
    assert_eq!(shadows.count(), 5 + 3);
    assert_eq!(inspected.not_understood.len(), 2 + 5 + 3);
}

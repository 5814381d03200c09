//! How far an inspection reaches, and what it costs.

use rmig_engine::{
    connection::Connection as _,
    inspect::{Scope, TableName},
    schema::MetaData,
};

use super::{inspect, rows, with};

async fn several() -> crate::sqlite::SqliteConnection {
    with(&[
        "ATTACH ':memory:' AS \"other file\"",
        "CREATE TABLE t (a)",
        "CREATE TABLE u (a)",
        "CREATE INDEX t1 ON t (a)",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TRIGGER tr AFTER INSERT ON T BEGIN SELECT 1; END",
        "CREATE TRIGGER ur AFTER INSERT ON u BEGIN SELECT 1; END",
        "CREATE TEMP TABLE s (a UNIQUE)",
        "CREATE TEMP TRIGGER tt AFTER INSERT ON main.t BEGIN SELECT 1; END",
        "CREATE TABLE \"other file\".t (b INTEGER PRIMARY KEY)",
        "CREATE INDEX \"other file\".t1 ON t (b)",
        "CREATE VIEW \"other file\".v AS SELECT 2",
        "CREATE TRIGGER \"other file\".tr AFTER INSERT ON t BEGIN SELECT 2; END",
    ])
    .await
}

/// The names of everything.
fn names(schema: &MetaData) -> Vec<String> {
    let name = |schema: &Option<String>, name: &str| match schema {
        Some(schema) => format!("{schema}.{name}"),
        None => name.to_owned(),
    };
    let tables = schema.tables.iter().map(|one| name(&one.schema, &one.name));
    let indexes = schema.tables.iter().flat_map(|one| {
        let names = one.indexes.iter().filter_map(|index| index.name.written());
        names.map(|index| name(&one.schema, index))
    });
    let views = schema.views.iter().map(|one| name(&one.schema, &one.name));
    let triggers = schema
        .triggers
        .iter()
        .map(|one| name(&one.schema, &one.name));
    let mut all: Vec<String> = tables.chain(indexes).chain(views).chain(triggers).collect();
    all.sort();
    all
}

#[tokio::test]
async fn a_scope_reaches_as_far_as_it_says() {
    let mut database = several().await;
    let other = || Some("other file".to_owned());
    let others = [
        "other file.t",
        "other file.t1",
        "other file.tr",
        "other file.v",
    ];
    let own = ["t", "t1", "tr", "u", "ur", "v"];
    let temporary = ["temp.s", "temp.tt"];
    let all: Vec<&str> = [&others[..], &own, &temporary].concat();
    let mut all = all;
    all.sort_unstable();
    for (scope, wanted) in [
        (Scope::default(), own.to_vec()),
        (Scope::Schemas(vec![other()]), others.to_vec()),
        (
            Scope::Schemas(vec![other(), None]),
            [&others[..], &own].concat(),
        ),
        (Scope::Schemas(vec![Some("nowhere".to_owned())]), vec![]),
        (
            Scope::Schemas(vec![Some("temp".to_owned())]),
            temporary.to_vec(),
        ),
        (Scope::Database, all),
        // With its temporary trigger, whatever the case of its name.
        (
            Scope::Table(TableName::new(None, "T")),
            vec!["t", "t1", "temp.tt", "tr"],
        ),
        (Scope::Table(TableName::new(None, "none")), vec![]),
        (
            Scope::Table(TableName::new(Some("other file"), "t")),
            vec!["other file.t", "other file.t1", "other file.tr"],
        ),
    ] {
        let inspected = inspect(&mut database, &scope).await;
        assert_eq!(names(&inspected.metadata), wanted, "{scope:?}");
        assert_eq!(inspected.not_understood, [], "{scope:?}");
    }
}

#[tokio::test]
async fn what_stands_elsewhere_can_be_made_again_there() {
    let mut database = several().await;
    let found = inspect(&mut database, &Scope::Database).await.metadata;
    for trigger in &found.triggers {
        let schema = trigger.schema.as_deref().unwrap_or("main");
        let drop = format!("DROP TRIGGER \"{schema}\".\"{}\"", trigger.name);
        database.execute(&drop).await.unwrap();
        database.execute(&trigger.definition).await.unwrap();
    }
    for view in &found.views {
        let schema = view.schema.as_deref().unwrap_or("main");
        let drop = format!("DROP VIEW \"{schema}\".\"{}\"", view.name);
        database.execute(&drop).await.unwrap();
        database.execute(&view.definition).await.unwrap();
    }
    let again = inspect(&mut database, &Scope::Database).await.metadata;
    assert_eq!(names(&again), names(&found));
}

#[tokio::test]
async fn a_transaction_stays_as_it_was() {
    let mut database = with(&["CREATE TABLE t (a)"]).await;
    inspect(&mut database, &Scope::default()).await;
    // Outside of a transaction none is left open.
    database.begin().await.unwrap();
    database.execute("CREATE TABLE u (a)").await.unwrap();
    let inspected = inspect(&mut database, &Scope::default()).await;
    assert_eq!(inspected.metadata.tables.len(), 2);
    database.rollback().await.unwrap();
    assert_eq!(
        rows(&mut database, "SELECT name FROM sqlite_master").await,
        ["t"]
    );
}

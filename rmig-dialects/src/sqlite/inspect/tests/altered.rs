//! Tables whose statement SQLite wrote or rewrote itself.

use rmig_engine::schema::{Constraint, DataType, Name, ServerDefault};

use super::table;

#[tokio::test]
async fn a_table_that_was_altered_is_read_as_it_is() {
    let found = table(&[
        "CREATE TABLE old (id INTEGER PRIMARY KEY, a TEXT /* the first */ UNIQUE, gone INT, -- last\n \
         CONSTRAINT ck CHECK (a <> ')'), FOREIGN KEY (a) REFERENCES old (a)) STRICT",
        "ALTER TABLE old ADD COLUMN \"b c\" TEXT NOT NULL DEFAULT 'x' CONSTRAINT late CHECK (\"b c\" > 'a')  ;",
        "ALTER TABLE old ADD d INT REFERENCES old (id) DEFERRABLE INITIALLY DEFERRED",
        "ALTER TABLE old ADD e INT AS (id + 1)",
        "ALTER TABLE old RENAME COLUMN a TO \"new name\"",
        "ALTER TABLE old DROP COLUMN gone",
        "ALTER TABLE old RENAME TO \"new table\"",
        "CREATE INDEX ix ON \"new table\" (\"new name\" DESC)",
        "ALTER TABLE \"new table\" RENAME \"new name\" TO z",
    ])
    .await;
    assert_eq!(found.name, "new table");
    let names: Vec<&str> = found.columns.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["id", "z", "b c", "d", "e"]);
    let called: Vec<Option<&str>> = found
        .constraints
        .iter()
        .map(|one| one.name().written())
        .collect();
    let wanted = [None, None, Some("late"), None, Some("ck"), None];
    assert_eq!(called, wanted);
    let Constraint::Check(check) = &found.constraints[4] else {
        panic!("{:?}", found.constraints);
    };
    assert_eq!(check.sqltext, "\"z\" <> ')'");
    let Constraint::ForeignKey(key) = &found.constraints[5] else {
        panic!("{:?}", found.constraints);
    };
    assert_eq!(key.referent_table, "new table");
    assert_eq!(key.referent_columns, ["z"]);
    assert_eq!(found.indexes[0].columns[0].as_column(), Some("z"));
    assert!(found.options.sqlite_strict);
}

#[tokio::test]
async fn a_table_made_of_a_query_has_the_columns_that_sqlite_wrote() {
    let found = table(&[
        "CREATE TABLE t AS SELECT CAST(1 AS INT) AS \"a:1\", 'x' AS [select], CAST(1 AS TEXT) AS \"q\"\"r\", 1.5",
    ])
    .await;
    let columns: Vec<(&str, &DataType)> = found
        .columns
        .iter()
        .map(|one| (one.name.as_str(), &one.data_type))
        .collect();
    let custom = |sql: &str| DataType::Custom {
        sql: sql.to_owned(),
    };
    let text = DataType::Text(Default::default());
    let wanted = [
        ("a:1", &custom("INT")),
        ("select", &custom("")),
        ("q\"r", &text),
        ("1.5", &custom("")),
    ];
    assert_eq!(columns, wanted);
    assert!(found.columns.iter().all(|one| one.nullable == Some(true)));
}

#[tokio::test]
async fn keys_and_their_columns_are_as_sqlite_takes_them() {
    let found = table(&[
        "CREATE TABLE t (Id TEXT, Part INT, PRIMARY KEY (PART, \"id\" COLLATE NOCASE DESC), \
                         UNIQUE (id, ID COLLATE nocase)) WITHOUT ROWID",
    ])
    .await;
    assert_eq!(found.key_columns(), ["Part", "Id"]);
    assert_eq!(found.options.sqlite_with_rowid, Some(false));
    // Keys of such tables don't take NULL.
    assert!(found.columns.iter().all(|one| one.nullable == Some(false)));
    assert_eq!(found.constraints[1].columns(), ["Id", "Id"]);
    let found = table(&[
        "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT DEFAULT \"it's\" NOT NULL UNIQUE, \
                         UNIQUE (b), UNIQUE (a))",
    ])
    .await;
    assert_eq!(found.columns[0].nullable, Some(true));
    assert_eq!(found.constraints.len(), 4);
    assert!(
        found
            .constraints
            .iter()
            .all(|one| *one.name() == Name::Unnamed)
    );
    let literal = ServerDefault::Literal("it's".to_owned());
    assert_eq!(found.columns[1].server_default, Some(literal));
}

//! What the inspector finds in real SQLite databases.

mod altered;
mod anew;
mod broken;
mod dice;
mod laws;
mod objects;
mod random_index;
mod random_table;
mod rebuilt;
mod scopes;

use rmig_engine::{
    connection::{Access, ConnectOptions, Connection, Value},
    database_url::DatabaseUrl,
    inspect::{Inspected, Inspector as _, Scope},
    schema::Table,
};

use super::SqliteInspector;
use crate::sqlite::{SqliteConnection, connect};

/// An empty database in memory.
async fn empty() -> SqliteConnection {
    let url = DatabaseUrl::parse("sqlite::memory:").unwrap();
    let options = ConnectOptions::new(Access::Change);
    connect::connect(&url, &options).await.unwrap()
}

/// A database with what these statements create.
async fn with(statements: &[&str]) -> SqliteConnection {
    let mut database = empty().await;
    for statement in statements {
        let done = database.execute(statement).await;
        done.unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
    database
}

/// What the inspector finds.
async fn inspect(database: &mut SqliteConnection, scope: &Scope) -> Inspected {
    SqliteInspector.inspect(database, scope).await.unwrap()
}

/// The one table that these statements create, of which everything is understood.
async fn table(statements: &[&str]) -> Table {
    let mut database = with(statements).await;
    let mut inspected = inspect(&mut database, &Scope::default()).await;
    assert_eq!(inspected.not_understood, []);
    assert_eq!(inspected.metadata.tables.len(), 1);
    inspected.metadata.tables.remove(0)
}

/// The rows that a query answers, each as one text.
async fn rows(database: &mut SqliteConnection, sql: &str) -> Vec<String> {
    let cell = |value: &Value| match value {
        Value::Null => String::new(),
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => text.clone(),
    };
    let rows = database.query(sql).await.unwrap();
    rows.iter()
        .map(|row| row.iter().map(cell).collect::<Vec<_>>().join("|"))
        .collect()
}

//! Nothing of a table is lost: created again from what was found, it is the same table.

use rmig_engine::{
    connection::Connection as _,
    ddl::render,
    inspect::Scope,
    operation::{CreateTable, Operation, OperationList},
    schema::{Constraint, Table},
};

use super::{empty, inspect, rows};
use crate::sqlite::{SqliteConnection, SqliteDdl};

/// What the pragmas tell of the table `t`, and that says nothing of how it was written.
const FACTS: &[&str] = &[
    // SQLite counts comments before GENERATED into the type.
    "SELECT name, iif(hidden, '', type), \"notnull\", pk, hidden FROM pragma_table_xinfo('t')",
    "SELECT * FROM pragma_foreign_key_list('t')",
    "SELECT wr, strict FROM pragma_table_list WHERE name = 't'",
    "SELECT count(*) FROM sqlite_master",
    INDEXES,
];

const INDEXES: &str = "SELECT i.seq, i.\"unique\", i.origin, i.partial, c.seqno, c.name, c.desc, c.coll FROM \
                       pragma_index_list('t') i CROSS JOIN pragma_index_xinfo(i.name) c";

/// Creates a table again, and gives the differences in words; nothing if there is none.
pub(super) async fn rebuilt(database: &mut SqliteConnection, table: &Table) -> Option<String> {
    let create = CreateTable {
        table: table.clone(),
        if_not_exists: false,
    };
    let list = OperationList {
        operations: vec![Operation::CreateTable(create)],
        ..OperationList::default()
    };
    let script = match render(&list, &SqliteDdl, None) {
        Ok(script) => script,
        Err(refusal) => return Some(refusal.to_string()),
    };
    let sql: Vec<&str> = script
        .statements
        .iter()
        .map(|one| one.sql.as_str())
        .collect();
    let mut again = empty().await;
    for statement in &sql {
        if let Err(error) = again.execute(statement).await {
            return Some(format!("{error}: {statement}"));
        }
    }
    let inspected = inspect(&mut again, &Scope::default()).await;
    let mut wanted = table.clone();
    // The primary key is written first.
    wanted
        .constraints
        .sort_by_key(|one| !matches!(one, Constraint::PrimaryKey(_)));
    let moved = wanted.constraints != table.constraints;
    forget_what_nothing_means(&mut wanted);
    if inspected.metadata.tables != std::slice::from_ref(&wanted) {
        return Some(format!("{sql:?}: {:#?}", inspected.metadata.tables));
    }
    for facts in FACTS {
        // Which of two constraints has the one index depends on which comes first.
        if moved && *facts == INDEXES {
            continue;
        }
        let (first, second) = (rows(database, facts).await, rows(&mut again, facts).await);
        if first != second {
            return Some(format!("{sql:?}: {first:#?} {second:#?}"));
        }
    }
    None
}

/// The order and collation of a number of the row.
fn forget_what_nothing_means(table: &mut Table) {
    let numbered = table.options.sqlite_autoincrement;
    for one in &mut table.constraints {
        if let (Constraint::PrimaryKey(key), true) = (one, numbered) {
            key.sqlite_key.clear();
        }
    }
}

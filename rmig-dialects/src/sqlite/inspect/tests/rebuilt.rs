//! Nothing of a table is lost: created again from what was found, it is the same table.

use rmig_engine::{
    connection::Connection as _,
    inspect::Scope,
    schema::{
        Column, Constraint, DataType, Deferral, IndexColumn, Name, PrimaryKey, ServerDefault, Table,
    },
};

use super::{empty, inspect, rows};
use crate::sqlite::SqliteConnection;

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
    let sql = create(table);
    let mut again = empty().await;
    if let Err(error) = again.execute(&sql).await {
        return Some(format!("{error}: {sql}"));
    }
    for index in &table.indexes {
        let indexed = index
            .columns
            .iter()
            .map(indexed)
            .collect::<Vec<_>>()
            .join(", ");
        let unique = if index.unique { "UNIQUE " } else { "" };
        let condition = index.options.sqlite_where.as_ref();
        let condition = condition.map_or(String::new(), |one| format!(" WHERE {}", one.text));
        let name = quoted(index.name.written().unwrap());
        let sql = format!("CREATE {unique}INDEX {name} ON t ({indexed}){condition}");
        if let Err(error) = again.execute(&sql).await {
            return Some(format!("{error}: {sql}"));
        }
    }
    let inspected = inspect(&mut again, &Scope::default()).await;
    let mut wanted = table.clone();
    // What is written with a column comes before all others.
    wanted
        .constraints
        .sort_by_key(|one| !stands_with_column(one));
    if inspected.metadata.tables != std::slice::from_ref(&wanted) {
        return Some(format!("{sql}: {:#?}", inspected.metadata.tables));
    }
    let moved = wanted.constraints != table.constraints;
    for facts in FACTS {
        // Which of two constraints has the one index depends on which comes first.
        if moved && *facts == INDEXES {
            continue;
        }
        let (first, second) = (rows(database, facts).await, rows(&mut again, facts).await);
        if first != second {
            return Some(format!("{sql}: {first:#?} {second:#?}"));
        }
    }
    None
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn list(names: &[String]) -> String {
    names
        .iter()
        .map(|name| quoted(name))
        .collect::<Vec<_>>()
        .join(", ")
}

fn called(name: &Name) -> String {
    let name = name.written();
    name.map_or(String::new(), |name| {
        format!("CONSTRAINT {} ", quoted(name))
    })
}

fn conflict(clause: Option<&String>) -> String {
    clause.map_or(String::new(), |clause| format!(" ON CONFLICT {clause}"))
}

fn stands_with_column(constraint: &Constraint) -> bool {
    matches!(constraint, Constraint::PrimaryKey(key) if key.sqlite_not_rowid)
}

fn create(table: &Table) -> String {
    let key = table.primary_key();
    let column = |one: &Column| {
        let own = key.filter(|key| key.sqlite_not_rowid && key.columns.contains(&one.name));
        column(one, own)
    };
    let parts: Vec<String> = table.columns.iter().map(column).collect();
    let constraints = table
        .constraints
        .iter()
        .filter(|one| !stands_with_column(one));
    let numbered = table.options.sqlite_autoincrement;
    let parts = parts
        .into_iter()
        .chain(constraints.map(|one| constraint(one, numbered)));
    let parts: Vec<String> = parts.collect();
    let mut options = Vec::new();
    if table.options.sqlite_strict {
        options.push("STRICT");
    }
    if table.options.sqlite_with_rowid == Some(false) {
        options.push("WITHOUT ROWID");
    }
    format!(
        "CREATE TABLE t ({}) {}",
        parts.join(", "),
        options.join(", ")
    )
}

fn column(column: &Column, own_key: Option<&PrimaryKey>) -> String {
    let written = match &column.data_type {
        DataType::Custom { sql } => sql.clone(),
        known => type_sql(known),
    };
    let mut sql = format!("{} {written}", quoted(&column.name));
    if let Some(collation) = &column.collation {
        sql += &format!(" COLLATE {}", quoted(collation));
    }
    match &column.server_default {
        Some(ServerDefault::Literal(text)) => {
            sql += &format!(" DEFAULT '{}'", text.replace('\'', "''"));
        }
        Some(ServerDefault::Text(text)) => sql += &format!(" DEFAULT {text}"),
        Some(ServerDefault::Computed(one)) => {
            let stored = if one.persisted == Some(true) {
                "STORED"
            } else {
                "VIRTUAL"
            };
            sql += &format!(" GENERATED ALWAYS AS ({}) {stored}", one.sqltext);
        }
        _ => {}
    }
    if column.nullable == Some(false) {
        let conflict = conflict(column.sqlite_on_conflict_not_null.as_ref());
        sql += &format!(" {}NOT NULL{conflict}", called(&column.not_null_name));
    }
    if let Some(key) = own_key {
        let conflict = conflict(key.sqlite_on_conflict.as_ref());
        sql += &format!(" {}PRIMARY KEY DESC{conflict}", called(&key.name));
    }
    sql
}

/// The types of the random tables.
fn type_sql(known: &DataType) -> String {
    match known {
        DataType::Integer => "INTEGER".to_owned(),
        DataType::Text(_) => "TEXT".to_owned(),
        DataType::String(one) => format!("VARCHAR({})", one.length.unwrap()),
        DataType::Numeric { .. } => "NUMERIC(10, 2)".to_owned(),
        DataType::Binary { .. } => "BLOB".to_owned(),
        DataType::Json => "JSON".to_owned(),
        other => panic!("{other:?}"),
    }
}

fn indexed(column: &IndexColumn) -> String {
    let mut sql = match column.is_expression {
        true => column.element.clone(),
        false => quoted(&column.element),
    };
    if let Some(collation) = &column.collation {
        sql += &format!(" COLLATE {}", quoted(collation));
    }
    if column.order.is_some() {
        sql += " DESC";
    }
    sql
}

fn key(columns: &[String], special: &[IndexColumn]) -> String {
    match special {
        [] => list(columns),
        special => special.iter().map(indexed).collect::<Vec<_>>().join(", "),
    }
}

fn constraint(constraint: &Constraint, numbered: bool) -> String {
    let name = called(constraint.name());
    let rest = match constraint {
        Constraint::PrimaryKey(one) => {
            let numbered = if numbered { " AUTOINCREMENT" } else { "" };
            let conflict = conflict(one.sqlite_on_conflict.as_ref());
            format!(
                "PRIMARY KEY ({}{numbered}){conflict}",
                key(&one.columns, &one.sqlite_key)
            )
        }
        Constraint::Unique(one) => {
            let conflict = conflict(one.sqlite_on_conflict.as_ref());
            format!("UNIQUE ({}){conflict}", key(&one.columns, &one.sqlite_key))
        }
        Constraint::Check(one) => {
            format!(
                "CHECK ({}){}",
                one.sqltext,
                conflict(one.sqlite_on_conflict.as_ref())
            )
        }
        Constraint::ForeignKey(one) => {
            let mut sql = format!(
                "FOREIGN KEY ({}) REFERENCES {}",
                list(&one.columns),
                quoted(&one.referent_table)
            );
            if !one.referent_columns.is_empty() {
                sql += &format!(" ({})", list(&one.referent_columns));
            }
            if let Some(kind) = &one.r#match {
                sql += &format!(" MATCH {}", quoted(kind));
            }
            if let Some(action) = &one.ondelete {
                sql += &format!(" ON DELETE {action}");
            }
            if let Some(action) = &one.onupdate {
                sql += &format!(" ON UPDATE {action}");
            }
            sql + &deferral(&one.deferral)
        }
        Constraint::Exclude(one) => panic!("{one:?}"),
    };
    name + &rest
}

fn deferral(deferral: &Deferral) -> String {
    let deferrable = match deferral.deferrable {
        None => return String::new(),
        Some(true) => " DEFERRABLE",
        Some(false) => " NOT DEFERRABLE",
    };
    let initially = deferral.initially;
    let initially = initially.map_or(String::new(), |one| format!(" INITIALLY {}", one.as_sql()));
    format!("{deferrable}{initially}")
}

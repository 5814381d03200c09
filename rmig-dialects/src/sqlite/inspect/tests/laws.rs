//! What holds for every table that SQLite takes.

use std::{cell::Cell, future::Future};

use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, TestCaseResult, TestRunner},
};
use rmig_engine::{
    connection::Connection as _,
    inspect::{Scope, assemble},
    schema::{Constraint, DataType, IndexColumn, PrimaryKey, ServerDefault, SortOrder, Table},
};

use super::{
    dice::Dice, empty, inspect, random_index::random_index, random_table::RandomTable,
    rebuilt::rebuilt, rows,
};
use crate::sqlite::{
    SqliteConnection, data_type,
    inspect::{catalogue::Catalogue, inspector::look, rows::of},
};

/// Runs a test with random choices; it says whether there was something to test.
pub(super) fn law<F: Future<Output = Result<bool, TestCaseError>>>(
    cases: u32,
    test: impl Fn(Vec<Vec<u16>>) -> F,
) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let tested = Cell::new(0);
    let case = |choices| -> TestCaseResult {
        if runtime.block_on(test(choices))? {
            tested.set(tested.get() + 1);
        }
        Ok(())
    };
    let mut runner = TestRunner::new(Config {
        failure_persistence: None,
        ..Config::with_cases(cases)
    });
    let choices = vec(vec(any::<u16>(), 0..300), 3);
    runner
        .run(&choices, case)
        .unwrap_or_else(|failure| panic!("{failure}"));
    // SQLite refuses some: two conflict clauses for one key, types that are no strict ones.
    assert!(tested.get() > cases / 2, "{} of {cases}", tested.get());
}

#[test]
fn a_table_is_what_its_statement_means() {
    law(800, async |choices| {
        let mut choices = choices.into_iter();
        let (sql, mut wanted) = RandomTable::make(choices.next().unwrap());
        let mut database = empty().await;
        if database.execute(&sql).await.is_err() {
            return Ok(false);
        }
        let names: Vec<String> = wanted.columns.iter().map(|one| one.name.clone()).collect();
        let (index_sql, index) = random_index(choices.next().unwrap(), &names);
        if database.execute(&index_sql).await.is_ok() {
            wanted.indexes.push(index);
        }
        let inspected = inspect(&mut database, &Scope::default()).await;
        prop_assert_eq!(&inspected.not_understood, &[], "{}", sql);
        prop_assert_eq!(
            &inspected.metadata.tables,
            &[wanted],
            "{}\n{}",
            sql,
            index_sql
        );
        let table = &inspected.metadata.tables[0];
        agrees_with_pragmas(&mut database, table, &sql).await?;
        prop_assert_eq!(
            rebuilt(&mut database, table).await,
            None,
            "{}\n{}",
            sql,
            index_sql
        );
        Ok(true)
    });
}

/// The words of a text, as SQLite has them for a type.
fn words(text: &str) -> Vec<String> {
    use rmig_engine::scanner::Lexer;

    let tokens = Lexer::new(text, 0..text.len(), &crate::sqlite::SCAN_RULES).map_while(Result::ok);
    let words = tokens
        .filter(|token| !token.is_trivia())
        .map(|token| text[token.span].to_owned());
    words.collect()
}

/// In lower case: SQLite spells the types that it knows in its own way.
fn lower(words: &[String]) -> Vec<String> {
    words.iter().map(|word| word.to_lowercase()).collect()
}

async fn agrees_with_pragmas(
    database: &mut SqliteConnection,
    table: &Table,
    sql: &str,
) -> TestCaseResult {
    let columns = "SELECT name, type, \"notnull\", coalesce(dflt_value, '-'), hidden FROM pragma_table_xinfo('t')";
    let columns = database.query(columns).await.unwrap();
    prop_assert_eq!(columns.len(), table.columns.len());
    for (facts, column) in columns.iter().zip(&table.columns) {
        let text = |at: usize| facts[at].as_text().unwrap().to_owned();
        let number = |at: usize| facts[at].as_integer().unwrap();
        prop_assert_eq!(text(0), column.name.clone());
        prop_assert_eq!(number(2) == 0, column.nullable == Some(true), "{}", sql);
        let mut kind = lower(&words(&text(1)));
        if kind.last().is_some_and(|word| word == "generated") && number(4) > 0 {
            // SQLite keeps this one where a comment follows it.
            kind.pop();
        }
        if let DataType::Custom { sql: written } = &column.data_type {
            let own = lower(&words(written));
            let quoted = own.first().is_some_and(|word| word.starts_with(['"', '[']));
            prop_assert!(
                quoted || own.starts_with(&kind) || number(4) > 0,
                "{:?} {:?} {}",
                own,
                kind,
                sql
            );
        } else if number(4) == 0 {
            prop_assert_eq!(&data_type(&text(1)), &column.data_type, "{}", sql);
        }
        let default = match &column.server_default {
            None | Some(ServerDefault::Computed(_)) => vec!["-".to_owned()],
            Some(ServerDefault::Text(text)) => words(text),
            Some(ServerDefault::Literal(text)) => vec![text.clone()],
            Some(other) => panic!("{other:?}"),
        };
        let mut found = words(&text(3));
        if default.first().is_some_and(|word| word == "(") {
            found.insert(0, "(".to_owned());
            found.push(")".to_owned());
        }
        if matches!(column.server_default, Some(ServerDefault::Literal(_))) {
            found = vec![text(3).trim_matches(['\'', '"']).replace("''", "'")];
        }
        prop_assert_eq!(found, default, "{}", sql);
    }
    keys_agree(database, table, sql).await
}

async fn keys_agree(database: &mut SqliteConnection, table: &Table, sql: &str) -> TestCaseResult {
    let own = "SELECT i.name, c.name, c.desc, lower(c.coll) FROM pragma_index_list('t') i \
               CROSS JOIN pragma_index_xinfo(i.name) c WHERE c.key AND i.origin <> 'c' ORDER BY 1, c.seqno";
    let mut indexes: Vec<(String, Vec<String>)> = Vec::new();
    for row in rows(database, own).await {
        let (index, column) = row.split_once('|').unwrap();
        match indexes.last_mut() {
            Some((name, columns)) if name == index => columns.push(column.to_owned()),
            _ => indexes.push((index.to_owned(), vec![column.to_owned()])),
        }
    }
    let column = |one: &IndexColumn| {
        let declared = table.column(&one.element).unwrap().collation.clone();
        let collation = one.collation.clone().or(declared);
        let collation = collation.unwrap_or("binary".to_owned()).to_lowercase();
        let descending = i32::from(one.order == Some(SortOrder::Desc));
        format!("{}|{descending}|{collation}", one.element)
    };
    let key = |columns: &[String], special: &[IndexColumn]| -> Vec<String> {
        match special {
            [] => columns
                .iter()
                .map(|name| column(&IndexColumn::column(name)))
                .collect(),
            special => special.iter().map(column).collect(),
        }
    };
    let numbers_rows = |one: &PrimaryKey| {
        let column = table.column(&one.columns[0]).unwrap();
        let is_integer = match &column.data_type {
            DataType::Custom { sql } => sql == "integer",
            other => *other == DataType::Integer,
        };
        is_integer && one.columns.len() == 1 && !one.sqlite_not_rowid
    };
    let mut written: Vec<Vec<String>> = Vec::new();
    for one in &table.constraints {
        match one {
            // Where it could be the number of the row, SQLite forgets the collation, and the order if
            // a unique constraint follows.
            Constraint::PrimaryKey(one) if numbers_rows(one) => {
                let mut column = IndexColumn::column(&one.columns[0]);
                written.push(key(&one.columns, &[column.clone()]));
                column.order = one.sqlite_key.first().and_then(|one| one.order);
                written.push(key(&one.columns, &[column]));
            }
            Constraint::PrimaryKey(one) => written.push(key(&one.columns, &one.sqlite_key)),
            Constraint::Unique(one) => written.push(key(&one.columns, &one.sqlite_key)),
            _ => {}
        }
    }
    for (_, columns) in &indexes {
        prop_assert!(
            written.contains(columns),
            "{:?} {:?} {}",
            columns,
            written,
            sql
        );
    }
    let rowid = rows(
        database,
        "SELECT count(*) FROM pragma_table_info('t') WHERE pk",
    )
    .await;
    prop_assert_eq!(rowid[0] != "0", table.primary_key().is_some());
    Ok(())
}

#[test]
fn the_order_of_the_answers_changes_nothing() {
    law(300, async |choices| {
        let mut database = empty().await;
        let mut choices = choices.into_iter();
        let (sql, _) = RandomTable::make(choices.next().unwrap());
        if database.execute(&sql).await.is_err() {
            return Ok(false);
        }
        let names: Vec<String> =
            rows(&mut database, "SELECT name FROM pragma_table_xinfo('t')").await;
        let (index, _) = random_index(choices.next().unwrap(), &names);
        let more = [
            index.as_str(),
            "CREATE TABLE u (a, b, c UNIQUE, UNIQUE (b, a), FOREIGN KEY (c, b) REFERENCES t)",
            "CREATE INDEX u1 ON u (c, b DESC)",
            "CREATE INDEX u0 ON u (a, b + 1)",
            "CREATE VIEW w AS SELECT * FROM v",
            "CREATE VIEW v AS SELECT 1 AS x",
            "CREATE TRIGGER y AFTER INSERT ON U BEGIN SELECT 1; END",
            "CREATE TRIGGER x INSTEAD OF INSERT ON w BEGIN SELECT 1; END",
            "CREATE VIRTUAL TABLE f USING fts5(a)",
        ];
        for sql in more {
            // A random index may be one that SQLite refuses.
            let _ = database.execute(sql).await;
        }
        let catalogue = look(&mut database, &Scope::Database).await.unwrap();
        let wanted = assemble(of(catalogue.clone()));
        prop_assert_eq!(wanted.metadata.views.len(), 2);
        prop_assert_eq!(wanted.not_understood.len(), 6);
        let mut dice = Dice::new(choices.next().unwrap());
        let shuffled = Catalogue {
            objects: shuffled(&mut dice, catalogue.objects),
            tables: shuffled(&mut dice, catalogue.tables),
            columns: shuffled(&mut dice, catalogue.columns),
            index_columns: shuffled(&mut dice, catalogue.index_columns),
            foreign_keys: shuffled(&mut dice, catalogue.foreign_keys),
        };
        prop_assert_eq!(assemble(of(shuffled)), wanted);
        Ok(true)
    });
}

fn shuffled<T>(dice: &mut Dice, mut rows: Vec<T>) -> Vec<T> {
    for at in (1..rows.len()).rev() {
        rows.swap(at, dice.below(at + 1));
    }
    rows
}

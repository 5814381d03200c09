//! A table that is made anew is the table that it was, with its rows.

use proptest::prelude::*;
use rmig_engine::{
    connection::Connection as _,
    ddl::render,
    inspect::{Inspected, Scope},
    operation::{OperationList, Operations, Recreate},
    schema::{
        Constraint, Table,
        build::{column, integer},
    },
};

use super::{
    dice::Dice, empty, inspect, laws::law, random_index::random_index, random_table::RandomTable,
    rows,
};
use crate::sqlite::{SqliteConnection, SqliteDdl};

/// Runs operations as a section with `foreign_keys=off` does; gives the first error, if there is one.
async fn run(database: &mut SqliteConnection, list: &OperationList) -> Result<Vec<String>, String> {
    let inspected = inspect(database, &Scope::default()).await;
    let script = render(list, &SqliteDdl, Some(&inspected)).map_err(|error| error.to_string())?;
    let sql: Vec<String> = script.statements.into_iter().map(|one| one.sql).collect();
    let begin = [
        "PRAGMA foreign_keys = 0",
        "PRAGMA legacy_alter_table = 1",
        "BEGIN",
    ];
    let end = [
        "COMMIT",
        "PRAGMA legacy_alter_table = 0",
        "PRAGMA foreign_keys = 1",
    ];
    let all = begin
        .iter()
        .copied()
        .chain(sql.iter().map(String::as_str))
        .chain(end);
    for statement in all {
        let done = database.execute(statement).await;
        done.map_err(|error| format!("{error}: {statement}\n{}", sql.join("\n")))?;
    }
    Ok(sql)
}

fn anew(change: impl FnOnce(&mut Operations)) -> OperationList {
    let mut op = Operations::new();
    op.batch_alter_table("t", change).recreate(Recreate::Always);
    OperationList {
        operations: op.into_operations(),
        ..OperationList::default()
    }
}

/// The one table, its primary key in front, where it is written.
fn only(inspected: Inspected) -> Table {
    let mut tables = inspected.metadata.tables.into_iter();
    let mut table = tables.find(|one| one.name == "t").unwrap();
    table
        .constraints
        .sort_by_key(|one| !matches!(one, Constraint::PrimaryKey(_)));
    for one in &mut table.constraints {
        if let (Constraint::PrimaryKey(key), true) = (one, table.options.sqlite_autoincrement) {
            key.sqlite_key.clear();
        }
    }
    table
}

/// Fills a table with what it takes.
async fn fill(database: &mut SqliteConnection, table: &Table, choices: Vec<u16>) {
    let mut dice = Dice::new(choices);
    let values = [
        "1",
        "-7",
        "2.5",
        "'a'",
        "'it''s ä'",
        "x'00ff'",
        "NULL",
        "'9'",
        "40000000000",
    ];
    for _ in 0..8 {
        let (mut names, mut row) = (Vec::new(), Vec::new());
        for column in &table.columns {
            let default = column.server_default.as_ref();
            if default.is_none_or(|default| default.computed().is_none()) {
                names.push(format!("\"{}\"", column.name.replace('"', "\"\"")));
                row.push(dice.of(&values));
            }
        }
        let (names, row) = (names.join(", "), row.join(", "));
        // Many break a constraint.
        let _ = database
            .execute(&format!("INSERT INTO t ({names}) VALUES ({row})"))
            .await;
    }
}

/// Every value as a literal, with the numbers of the rows where they have some.
async fn contents(database: &mut SqliteConnection, table: &Table) -> Vec<String> {
    let quoted = |name: &str| format!("quote(\"{}\")", name.replace('"', "\"\""));
    let mut values: Vec<String> = table.columns.iter().map(|one| quoted(&one.name)).collect();
    if table.options.sqlite_with_rowid != Some(false) {
        values.push("rowid".to_owned());
    }
    if values.is_empty() {
        values.push("'a row'".to_owned());
    }
    let query = format!(
        "SELECT {} FROM t ORDER BY {}",
        values.join(", "),
        values.join(", ")
    );
    rows(database, &query).await
}

#[test]
fn a_table_made_anew_is_what_it_was() {
    law(150, async |choices| {
        let mut choices = choices.into_iter();
        let (sql, _) = RandomTable::make(choices.next().unwrap());
        let mut database = empty().await;
        if database.execute(&sql).await.is_err() {
            return Ok(false);
        }
        let seen = only(inspect(&mut database, &Scope::default()).await);
        let names: Vec<String> = seen.columns.iter().map(|one| one.name.clone()).collect();
        let (index, _) = random_index(choices.next().unwrap(), &names);
        let _ = database.execute(&index).await;
        let children =
            "CREATE TABLE child (id INTEGER PRIMARY KEY, t REFERENCES t (c0) ON DELETE CASCADE)";
        database.execute(children).await.unwrap();
        // As long as nobody looks for the parent.
        database.execute("PRAGMA foreign_keys = 0").await.unwrap();
        database
            .execute("INSERT INTO child VALUES (1, 1), (2, NULL)")
            .await
            .unwrap();
        fill(&mut database, &seen, choices.next().unwrap()).await;
        let before = only(inspect(&mut database, &Scope::default()).await);
        let held = contents(&mut database, &before).await;

        let nothing = run(&mut database, &anew(|_| {})).await;
        prop_assert!(nothing.is_ok(), "{sql}\n{index}\n{nothing:?}");
        let after = only(inspect(&mut database, &Scope::default()).await);
        prop_assert_eq!(&after, &before, "{}\n{:?}", sql, nothing);
        prop_assert_eq!(
            contents(&mut database, &before).await,
            held.clone(),
            "{}",
            sql
        );

        let mut change = anew(|batch| {
            batch.add_column("t", column("added by us", integer()).default_sql("7"));
        });
        let there = run(&mut database, &change).await;
        prop_assert!(there.is_ok(), "{sql}\n{index}\n{there:?}");
        let added = rows(&mut database, "SELECT DISTINCT \"added by us\" FROM t").await;
        prop_assert!(held.is_empty() || added == ["7"], "{added:?} {sql}");
        change.reverse().unwrap();
        let back = run(&mut database, &change).await;
        prop_assert!(back.is_ok(), "{sql}\n{index}\n{back:?}");
        let after = only(inspect(&mut database, &Scope::default()).await);
        prop_assert_eq!(&after, &before, "{}\n{:?}", sql, back);
        prop_assert_eq!(contents(&mut database, &before).await, held, "{}", sql);
        let children = rows(&mut database, "SELECT id, t FROM child").await;
        prop_assert_eq!(children, ["1|1", "2|"]);
        Ok(true)
    });
}

/// A change of one column, and what the column is called afterwards; nothing if it goes.
fn change(dice: &mut Dice, table: &Table) -> (OperationList, String, Option<String>) {
    let column = table.columns[dice.below(table.columns.len())].name.clone();
    let name = column.clone();
    match dice.below(4) {
        0 => (
            anew(|batch| _ = batch.drop_column("t", &name)),
            column,
            None,
        ),
        1 => {
            let list = anew(|batch| _ = batch.alter_column("t", &name).rename("called otherwise"));
            (list, column, Some("called otherwise".to_owned()))
        }
        2 => (
            anew(|batch| _ = batch.alter_column("t", &name).nullable()),
            column.clone(),
            Some(column),
        ),
        _ => {
            let list = anew(|batch| _ = batch.alter_column("t", &name).comment(None, Some("x")));
            (list, column.clone(), Some(column))
        }
    }
}

#[test]
fn a_change_of_one_column_leaves_the_others_as_they_are() {
    law(300, async |choices| {
        let mut choices = choices.into_iter();
        let (sql, _) = RandomTable::make(choices.next().unwrap());
        let mut database = empty().await;
        if database.execute(&sql).await.is_err() {
            return Ok(false);
        }
        let mut dice = Dice::new(choices.next().unwrap());
        let before = only(inspect(&mut database, &Scope::default()).await);
        let names: Vec<String> = before.columns.iter().map(|one| one.name.clone()).collect();
        fill(&mut database, &before, choices.next().unwrap()).await;
        let (index, _) = random_index(vec![dice.below(9) as u16; 40], &names);
        let _ = database.execute(&index).await;
        let before = only(inspect(&mut database, &Scope::default()).await);
        let (list, old, new) = change(&mut dice, &before);
        let seen = inspect(&mut database, &Scope::default()).await;
        if render(&list, &SqliteDdl, Some(&seen)).is_err() {
            // Something names the column.
            return Ok(true);
        }
        let mut rest = before.clone();
        rest.columns.retain(|one| one.name != old);
        let held = contents(&mut database, &rest).await;
        let done = run(&mut database, &list).await;
        let clash = "conflicting ON CONFLICT clauses";
        if done.as_ref().is_err_and(|error| error.contains(clash)) {
            // A key that got its collation after it was made, and is the same as another one now.
            return Ok(false);
        }
        prop_assert!(done.is_ok(), "{sql}\n{index}\n{done:?}");
        prop_assert_eq!(
            contents(&mut database, &rest).await,
            held,
            "{}\n{:?}",
            sql,
            done
        );
        let after = only(inspect(&mut database, &Scope::default()).await);
        let called: Vec<&str> = after.columns.iter().map(|one| one.name.as_str()).collect();
        let wanted: Vec<&str> = names
            .iter()
            .filter_map(|name| {
                if *name == old {
                    new.as_deref()
                } else {
                    Some(name)
                }
            })
            .collect();
        prop_assert_eq!(called, wanted, "{}\n{:?}", sql, done);
        Ok(true)
    });
}

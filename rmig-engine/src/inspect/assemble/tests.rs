//! What is made of rows, and what of rows that belong nowhere.

use proptest::prelude::*;

use super::assemble;
use crate::{
    inspect::{
        ColumnRow, ConstraintColumnRow, ConstraintRow, EnumValueRow, IndexColumnRow, IndexRow,
        InspectedKind, Obstacle, Rows, TableName, TableRow, TriggerRow, ViewRow,
    },
    schema::{
        Column, Constraint, DataType, ForeignKey, Index, IndexColumn, Name, PrimaryKey, Sequence,
        Trigger, View,
    },
};

fn account() -> TableName {
    TableName::new(Some("app"), "account")
}

fn key_column(
    constraint: i64,
    position: i64,
    column: &str,
    referent: Option<&str>,
) -> ConstraintColumnRow {
    ConstraintColumnRow {
        table: account(),
        constraint,
        position,
        column: column.to_owned(),
        referent: referent.map(str::to_owned),
    }
}

/// Rows of everything, as a catalogue gives them.
fn rows() -> Rows {
    let column = |position, name| ColumnRow {
        table: account(),
        position,
        column: Column::new(name, DataType::Integer),
    };
    let constraint = |position, constraint| ConstraintRow {
        table: account(),
        position,
        constraint,
    };
    let index = |position, name: &str| IndexRow {
        table: account(),
        position,
        index: Index {
            name: Name::Final(name.to_owned()),
            ..Index::default()
        },
    };
    let index_column = |index: &str, position, name| IndexColumnRow {
        table: account(),
        index: index.to_owned(),
        position,
        column: IndexColumn::column(name),
    };
    let view = |position, name: &str| ViewRow {
        position,
        view: View {
            name: name.to_owned(),
            ..View::default()
        },
    };
    let trigger = |position, name: &str| TriggerRow {
        position,
        trigger: Trigger {
            name: name.to_owned(),
            ..Trigger::default()
        },
    };
    let value = |name: &str, position, value: &str| EnumValueRow {
        schema: None,
        name: name.to_owned(),
        position,
        value: value.to_owned(),
    };
    let table = |schema, name| TableRow {
        table: TableName::new(schema, name),
        ..TableRow::default()
    };
    let sequence = |name: &str| Sequence {
        name: name.to_owned(),
        ..Sequence::default()
    };
    Rows {
        tables: vec![
            table(Some("app"), "account"),
            table(None, "zebra"),
            table(None, "ant"),
        ],
        columns: vec![column(3, "team"), column(1, "id"), column(2, "part")],
        constraints: vec![
            constraint(2, Constraint::ForeignKey(ForeignKey::default())),
            constraint(1, Constraint::PrimaryKey(PrimaryKey::default())),
        ],
        constraint_columns: vec![
            key_column(1, 2, "part", None),
            key_column(1, 1, "id", None),
            key_column(2, 2, "part", Some("p")),
            key_column(2, 1, "team", Some("t")),
        ],
        indexes: vec![index(0, "b"), index(0, "a"), index(-1, "c")],
        index_columns: vec![
            index_column("a", 1, "part"),
            index_column("b", 0, "id"),
            index_column("a", 0, "team"),
        ],
        views: vec![view(9, "a"), view(2, "b")],
        triggers: vec![trigger(9, "a"), trigger(2, "b")],
        sequences: vec![sequence("t"), sequence("s")],
        enum_values: vec![value("t", 2, "b"), value("t", 1, "c"), value("s", 1, "x")],
        not_understood: Vec::new(),
    }
}

#[test]
fn rows_find_their_places() {
    let inspected = assemble(rows());
    assert!(inspected.not_understood.is_empty());
    let schema = inspected.metadata;
    let names: Vec<_> = schema.tables.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["ant", "zebra", "account"]);
    let account = schema.table(Some("app"), "account").unwrap();
    let names: Vec<_> = account
        .columns
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(names, ["id", "part", "team"]);
    assert_eq!(account.key_columns(), ["id", "part"]);
    let Constraint::ForeignKey(key) = &account.constraints[1] else {
        panic!("{:?}", account.constraints);
    };
    assert_eq!(key.columns, ["team", "part"]);
    assert_eq!(key.referent_columns, ["t", "p"]);
    let indexes: Vec<_> = account
        .indexes
        .iter()
        .map(|one| one.name.written().unwrap())
        .collect();
    assert_eq!(indexes, ["c", "a", "b"]);
    assert_eq!(account.indexes[1].columns, ["team".into(), "part".into()]);
    assert_eq!(schema.views[0].name, "b");
    assert_eq!(schema.triggers[0].name, "b");
    assert_eq!(schema.sequences[0].name, "s");
    assert_eq!(schema.enum_types[1].values, ["c", "b"]);
}

#[test]
fn rows_that_belong_nowhere_are_told() {
    let mut stray = rows();
    stray.tables.remove(0);
    stray.constraint_columns.push(key_column(7, 1, "id", None));
    let inspected = assemble(stray);
    let found: Vec<_> = inspected
        .not_understood
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(found.len(), 3 + 2 + 3 + 1, "{found:?}");
    assert!(
        inspected
            .not_understood
            .iter()
            .all(|one| one.table == Some(account()))
    );
    assert!(found.contains(
        &"index \"b\": the catalogue has no row of its table \"app.account\"".to_owned()
    ));
    assert!(
        found.contains(&"column \"id\": the catalogue has no row of its constraint 7".to_owned())
    );

    let mut stray = rows();
    stray.indexes.remove(0);
    let inspected = assemble(stray);
    let [one] = inspected.not_understood.as_slice() else {
        panic!("{:?}", inspected.not_understood);
    };
    assert_eq!(one.kind, InspectedKind::Column);
    assert_eq!(
        one.obstacle,
        Obstacle::Missing("its index \"b\"".to_owned())
    );
}

proptest! {
    #[test]
    fn the_order_of_rows_changes_nothing(
        tables in Just(rows().tables).prop_shuffle(),
        columns in Just(rows().columns).prop_shuffle(),
        constraints in Just(rows().constraints).prop_shuffle(),
        constraint_columns in Just(rows().constraint_columns).prop_shuffle(),
        indexes in Just(rows().indexes).prop_shuffle(),
        index_columns in Just(rows().index_columns).prop_shuffle(),
        views in Just(rows().views).prop_shuffle(),
        triggers in Just(rows().triggers).prop_shuffle(),
        sequences in Just(rows().sequences).prop_shuffle(),
        enum_values in Just(rows().enum_values).prop_shuffle(),
    ) {
        let shuffled = Rows {
            tables, columns, constraints, constraint_columns, indexes, index_columns, views,
            triggers, sequences, enum_values, not_understood: Vec::new(),
        };
        prop_assert_eq!(assemble(shuffled), assemble(rows()));
    }
}

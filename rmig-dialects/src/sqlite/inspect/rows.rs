//! Makes rows of what SQLite answered.

use std::collections::BTreeMap;

use rmig_engine::{
    inspect::{
        ColumnRow, ConstraintRow, InspectedKind, NotUnderstood, Obstacle, Rows, TableName,
        TableRow, TriggerRow, ViewRow,
    },
    schema::{Trigger, View},
};

use super::{
    catalogue::{self, Catalogue, Object},
    check::difference,
    facts::Facts,
    from_pragmas, index,
    text::{TableText, in_schema},
};

/// Makes rows of what SQLite answered.
pub(super) fn of(catalogue: Catalogue) -> Rows {
    let Catalogue {
        objects,
        tables,
        columns,
        index_columns,
        foreign_keys,
    } = catalogue;
    let facts = Facts::of_all(tables, columns, index_columns, foreign_keys);
    let mut rows = Rows::default();
    let statements: BTreeMap<&TableName, &Object> = objects
        .iter()
        .filter(|object| object.kind == "table")
        .map(|object| (&object.name, object))
        .collect();
    for (name, facts) in &facts {
        let sql = statements
            .get(name)
            .and_then(|object| object.sql.as_deref());
        match facts.listed.kind.as_str() {
            "table" => add_table(&mut rows, facts, sql.unwrap_or_default()),
            "virtual" => add_problem(&mut rows, facts, sql, Obstacle::VirtualTable),
            "shadow" => add_problem(&mut rows, facts, sql, Obstacle::ShadowTable),
            _ => {}
        }
    }
    let indexes = indexes(&facts);
    let spellings = spellings(&facts);
    for object in &objects {
        match object.kind.as_str() {
            "index" => {
                let columns = indexes.get(&object.name).copied();
                index::add(&mut rows, object, columns.unwrap_or_default());
            }
            "view" => rows.views.push(ViewRow {
                position: object.position,
                view: View {
                    name: object.name.name.clone(),
                    schema: object.name.schema.clone(),
                    definition: definition(object),
                },
            }),
            "trigger" => rows.triggers.push(TriggerRow {
                position: object.position,
                trigger: Trigger {
                    name: object.name.name.clone(),
                    schema: object.name.schema.clone(),
                    table: watched(object, &spellings),
                    definition: definition(object),
                },
            }),
            _ => {}
        }
    }
    rows
}

fn add_table(rows: &mut Rows, facts: &Facts, sql: &str) {
    let text = match TableText::read(sql) {
        Ok(text) => match difference(&text, facts) {
            None => Ok(text),
            Some(what) => Err(Obstacle::Differs(what)),
        },
        Err(problem) => Err(Obstacle::Unreadable(problem.0)),
    };
    let text = text.unwrap_or_else(|obstacle| {
        add_problem(rows, facts, Some(sql), obstacle);
        from_pragmas::table(facts)
    });
    let table = &facts.listed.name;
    rows.tables.push(TableRow {
        table: table.clone(),
        comment: None,
        options: text.options,
    });
    for (mut column, facts) in text.columns.into_iter().zip(&facts.columns) {
        column.nullable = Some(!facts.not_null);
        rows.columns.push(ColumnRow {
            table: table.clone(),
            position: facts.position,
            column,
        });
    }
    for (position, constraint) in (0..).zip(text.constraints) {
        rows.constraints.push(ConstraintRow {
            table: table.clone(),
            position,
            constraint,
        });
    }
}

fn add_problem(rows: &mut Rows, facts: &Facts, sql: Option<&str>, obstacle: Obstacle) {
    let table = &facts.listed.name;
    rows.not_understood.push(NotUnderstood {
        kind: InspectedKind::Table,
        schema: table.schema.clone(),
        name: table.name.clone(),
        table: Some(table.clone()),
        text: sql.map(str::to_owned),
        obstacle,
    });
}

/// The statement that creates a view or a trigger again where it is.
fn definition(object: &Object) -> String {
    let sql = object.sql.as_deref().unwrap_or_default();
    match &object.name.schema {
        Some(schema) => in_schema(sql, schema).unwrap_or_else(|| sql.to_owned()),
        None => sql.to_owned(),
    }
}

/// The columns of all indexes of tables, by their names.
fn indexes(facts: &BTreeMap<TableName, Facts>) -> BTreeMap<TableName, &[catalogue::IndexColumn]> {
    let mut all = BTreeMap::new();
    for facts in facts.values() {
        for (name, columns) in &facts.indexes {
            let schema = facts.listed.name.schema.clone();
            let name = TableName {
                schema,
                name: name.clone(),
            };
            all.insert(name, columns.as_slice());
        }
    }
    all
}

/// The names of all tables and views by their lower case, which is how a statement means them.
fn spellings(facts: &BTreeMap<TableName, Facts>) -> BTreeMap<String, Vec<&TableName>> {
    let mut all: BTreeMap<String, Vec<&TableName>> = BTreeMap::new();
    for name in facts.keys() {
        all.entry(name.name.to_ascii_lowercase())
            .or_default()
            .push(name);
    }
    all
}

/// The table or view that a trigger watches, as it is spelt itself.
fn watched(object: &Object, spellings: &BTreeMap<String, Vec<&TableName>>) -> String {
    let names = spellings.get(&object.table.to_ascii_lowercase());
    let names = names.map(Vec::as_slice).unwrap_or_default();
    let beside = names.iter().find(|name| name.schema == object.name.schema);
    let found = beside.or(names.first());
    found.map_or_else(|| object.table.clone(), |name| name.name.clone())
}

//! Rows.

use serde_json::Value;

use super::{Lowered, Lowering};
use crate::{
    ddl::{
        DdlStatement, IdentityInsert, Insert, Literal, LiteralKind, ObjectName, Unsupported, Update,
    },
    operation::{BulkInsert, ExecuteUpdate, TypedColumn},
};

impl Lowering<'_> {
    pub(super) fn bulk_insert(
        &self,
        insert: &BulkInsert,
        lowered: &mut Lowered,
    ) -> Result<(), Unsupported> {
        let table = ObjectName::new(insert.schema.as_deref(), &insert.table);
        if insert.rows.is_empty() {
            return Ok(());
        }
        let mut columns: Vec<&str> = insert
            .columns
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        for key in insert.rows.iter().flat_map(|row| row.keys()) {
            if !columns.contains(&key.as_str()) {
                columns.push(key);
            }
        }
        let says = |on: bool| {
            DdlStatement::IdentityInsert(IdentityInsert {
                table: table.clone(),
                columns: columns.iter().map(|&column| column.to_owned()).collect(),
                on,
            })
        };
        let identity_insert = self.dialect.capabilities().identity_insert;
        lowered
            .statements
            .extend(identity_insert.then(|| says(true)));
        for row in &insert.rows {
            let mut values = Vec::new();
            for &column in &columns {
                if let Some(value) = row.get(column) {
                    let literal = self.value(column, value, &insert.columns)?;
                    values.push((column.to_owned(), literal));
                }
            }
            let table = table.clone();
            lowered
                .statements
                .push(DdlStatement::Insert(Insert { table, values }));
        }
        lowered
            .statements
            .extend(identity_insert.then(|| says(false)));
        Ok(())
    }

    pub(super) fn execute_update(
        &self,
        update: &ExecuteUpdate,
    ) -> Result<DdlStatement, Unsupported> {
        let read = |map: &serde_json::Map<String, Value>| {
            let values = map.iter().map(|(column, value)| {
                let literal = self.value(column, value, &update.columns)?;
                let typed = literal.data_type.is_some();
                let plain = matches!(literal.kind, LiteralKind::Inline(_) | LiteralKind::Null);
                if !typed && !plain && !self.parameters_stay {
                    let why = format!("the type of {column} isn't known");
                    let instead = "give it among the `columns`, or write {\"inline_literal\": …}";
                    return Err(self.dialect.unsupported(&why, instead));
                }
                Ok((column.clone(), literal))
            });
            values.collect::<Result<Vec<_>, Unsupported>>()
        };
        let mut values = read(&update.values)?;
        // In the order of the table's columns; those that aren't known follow.
        values.sort_by_key(|(column, _)| {
            let place = update.columns.iter().position(|one| one.name == *column);
            place.unwrap_or(usize::MAX)
        });
        if update.values.is_empty() {
            let why = "there are no values to set";
            return Err(self.dialect.unsupported(why, "give them as `values`"));
        }
        Ok(DdlStatement::Update(Update {
            table: ObjectName::new(update.schema.as_deref(), &update.table),
            values,
            condition: read(&update.condition)?,
            parameters_stay: self.parameters_stay,
        }))
    }

    fn value(
        &self,
        column: &str,
        value: &Value,
        columns: &[TypedColumn],
    ) -> Result<Literal, Unsupported> {
        let typed = columns.iter().find(|one| one.name == column);
        let kind = LiteralKind::read(value).map_err(|why| {
            let why = format!("{column}: {why}");
            self.dialect
                .unsupported(&why, "a number, a text, true, false, null, {\"date\": …} …")
        })?;
        Ok(Literal {
            kind,
            data_type: typed.map(|one| one.data_type.clone()),
        })
    }
}

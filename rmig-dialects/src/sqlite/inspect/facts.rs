//! What the pragmas tell of one table.

use std::collections::BTreeMap;

use rmig_engine::inspect::TableName;

use super::catalogue::{Column, ForeignKey, IndexColumn, Listed};

/// What the pragmas tell of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) listed: Listed,
    /// The columns in their order.
    pub(super) columns: Vec<Column>,
    /// The columns of each index in their order, by the name of the index.
    pub(super) indexes: BTreeMap<String, Vec<IndexColumn>>,
    /// The columns of each foreign key in their order, the last key of the table first.
    pub(super) foreign_keys: BTreeMap<i64, Vec<ForeignKey>>,
}

impl Facts {
    /// The facts of all tables.
    pub(super) fn of_all(
        tables: Vec<Listed>,
        mut columns: Vec<Column>,
        mut index_columns: Vec<IndexColumn>,
        mut foreign_keys: Vec<ForeignKey>,
    ) -> BTreeMap<TableName, Self> {
        columns.sort_by_key(|row| row.position);
        index_columns.sort_by_key(|row| row.position);
        foreign_keys.sort_by_key(|row| row.position);
        let facts = |listed: Listed| {
            let facts = Self {
                listed: listed.clone(),
                columns: Vec::new(),
                indexes: BTreeMap::new(),
                foreign_keys: BTreeMap::new(),
            };
            (listed.name, facts)
        };
        let mut all: BTreeMap<TableName, Self> = tables.into_iter().map(facts).collect();
        for row in columns {
            if let Some(facts) = all.get_mut(&row.table) {
                facts.columns.push(row);
            }
        }
        for row in index_columns {
            if let Some(facts) = all.get_mut(&row.table) {
                facts
                    .indexes
                    .entry(row.index.clone())
                    .or_default()
                    .push(row);
            }
        }
        for row in foreign_keys {
            if let Some(facts) = all.get_mut(&row.table) {
                facts.foreign_keys.entry(row.id).or_default().push(row);
            }
        }
        all
    }

    /// The names of the columns of the primary key.
    pub(super) fn key(&self) -> Vec<&str> {
        let mut key: Vec<&Column> = self.columns.iter().filter(|one| one.key > 0).collect();
        key.sort_by_key(|one| one.key);
        key.into_iter().map(|one| one.name.as_str()).collect()
    }

    /// The names of the columns of each index of this origin.
    pub(super) fn indexed_by(&self, origin: &str) -> Vec<Vec<&str>> {
        let own = self.indexes.values();
        let own = own.filter(|index| index.iter().all(|one| one.origin == origin));
        own.map(|index| index.iter().filter_map(|one| one.name.as_deref()).collect())
            .collect()
    }
}

//! What SQLite answers about its tables, row by row.

use rmig_engine::{connection::Value, inspect::TableName};

/// The answers to all [queries](super::queries).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Catalogue {
    pub(super) objects: Vec<Object>,
    pub(super) tables: Vec<Listed>,
    pub(super) columns: Vec<Column>,
    pub(super) index_columns: Vec<IndexColumn>,
    pub(super) foreign_keys: Vec<ForeignKey>,
}

/// A row of a schema table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Object {
    /// Its number in its schema: what was there before has a smaller one.
    pub(super) position: i64,
    /// `table`, `index`, `view` or `trigger`.
    pub(super) kind: String,
    pub(super) name: TableName,
    /// The table or view that it is or belongs to, as its statement spells it.
    pub(super) table: String,
    pub(super) sql: Option<String>,
}

/// A row of `pragma_table_list`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) name: TableName,
    /// `table`, `view`, `virtual` or `shadow`.
    pub(super) kind: String,
    pub(super) without_rowid: bool,
    pub(super) strict: bool,
}

/// A row of `pragma_table_xinfo`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) table: TableName,
    pub(super) position: i64,
    pub(super) name: String,
    pub(super) data_type: String,
    pub(super) not_null: bool,
    pub(super) default: Option<String>,
    /// Where it stands in the primary key, from 1 on; 0 if it isn't in it.
    pub(super) key: i64,
    /// 2 for a generated column that isn't stored, 3 for one that is.
    pub(super) hidden: i64,
}

/// A row of `pragma_index_xinfo` with what `pragma_index_list` says of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct IndexColumn {
    pub(super) table: TableName,
    pub(super) index: String,
    pub(super) unique: bool,
    /// `c` for an index of its own, `u` for a unique constraint's, `pk` for the primary key's.
    pub(super) origin: String,
    pub(super) partial: bool,
    pub(super) position: i64,
    /// The column's name; none for an expression.
    pub(super) name: Option<String>,
    pub(super) descending: bool,
    pub(super) collation: String,
}

/// A row of `pragma_foreign_key_list`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ForeignKey {
    pub(super) table: TableName,
    /// Which of the table's keys; the last one has the smallest number.
    pub(super) id: i64,
    pub(super) position: i64,
    pub(super) parent: String,
    pub(super) from: String,
    /// None where the key refers to the primary key without naming it.
    pub(super) to: Option<String>,
    pub(super) on_update: String,
    pub(super) on_delete: String,
}

/// One row of an answer, read from left to right.
pub(super) struct Answer(std::vec::IntoIter<Value>);

impl Answer {
    fn text_or_none(&mut self) -> Option<String> {
        match self.0.next()? {
            Value::Null => None,
            Value::Text(text) => Some(text),
            Value::Integer(number) => Some(number.to_string()),
        }
    }

    fn text(&mut self) -> String {
        self.text_or_none().unwrap_or_default()
    }

    fn number(&mut self) -> i64 {
        self.0
            .next()
            .and_then(|value| value.as_integer())
            .unwrap_or_default()
    }

    fn flag(&mut self) -> bool {
        self.number() != 0
    }

    /// Schema and name; `main` is where names without a schema lead.
    fn name(&mut self) -> TableName {
        let schema = self.text();
        TableName {
            schema: (schema != "main").then_some(schema),
            name: self.text(),
        }
    }
}

/// A kind of row that a query answers.
pub(super) trait Row: Sized {
    fn read(answer: &mut Answer) -> Self;

    fn read_all(rows: Vec<Vec<Value>>) -> Vec<Self> {
        let read = |row: Vec<Value>| Self::read(&mut Answer(row.into_iter()));
        rows.into_iter().map(read).collect()
    }
}

impl Row for Object {
    fn read(answer: &mut Answer) -> Self {
        Self {
            name: answer.name(),
            position: answer.number(),
            kind: answer.text(),
            table: answer.text(),
            sql: answer.text_or_none(),
        }
    }
}

impl Row for Listed {
    fn read(answer: &mut Answer) -> Self {
        Self {
            name: answer.name(),
            kind: answer.text(),
            without_rowid: answer.flag(),
            strict: answer.flag(),
        }
    }
}

impl Row for Column {
    fn read(answer: &mut Answer) -> Self {
        Self {
            table: answer.name(),
            position: answer.number(),
            name: answer.text(),
            data_type: answer.text(),
            not_null: answer.flag(),
            default: answer.text_or_none(),
            key: answer.number(),
            hidden: answer.number(),
        }
    }
}

impl Row for IndexColumn {
    fn read(answer: &mut Answer) -> Self {
        Self {
            table: answer.name(),
            index: answer.text(),
            unique: answer.flag(),
            origin: answer.text(),
            partial: answer.flag(),
            position: answer.number(),
            name: answer.text_or_none(),
            descending: answer.flag(),
            collation: answer.text(),
        }
    }
}

impl Row for ForeignKey {
    fn read(answer: &mut Answer) -> Self {
        Self {
            table: answer.name(),
            id: answer.number(),
            position: answer.number(),
            parent: answer.text(),
            from: answer.text(),
            to: answer.text_or_none(),
            on_update: answer.text(),
            on_delete: answer.text(),
        }
    }
}

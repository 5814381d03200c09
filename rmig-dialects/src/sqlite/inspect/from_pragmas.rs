//! Makes of the pragmas alone what can be made of them, where a statement can't be read.

use rmig_engine::schema::{
    Column, Constraint, ForeignKey, IndexColumn, PrimaryKey, ReferentialAction, ServerDefault,
    SortOrder, TableOptions, Unique,
};

use super::{
    catalogue,
    data_type::data_type,
    facts::Facts,
    text::{IndexText, TableText},
};

/// A table without names of constraints, checks, collations, and what else only its statement says.
pub(super) fn table(facts: &Facts) -> TableText {
    let key = facts.key();
    let key = (!key.is_empty()).then(|| {
        Constraint::PrimaryKey(PrimaryKey {
            columns: key.into_iter().map(str::to_owned).collect(),
            ..PrimaryKey::default()
        })
    });
    let unique = |columns: Vec<&str>| {
        Constraint::Unique(Unique {
            columns: columns.into_iter().map(str::to_owned).collect(),
            ..Unique::default()
        })
    };
    let uniques = facts.indexed_by("u").into_iter().map(unique);
    let foreign_keys = facts.foreign_keys.values().rev();
    TableText {
        columns: facts.columns.iter().map(column).collect(),
        constraints: key
            .into_iter()
            .chain(uniques)
            .chain(foreign_keys.map(|rows| foreign_key(rows)))
            .collect(),
        options: TableOptions {
            sqlite_strict: facts.listed.strict,
            sqlite_with_rowid: facts.listed.without_rowid.then_some(false),
            ..TableOptions::default()
        },
    }
}

fn column(facts: &catalogue::Column) -> Column {
    let default = facts.default.as_ref();
    Column {
        nullable: Some(!facts.not_null),
        // Parentheses never hurt, and the pragma leaves them out.
        server_default: default.map(|text| ServerDefault::Text(format!("({text})"))),
        ..Column::new(&facts.name, data_type(&facts.data_type))
    }
}

fn foreign_key(rows: &[catalogue::ForeignKey]) -> Constraint {
    let action = |words: Option<&String>| {
        let action = words.and_then(|words| words.parse().ok());
        action.filter(|action| *action != ReferentialAction::NoAction)
    };
    let first = rows.first();
    Constraint::ForeignKey(ForeignKey {
        columns: rows.iter().map(|row| row.from.clone()).collect(),
        referent_table: first.map(|row| row.parent.clone()).unwrap_or_default(),
        referent_columns: rows.iter().filter_map(|row| row.to.clone()).collect(),
        ondelete: action(first.map(|row| &row.on_delete)),
        onupdate: action(first.map(|row| &row.on_update)),
        ..ForeignKey::default()
    })
}

/// An index without its expressions and its condition.
pub(super) fn index(columns: &[catalogue::IndexColumn]) -> IndexText {
    let column = |facts: &catalogue::IndexColumn| {
        let name = facts.name.as_ref()?;
        Some(IndexColumn {
            order: facts.descending.then_some(SortOrder::Desc),
            collation: (facts.collation != "BINARY").then(|| facts.collation.clone()),
            ..IndexColumn::column(name)
        })
    };
    IndexText {
        columns: columns.iter().filter_map(column).collect(),
        ..IndexText::default()
    }
}

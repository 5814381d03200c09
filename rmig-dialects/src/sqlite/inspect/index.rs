//! Indexes: what their statements and the pragmas tell together.

use rmig_engine::{
    inspect::{IndexRow, InspectedKind, NotUnderstood, Obstacle, Rows},
    schema::{Expression, Index, IndexColumn, IndexOptions, Name},
};

use super::{
    catalogue::{self, Object},
    from_pragmas,
    text::IndexText,
};

/// Makes a row of an index.
pub(super) fn add(rows: &mut Rows, object: &Object, columns: &[catalogue::IndexColumn]) {
    let Some(first) = columns.first() else {
        return;
    };
    let sql = object.sql.as_deref().unwrap_or_default();
    let text = match IndexText::read(sql) {
        Ok(text) => settled(text, columns).map_err(Obstacle::Differs),
        Err(problem) => Err(Obstacle::Unreadable(problem.0)),
    };
    let text = text.unwrap_or_else(|obstacle| {
        rows.not_understood.push(NotUnderstood {
            kind: InspectedKind::Index,
            schema: object.name.schema.clone(),
            name: object.name.name.clone(),
            table: Some(first.table.clone()),
            text: object.sql.clone(),
            obstacle,
        });
        from_pragmas::index(columns)
    });
    rows.indexes.push(IndexRow {
        table: first.table.clone(),
        position: object.position,
        index: Index {
            name: Name::Final(object.name.name.clone()),
            columns: text.columns,
            unique: first.unique,
            options: IndexOptions {
                sqlite_where: text.condition.map(|text| Expression { text }),
                ..IndexOptions::default()
            },
        },
    });
}

/// The statement with the names that SQLite found for columns, or in what it differs.
fn settled(mut text: IndexText, facts: &[catalogue::IndexColumn]) -> Result<IndexText, String> {
    if text.columns.len() != facts.len() {
        return Err(format!(
            "{} columns instead of {}",
            text.columns.len(),
            facts.len()
        ));
    }
    if facts
        .iter()
        .any(|one| one.partial != text.condition.is_some())
    {
        return Err("whether it is over all rows".to_owned());
    }
    let written = text.columns.iter_mut().zip(&text.as_written);
    for ((column, written), facts) in written.zip(facts) {
        let differs = |what: &str| Err(format!("{what} of {written:?}"));
        match &facts.name {
            Some(name) if column.is_expression => {
                return differs(&format!("the column {name:?} instead"));
            }
            Some(name) if !column.element.eq_ignore_ascii_case(name) => {
                return differs(&format!("the column {name:?} instead"));
            }
            Some(name) => column.element.clone_from(name),
            // A text in the double quotes of a name, or a keyword.
            None if !column.is_expression => {
                *column = IndexColumn {
                    order: column.order,
                    ..IndexColumn::expression(written)
                };
            }
            None => {}
        }
        if column.order.is_some() != facts.descending {
            return differs("the order");
        }
        if let Some(collation) = &column.collation
            && !collation.eq_ignore_ascii_case(&facts.collation)
        {
            return differs("the collation");
        }
    }
    Ok(text)
}

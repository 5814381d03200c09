//! Random indexes: a `CREATE INDEX` statement, and what it means.

use rmig_engine::schema::{Expression, Index, IndexColumn, IndexOptions, Name, SortOrder};

use super::dice::Dice;

/// Expressions over nothing, and those of them whose collation can be told apart.
const WHOLE: &[&str] = &["lower('x')", "(1 + 2)", "coalesce(NULL, ')')"];
const LOOSE: &[&str] = &[
    "1 || 2",
    "-1",
    "'a' IN ('b', 'c')",
    "CASE 1 WHEN 1 THEN 2 END",
];
const CONDITIONS: &[&str] = &["1", "1 > 0 AND ')' <> 'x' -- c\n OR 0", "(1) IS NOT NULL"];

/// A statement over these columns, and the index that it means.
pub(super) fn random_index(choices: Vec<u16>, columns: &[String]) -> (String, Index) {
    let mut dice = Dice::new(choices);
    let mut tokens = vec![dice.word("CREATE")];
    let unique = dice.once_in(3);
    if unique {
        tokens.push(dice.word("UNIQUE"));
    }
    tokens.push(dice.word("INDEX"));
    let name = dice.of(&["i", "an index", "in\"dex"]);
    tokens.push(dice.name(name));
    tokens.push(dice.word("ON"));
    tokens.push(dice.name("t"));
    let mut index = Index {
        name: Name::Final(name.to_owned()),
        unique,
        ..Index::default()
    };
    for at in 0..1 + dice.below(4) {
        tokens.push(if at == 0 { "(" } else { "," }.to_owned());
        index.columns.push(column(&mut dice, &mut tokens, columns));
    }
    tokens.push(")".to_owned());
    if dice.once_in(3) {
        tokens.push(dice.word("WHERE"));
        let condition = dice.of(CONDITIONS);
        tokens.push(condition.to_owned());
        index.options = IndexOptions {
            sqlite_where: Some(Expression::from(condition)),
            ..IndexOptions::default()
        };
    }
    (dice.join(&tokens), index)
}

fn column(dice: &mut Dice, tokens: &mut Vec<String>, columns: &[String]) -> IndexColumn {
    let mut column = match dice.below(5) {
        0 => {
            let text = dice.of(WHOLE);
            tokens.push(text.to_owned());
            IndexColumn::expression(text)
        }
        1 => {
            let text = dice.of(LOOSE);
            tokens.push(text.to_owned());
            IndexColumn::expression(text)
        }
        _ => {
            let name = &columns[dice.below(columns.len())];
            tokens.push(dice.name(name));
            IndexColumn::column(name)
        }
    };
    let is_loose = column.is_expression && !WHOLE.contains(&column.element.as_str());
    if !is_loose && dice.once_in(3) {
        let collation = dice.of(&["nocase", "BINARY"]);
        tokens.push(dice.word("COLLATE"));
        tokens.push(dice.name(collation));
        column.collation = Some(collation.to_owned());
    }
    let order = dice.of(&["", "ASC", "DESC"]);
    if !order.is_empty() {
        tokens.push(dice.word(order));
    }
    column.order = (order == "DESC").then_some(SortOrder::Desc);
    column
}

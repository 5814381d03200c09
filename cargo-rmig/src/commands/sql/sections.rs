//! Statements that run under the same conditions, as a section of a revision holds them.

use rmig_engine::{
    ddl::{DdlScript, ScriptStatement},
    plan::Direction,
};
use serde::Serialize;

/// Statements that run under the same conditions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Section {
    /// How many statements.
    statements: usize,
    /// `none` if they run outside of a transaction.
    #[serde(skip_serializing_if = "Option::is_none")]
    transaction: Option<&'static str>,
    /// `off` if foreign keys have to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    foreign_keys: Option<&'static str>,
}

impl Section {
    fn with(statement: &ScriptStatement) -> Self {
        Self {
            statements: 0,
            transaction: (!statement.in_transaction).then_some("none"),
            foreign_keys: statement.foreign_keys_off.then_some("off"),
        }
    }

    fn is_special(&self) -> bool {
        self.transaction.is_some() || self.foreign_keys.is_some()
    }

    fn marker(&self, direction: Direction) -> String {
        let transaction = self
            .transaction
            .map(|value| format!(" transaction={value}"));
        let foreign_keys = self
            .foreign_keys
            .map(|value| format!(" foreign_keys={value}"));
        let keys: String = [transaction, foreign_keys].into_iter().flatten().collect();
        format!("-- rmig: {}{keys}\n", direction.as_str())
    }
}

/// The sections of a script, in order.
pub(super) fn of(script: &DdlScript) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for statement in &script.statements {
        let wanted = Section::with(statement);
        match sections.last_mut() {
            Some(last)
                if (last.transaction, last.foreign_keys)
                    == (wanted.transaction, wanted.foreign_keys) =>
            {
                last.statements += 1;
            }
            _ => sections.push(Section {
                statements: 1,
                ..wanted
            }),
        }
    }
    sections
}

/// The script as text; where a section needs more than a transaction, each begins with its marker.
pub(super) fn text(
    script: &DdlScript,
    sections: &[Section],
    separator: Option<&str>,
    direction: Direction,
) -> String {
    let marked = sections.iter().any(Section::is_special);
    let mut statements = script.statements.iter();
    let mut text = String::new();
    for section in sections {
        if marked {
            text.push_str(&section.marker(direction));
        }
        for statement in statements.by_ref().take(section.statements) {
            text.push_str(&format!("{};\n\n", statement.sql));
            if let Some(separator) = separator {
                text.push_str(&format!("{separator}\n\n"));
            }
        }
    }
    text
}

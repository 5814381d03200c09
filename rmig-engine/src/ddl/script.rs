//! Operations as a script.

use super::{DdlDialect, DdlStatement, Lowering, Unsupported, lower};
use crate::{inspect::Inspected, operation::OperationList};

/// Operations, as the statements of a dialect.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DdlScript {
    /// The statements in their order.
    pub statements: Vec<ScriptStatement>,
    /// What the database doesn't do of what the operations say, and what may surprise.
    pub warnings: Vec<String>,
}

/// A statement of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptStatement {
    /// Its SQL, without a semicolon.
    pub sql: String,
    /// Whether it can run in a transaction.
    pub in_transaction: bool,
    /// Whether foreign keys have to be off while it runs.
    pub foreign_keys_off: bool,
}

/// Writes operations for a dialect; `database` is what it holds, where somebody looked.
///
/// # Errors
///
/// [`Unsupported`] if the database can't do what one of them says; then none is written.
pub fn render(
    list: &OperationList,
    dialect: &dyn DdlDialect,
    database: Option<&Inspected>,
) -> Result<DdlScript, Unsupported> {
    let lowering = Lowering {
        dialect,
        naming_convention: &list.naming_convention,
        default_schema: list.default_schema.as_deref(),
        parameters_stay: list.parameters_stay,
        database,
    };
    let mut script = DdlScript::default();
    for operation in &list.operations {
        let lowered = lower(operation, &lowering)?;
        for statement in &lowered.statements {
            let written = write(dialect, statement, operation.name())?;
            script
                .statements
                .extend(written.into_iter().map(|sql| ScriptStatement {
                    sql,
                    in_transaction: dialect.runs_in_transaction(statement),
                    foreign_keys_off: lowered.foreign_keys_off,
                }));
        }
        script.warnings.extend(lowered.warnings);
    }
    Ok(script)
}

fn write(
    dialect: &dyn DdlDialect,
    statement: &DdlStatement,
    operation: &str,
) -> Result<Vec<String>, Unsupported> {
    let written = dialect.write(statement);
    written.map_err(|unsupported| unsupported.within(operation))
}

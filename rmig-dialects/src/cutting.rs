//! Tests of cutting scripts into statements, by each dialect's rules.

mod dumps;
mod laws;
mod mysql;
mod oracle;
mod postgres;
mod sections;

use rmig_engine::scanner::{Piece, Pieces, ScanError, ScanRules};

/// The statements of a text.
fn cut<'a>(sql: &'a str, rules: &ScanRules) -> Result<Vec<&'a str>, ScanError> {
    let pieces: Vec<Piece> = Pieces::new(sql, 0..sql.len(), rules).collect::<Result<_, _>>()?;
    let statements = pieces.into_iter().filter_map(|piece| piece.statement);
    Ok(statements.map(|span| &sql[span]).collect())
}

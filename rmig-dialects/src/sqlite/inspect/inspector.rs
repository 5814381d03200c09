//! Asks SQLite, and hands the answers on.

use async_trait::async_trait;
use rmig_engine::{
    connection::{Connection, DatabaseError},
    inspect::{Inspected, Inspector, Scope, assemble},
};

use super::{
    catalogue::{Catalogue, Row},
    queries::{Queries, SCHEMAS},
    rows,
};

/// Reads what a SQLite database holds.
///
/// The schema `main` is where names without a schema lead; `temp` and attached files have theirs.
/// What the model says of a table beyond [what all inspectors say](rmig_engine::inspect):
///
/// - Constraints stand in the order of the `CREATE TABLE` statement, those written with a column too.
/// - `nullable` is what SQLite says, so that an `INTEGER PRIMARY KEY` without `NOT NULL` is nullable.
/// - A foreign key that names no columns of its parent has none.
/// - A type is one of rmig's own if it would be written the same again, else the text as it stands.
/// - Texts of checks, generated columns, defaults, index expressions and predicates are as they were
///   written. A default is a [literal](rmig_engine::schema::ServerDefault::Literal) if SQLite takes it for
///   a text (`'new'`, also `new`), else it keeps its parentheses.
/// - What means nothing to SQLite is left out: `ASC`, `NULL`, `ON INSERT`, `DEFERRABLE` without a
///   foreign key, the names of defaults, collations and generated columns, and comments between parts.
/// - Virtual tables and what belongs to them are [not understood](Inspected::not_understood), nor is a
///   table whose statement can't be read or says something else than the pragmas.
/// - Views and triggers outside of `main` have their schema in their definition, so that it creates
///   them again where they are. With [one table](Scope::Table) come its temporary triggers.
#[derive(Clone, Copy, Debug, Default)]
pub struct SqliteInspector;

#[async_trait]
impl Inspector for SqliteInspector {
    async fn inspect(
        &self,
        connection: &mut dyn Connection,
        scope: &Scope,
    ) -> Result<Inspected, DatabaseError> {
        // One look, whatever others change meanwhile; also within a transaction.
        connection.execute("SAVEPOINT rmig_inspect").await?;
        let catalogue = look(connection, scope).await;
        let released = connection.execute("RELEASE rmig_inspect").await;
        let catalogue = catalogue?;
        released?;
        Ok(assemble(rows::of(catalogue)))
    }
}

/// Asks all queries.
pub(super) async fn look(
    connection: &mut dyn Connection,
    scope: &Scope,
) -> Result<Catalogue, DatabaseError> {
    let schemas: Vec<String> = connection
        .query(SCHEMAS)
        .await?
        .iter()
        .filter_map(|row| row.first()?.as_text())
        .filter(|name| scope.holds_schema((*name != "main").then_some(name)))
        .map(str::to_owned)
        .collect();
    if schemas.is_empty() {
        return Ok(Catalogue::default());
    }
    let queries = Queries::new(&schemas, scope);
    Ok(Catalogue {
        objects: Row::read_all(connection.query(&queries.objects()).await?),
        tables: Row::read_all(connection.query(&queries.tables()).await?),
        columns: Row::read_all(connection.query(&queries.columns()).await?),
        index_columns: Row::read_all(connection.query(&queries.index_columns()).await?),
        foreign_keys: Row::read_all(connection.query(&queries.foreign_keys()).await?),
    })
}

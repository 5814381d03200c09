//! Texts that change with the definition of an object.

mod queries;

use rmig_engine::{
    connection::{Connection as _, DatabaseError, InvalidIndex, Value},
    dialect::{DatabaseObject, Dialect as _, ObjectKind},
};

use super::{PostgresConnection, PostgresDialect};

/// The definition of an object; none where there is no such object.
pub(super) async fn of(
    connection: &mut PostgresConnection,
    object: &DatabaseObject,
) -> Result<Option<String>, DatabaseError> {
    let (catalogue, text) = match object.kind {
        ObjectKind::Table => (queries::TABLES, queries::TABLE),
        ObjectKind::View => (queries::VIEWS, queries::VIEW),
        ObjectKind::Index => (queries::INDEXES, queries::INDEX),
        ObjectKind::Sequence => (queries::SEQUENCES, queries::SEQUENCE),
        ObjectKind::Type => (queries::TYPES, queries::TYPE),
        ObjectKind::Routine => (queries::ROUTINES, queries::ROUTINE),
        ObjectKind::Trigger => (queries::TRIGGERS, queries::TRIGGER),
        ObjectKind::Schema => (queries::SCHEMAS, queries::SCHEMA),
        ObjectKind::Event => (queries::EVENTS, queries::EVENT),
    };
    let schema = object.schema.as_deref();
    let here = match (schema, catalogue.visible) {
        (Some(schema), Some(_)) => {
            format!("n.nspname = {}", PostgresDialect.quote_text(schema))
        }
        (None, Some(visible)) => visible.to_owned(),
        (_, None) => "true".to_owned(),
    };
    // Names are looked up by the session's search path; how the server spells names in a definition
    // depends on it too, so that is read with another one, which is always the same.
    let find = format!(
        "SELECT set_config('rmig.objects', coalesce((SELECT array_agg(o.oid ORDER BY o.oid)::text \
         FROM {} WHERE {} = {} AND {here}), '{{}}'), true), \
         set_config('rmig.search_path', current_setting('search_path'), true)",
        catalogue.from,
        catalogue.name,
        PostgresDialect.quote_text(&object.name),
    );
    let read = format!(
        "SELECT string_agg(line, E'\\n' ORDER BY line) FROM (SELECT \
         unnest(current_setting('rmig.objects')::oid[]) AS oid) o, LATERAL ({text}) t (line)"
    );
    let statements = [
        find.as_str(),
        "SELECT set_config('search_path', 'pg_catalog', true)",
        read.as_str(),
        // In a transaction the path would stay what it is now.
        "SELECT set_config('search_path', current_setting('rmig.search_path'), true)",
    ];
    let answers = connection.run(&statements, Some(2), &mut |_| ()).await;
    let rows = answers.map_err(|failed| failed.error)?.rows;
    let text = rows
        .into_iter()
        .next()
        .and_then(|row| row.into_iter().next());
    Ok(match text {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    })
}

/// The indexes that aren't valid. That of a partitioned table may well be waiting for its parts.
pub(super) async fn invalid_indexes(
    connection: &mut PostgresConnection,
) -> Result<Vec<InvalidIndex>, DatabaseError> {
    let sql = "SELECT format('%I.%I', n.nspname, c.relname), EXISTS (SELECT FROM \
               pg_catalog.pg_stat_progress_create_index p WHERE p.relid = i.indrelid AND \
               p.datid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())) \
               FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid \
               JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
               WHERE NOT i.indisvalid AND c.relkind = 'i' ORDER BY 1";
    let rows = connection.query(sql).await?;
    let index = |row: &Vec<Value>| {
        Some(InvalidIndex {
            name: row.first()?.as_text()?.to_owned(),
            is_being_built: row.get(1) == Some(&Value::Integer(1)),
        })
    };
    Ok(rows.iter().filter_map(index).collect())
}

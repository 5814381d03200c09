//! The queries that the inspector asks: as many for a thousand tables as for one.

use rmig_engine::{dialect::Dialect as _, inspect::Scope};

use crate::sqlite::SqliteDialect;

/// The schemas there are.
pub(super) const SCHEMAS: &str = "SELECT name FROM pragma_database_list ORDER BY seq";

/// The queries for some schemas.
pub(super) struct Queries<'a> {
    schemas: &'a [String],
    scope: &'a Scope,
}

impl<'a> Queries<'a> {
    /// Queries for these schemas, of those that there are.
    pub(super) fn new(schemas: &'a [String], scope: &'a Scope) -> Self {
        Self { schemas, scope }
    }

    /// The rows of all schema tables, but for SQLite's own.
    pub(super) fn objects(&self) -> String {
        let of_table = self.of_table("tbl_name");
        let one = |schema: &String| {
            let literal = SqliteDialect.quote_text(schema);
            let identifier = SqliteDialect.quote_identifier(schema);
            format!(
                "SELECT {literal}, name, rowid, type, tbl_name, sql FROM {identifier}.sqlite_master \
                 WHERE lower(substr(name, 1, 7)) <> 'sqlite_'{of_table}"
            )
        };
        let mut parts: Vec<String> = self.schemas.iter().map(one).collect();
        if let Some(table) = self.scope.table().filter(|table| table.schema.is_none()) {
            // They go with the table, wherever they are kept.
            let name = SqliteDialect.quote_text(&table.name);
            parts.push(format!(
                "SELECT 'temp', name, rowid, type, tbl_name, sql FROM temp.sqlite_master \
                 WHERE type = 'trigger' AND tbl_name = {name} COLLATE NOCASE \
                 AND NOT EXISTS (SELECT 1 FROM temp.sqlite_master \
                 WHERE type = 'table' AND name = {name} COLLATE NOCASE)"
            ));
        }
        parts.join(" UNION ALL ")
    }

    /// The rows of `pragma_table_list`.
    pub(super) fn tables(&self) -> String {
        format!(
            "SELECT t.schema, t.name, t.type, t.wr, t.strict FROM pragma_table_list AS t WHERE {}",
            self.tables_of_interest()
        )
    }

    /// The columns of all tables; those that are hidden in virtual tables can't be there.
    pub(super) fn columns(&self) -> String {
        self.of_all_tables(
            "c.cid, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk, c.hidden",
            "pragma_table_xinfo(t.name, t.schema) AS c",
            "",
        )
    }

    /// The columns of all indexes.
    pub(super) fn index_columns(&self) -> String {
        self.of_all_tables(
            "i.name, i.\"unique\", i.origin, i.partial, c.seqno, c.name, c.desc, c.coll",
            "pragma_index_list(t.name, t.schema) AS i \
             CROSS JOIN pragma_index_xinfo(i.name, t.schema) AS c",
            " AND c.key",
        )
    }

    /// The columns of all foreign keys.
    pub(super) fn foreign_keys(&self) -> String {
        self.of_all_tables(
            "f.id, f.seq, f.\"table\", f.\"from\", f.\"to\", f.on_update, f.on_delete",
            "pragma_foreign_key_list(t.name, t.schema) AS f",
            "",
        )
    }

    /// A query over the tables and a pragma of each; a view that is broken would end it.
    fn of_all_tables(&self, columns: &str, pragma: &str, and: &str) -> String {
        format!(
            "SELECT t.schema, t.name, {columns} FROM pragma_table_list AS t CROSS JOIN {pragma} \
             WHERE t.type = 'table' AND {}{and}",
            self.tables_of_interest()
        )
    }

    fn tables_of_interest(&self) -> String {
        let schemas: Vec<String> = self
            .schemas
            .iter()
            .map(|schema| SqliteDialect.quote_text(schema))
            .collect();
        format!(
            "t.schema IN ({}) AND lower(substr(t.name, 1, 7)) <> 'sqlite_'{}",
            schemas.join(", "),
            self.of_table("t.name")
        )
    }

    fn of_table(&self, column: &str) -> String {
        match self.scope.table() {
            Some(table) => {
                let name = SqliteDialect.quote_text(&table.name);
                format!(" AND {column} = {name} COLLATE NOCASE")
            }
            None => String::new(),
        }
    }
}

//! How SQLite writes its statements.

mod reserved;
mod types;

use rmig_engine::{
    ddl::{
        AlterColumnStyle, ColumnDefinition, CommentStyle, CopyRows, CreateIndex, CreateTable,
        DdlCapabilities, DdlDialect, EnumStyle, ObjectName, Unsupported,
    },
    dialect::IdentifierLimit,
    operation,
    schema::{
        Check, Constraint, DataType, Deferral, IndexColumn, Nulls, PrimaryKey, ServerDefault,
        SortOrder, TableOptions, Unique,
    },
};

use super::dialect::{guard, quote_identifier, quote_text};

/// How SQLite writes its statements.
#[derive(Clone, Copy, Debug, Default)]
pub struct SqliteDdl;

const CAPABILITIES: DdlCapabilities = DdlCapabilities {
    alter_column: AlterColumnStyle::Never,
    alter_constraints: false,
    drop_column: true,
    indexes_hold_columns: true,
    foreign_keys_hold_columns: false,
    inline_checks_have_names: true,
    alter_time_defaults: true,
    comments: CommentStyle::None,
    comments_name_schema: false,
    enums: EnumStyle::Text,
    booleans_are_numbers: true,
    uuids_have_hyphens: false,
    alter_identity: false,
    defaults_are_constraints: false,
    identity_insert: false,
    indexes_belong_to_tables: false,
    actions_name_columns: false,
    numbers_lead_keys: true,
    keys_have_names: true,
    foreign_keys_cross_schemas: false,
    inline_references: true,
    constraints_belong_to_schemas: false,
    rebuilds: true,
    add_computed_defaults: false,
    column_if_exists: false,
    index_if_exists: true,
    constraint_if_exists: false,
    identifier_limit: IdentifierLimit::None,
};

impl DdlDialect for SqliteDdl {
    fn name(&self) -> &'static str {
        "sqlite"
    }

    fn capabilities(&self) -> &DdlCapabilities {
        &CAPABILITIES
    }

    fn quote_identifier(&self, name: &str) -> String {
        quote_identifier(name)
    }

    fn is_reserved(&self, word: &str) -> bool {
        reserved::WORDS.binary_search(&word).is_ok()
    }

    fn quote_text(&self, text: &str) -> String {
        quote_text(text)
    }

    fn data_type(&self, data_type: &DataType) -> Result<String, Unsupported> {
        types::data_type(self, data_type)
    }

    fn now(&self) -> &'static str {
        "CURRENT_TIMESTAMP"
    }

    fn function(&self, name: &str) -> String {
        match name.eq_ignore_ascii_case("localtimestamp") {
            true => "DATETIME(CURRENT_TIMESTAMP, 'localtime')".to_owned(),
            false => self.standard_function(name),
        }
    }

    fn default_value(&self, default: &ServerDefault) -> Option<String> {
        match default {
            ServerDefault::Literal(text) => Some(self.quote_text(text)),
            ServerDefault::Text(sql) => Some(types::default_expression(sql)),
            ServerDefault::Now => Some(self.now().to_owned()),
            ServerDefault::Func(name) => Some(types::default_expression(&self.function(name))),
            ServerDefault::Identity(_) | ServerDefault::Computed(_) => None,
        }
    }

    fn column_attributes(&self, definition: &ColumnDefinition) -> Result<Vec<String>, Unsupported> {
        let column = &definition.column;
        let mut parts = vec![self.data_type(&column.data_type)?];
        // A column may do without a type.
        parts.retain(|part| !part.is_empty());
        if let Some(collation) = &column.collation {
            parts.push(format!("COLLATE {}", self.quote_identifier(collation)));
        }
        let default = column.server_default.as_ref();
        let value = default.and_then(|default| self.default_value(default));
        parts.extend(value.map(|value| format!("DEFAULT {value}")));
        if !definition.nullable {
            if let Some(name) = column.not_null_name.written() {
                parts.push(format!("CONSTRAINT {}", self.identifier(name)));
            }
            let conflict = on_conflict(column.sqlite_on_conflict_not_null.as_deref());
            parts.push(format!("NOT NULL{conflict}"));
        }
        if let Some(computed) = default.and_then(|default| default.computed()) {
            parts.push(self.computed(computed)?);
        }
        Ok(parts)
    }

    fn primary_key(&self, key: &PrimaryKey) -> Result<String, Unsupported> {
        let conflict = on_conflict(key.sqlite_on_conflict.as_deref());
        self.at_once(key.deferral)?;
        Ok(format!(
            "PRIMARY KEY ({}){conflict}",
            self.key_columns(&key.columns, &key.sqlite_key)?
        ))
    }

    fn unique(&self, unique: &Unique) -> Result<String, Unsupported> {
        let conflict = on_conflict(unique.sqlite_on_conflict.as_deref());
        self.at_once(unique.deferral)?;
        Ok(format!(
            "UNIQUE ({}){conflict}",
            self.key_columns(&unique.columns, &unique.sqlite_key)?
        ))
    }

    fn check(&self, check: &Check) -> Result<String, Unsupported> {
        let conflict = on_conflict(check.sqlite_on_conflict.as_deref());
        self.at_once(check.deferral)?;
        Ok(format!("CHECK ({}){conflict}", check.sqltext))
    }

    fn table_options(
        &self,
        options: &TableOptions,
        _: Option<&str>,
    ) -> Result<String, Unsupported> {
        let words = [
            (options.sqlite_with_rowid == Some(false), "WITHOUT ROWID"),
            (options.sqlite_strict, "STRICT"),
        ];
        let said: Vec<&str> = words
            .iter()
            .filter(|(said, _)| *said)
            .map(|(_, word)| *word)
            .collect();
        Ok(match said.is_empty() {
            true => String::new(),
            false => format!("\n {}", said.join(",\n ")),
        })
    }

    fn index_column(&self, _: &CreateIndex, column: &IndexColumn) -> Result<String, Unsupported> {
        self.indexed(column)
    }

    fn date_time(&self, text: &str) -> String {
        types::date_time(text)
    }

    fn time(&self, text: &str) -> String {
        types::with_fraction(text)
    }

    fn inline_key(&self, definition: &ColumnDefinition, key: &PrimaryKey) -> String {
        let own = definition.column.sqlite_on_conflict_primary_key.as_deref();
        let conflict = on_conflict(key.sqlite_on_conflict.as_deref().or(own));
        let order = if key.sqlite_not_rowid { " DESC" } else { "" };
        let numbers = if definition.autoincrement {
            " AUTOINCREMENT"
        } else {
            ""
        };
        format!("PRIMARY KEY{order}{conflict}{numbers}")
    }

    fn arranged(&self, create: &CreateTable) -> Result<Option<CreateTable>, Unsupported> {
        let key = create
            .constraints
            .iter()
            .find_map(|constraint| match constraint {
                Constraint::PrimaryKey(key) => Some(key.clone()),
                _ => None,
            });
        let numbered = create
            .columns
            .iter()
            .any(|one| one.in_key && one.column.autoincrement == Some(true));
        if numbered && key.as_ref().is_some_and(|key| key.columns.len() > 1) {
            return Err(self.unsupported(
                "only a primary key of one column can number the rows",
                "leave `autoincrement` away, or give it such a key",
            ));
        }
        match key {
            Some(key) if create.options.sqlite_autoincrement || key.sqlite_not_rowid => {
                self.with_inline_key(create, &key).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn replaces_views(&self) -> bool {
        false
    }

    fn create_index(&self, create: &CreateIndex) -> Result<String, Unsupported> {
        let index = &create.index;
        let unique = if index.unique { "UNIQUE " } else { "" };
        let if_not_exists = if create.if_not_exists {
            "IF NOT EXISTS "
        } else {
            ""
        };
        // The index lies where its table does, and says so, not the table.
        let name = ObjectName::new(create.table.schema.as_deref(), &create.name);
        let table = self.identifier(&create.table.name);
        let columns = index
            .columns
            .iter()
            .map(|column| self.index_column(create, column));
        let columns: Vec<String> = columns.collect::<Result<_, _>>()?;
        let condition = index.options.sqlite_where.as_ref();
        let condition = condition.map(|condition| format!(" WHERE {}", condition.text));
        Ok(format!(
            "CREATE {unique}INDEX {if_not_exists}{} ON {table} ({}){}",
            self.object(&name),
            columns.join(", "),
            condition.unwrap_or_default(),
        ))
    }

    fn copy_rows(&self, copy: &CopyRows) -> Result<Vec<String>, Unsupported> {
        let mut statements = vec![self.standard_copy(copy)?];
        let (from, to) = (self.object(&copy.from), self.object(&copy.to));
        if copy.keep_counter {
            let (old, new) = (
                self.quote_text(&copy.from.name),
                self.quote_text(&copy.to.name),
            );
            let sequences = ObjectName::new(copy.from.schema.as_deref(), "sqlite_sequence");
            let sequences = self.object(&sequences);
            statements.push(format!("DELETE FROM {sequences} WHERE name = {new}"));
            statements.push(format!(
                "INSERT INTO {sequences} (name, seq) SELECT {new}, seq FROM {sequences} WHERE name = {old}"
            ));
        }
        if copy.count {
            let same = format!("(SELECT COUNT(*) FROM {from}) = (SELECT COUNT(*) FROM {to})");
            statements.push(guard(
                &same,
                &format!("not all rows of {} were copied", copy.from.name),
            ));
        }
        Ok(statements)
    }

    fn create_function(&self, _: &operation::CreateFunction) -> Result<String, Unsupported> {
        Err(self.no_functions())
    }

    fn replace_function(&self, _: &operation::ReplaceFunction) -> Result<Vec<String>, Unsupported> {
        Err(self.no_functions())
    }

    fn drop_function(&self, _: &operation::DropFunction) -> Result<String, Unsupported> {
        Err(self.no_functions())
    }

    fn create_view(&self, create: &operation::CreateView) -> Result<String, Unsupported> {
        if create.materialized {
            return Err(self.no_materialized_views());
        }
        let name = ObjectName::new(create.schema.as_deref(), &create.name);
        Ok(format!(
            "CREATE VIEW {} AS {}",
            self.object(&name),
            create.definition
        ))
    }

    fn drop_view(&self, drop: &operation::DropView) -> Result<String, Unsupported> {
        if drop.materialized {
            return Err(self.no_materialized_views());
        }
        let name = ObjectName::new(drop.schema.as_deref(), &drop.name);
        let if_exists = if drop.if_exists { "IF EXISTS " } else { "" };
        Ok(format!("DROP VIEW {if_exists}{}", self.object(&name)))
    }

    fn create_schema(&self, _: &operation::CreateSchema) -> Result<String, Unsupported> {
        Err(self.no_schemas())
    }

    fn drop_schema(&self, _: &operation::DropSchema) -> Result<String, Unsupported> {
        Err(self.no_schemas())
    }

    fn create_sequence(&self, _: &operation::CreateSequence) -> Result<String, Unsupported> {
        Err(self.no_sequences())
    }

    fn alter_sequence(&self, _: &operation::AlterSequence) -> Result<String, Unsupported> {
        Err(self.no_sequences())
    }

    fn drop_sequence(&self, _: &operation::DropSequence) -> Result<String, Unsupported> {
        Err(self.no_sequences())
    }
}

impl SqliteDdl {
    fn no_materialized_views(self) -> Unsupported {
        self.unsupported("it keeps no rows of views", "a table")
    }

    /// Refuses a constraint that would be checked later.
    fn at_once(self, deferral: Deferral) -> Result<(), Unsupported> {
        match deferral.deferrable == Some(true) || deferral.initially.is_some() {
            true => Err(self.unsupported(
                "only foreign keys can be checked later",
                "leave `deferrable` and `initially` away",
            )),
            false => Ok(()),
        }
    }

    fn no_functions(self) -> Unsupported {
        self.unsupported(
            "functions come from the program that uses it",
            "leave it away here",
        )
    }

    fn no_schemas(self) -> Unsupported {
        self.unsupported(
            "a schema is a database file that is attached",
            "leave it away here",
        )
    }

    fn no_sequences(self) -> Unsupported {
        self.unsupported("it knows no sequences", "a table with AUTOINCREMENT")
    }

    /// What a key or an index is over.
    fn indexed(self, column: &IndexColumn) -> Result<String, Unsupported> {
        if column.nulls.is_some_and(|nulls| {
            let first = column.order != Some(SortOrder::Desc);
            (nulls == Nulls::First) != first
        }) {
            return Err(self.unsupported(
                "NULLs stand first in its indexes, last where they are descending",
                "leave `nulls_first` and `nulls_last` away",
            ));
        }
        let mut sql = self.index_element(column);
        if let Some(collation) = &column.collation {
            sql.push_str(&format!(" COLLATE {}", self.quote_identifier(collation)));
        }
        match column.order {
            Some(SortOrder::Asc) => sql.push_str(" ASC"),
            Some(SortOrder::Desc) => sql.push_str(" DESC"),
            None => {}
        }
        Ok(sql)
    }

    /// The columns of a key, each with its order and collation where one of them has such.
    fn key_columns(
        self,
        columns: &[String],
        special: &[IndexColumn],
    ) -> Result<String, Unsupported> {
        if special.is_empty() {
            return Ok(self.identifiers(columns));
        }
        let columns = special.iter().map(|column| self.indexed(column));
        Ok(columns.collect::<Result<Vec<_>, _>>()?.join(", "))
    }

    /// The table with its primary key written with the column: there it says `AUTOINCREMENT`, and
    /// only there that it isn't the number of the row.
    fn with_inline_key(
        self,
        create: &CreateTable,
        key: &PrimaryKey,
    ) -> Result<CreateTable, Unsupported> {
        let wrong = || {
            self.unsupported(
                "AUTOINCREMENT belongs to a primary key of one INTEGER column",
                "leave `sqlite_autoincrement` away, or give it such a key",
            )
        };
        let [column] = key.columns.as_slice() else {
            return Err(wrong());
        };
        let mut create = create.clone();
        let found = create
            .columns
            .iter_mut()
            .find(|one| one.column.name == *column);
        let definition = found.ok_or_else(wrong)?;
        let written = self.data_type(&definition.column.data_type)?;
        if !is_integer(&written) {
            let numbered = create.options.sqlite_autoincrement;
            return if numbered { Err(wrong()) } else { Ok(create) };
        }
        definition.autoincrement = create.options.sqlite_autoincrement;
        definition.inline_key = Some(key.clone());
        create
            .constraints
            .retain(|one| !matches!(one, Constraint::PrimaryKey(_)));
        Ok(create)
    }
}

/// Whether a type is the one of the number of the row.
fn is_integer(written: &str) -> bool {
    let quotes = ['"', '`', '\'', '[', ']'];
    written.trim_matches(quotes).eq_ignore_ascii_case("INTEGER")
}

fn on_conflict(what: Option<&str>) -> String {
    what.map_or_else(String::new, |what| format!(" ON CONFLICT {what}"))
}

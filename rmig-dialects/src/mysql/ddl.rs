//! How MySQL and MariaDB write their statements.

mod key_part;
mod objects;
mod reserved;
mod table_options;
mod types;

use rmig_engine::{
    ddl::{
        AlterColumnDefault, AlterColumnStyle, ColumnDefinition, CommentStyle, CreateIndex,
        DdlCapabilities, DdlDialect, DropConstraint, EnumStyle, RenameTable, TableComment,
        Unsupported,
    },
    dialect::IdentifierLimit,
    operation,
    schema::{
        ConstraintKind, DataType, Deferral, ForeignKey, IndexColumn, MysqlIndexOptions, PrimaryKey,
        ServerDefault, TableOptions,
    },
};

use super::{
    SCAN_RULES,
    dialect::{quote_identifier, quote_text},
    flavour::Flavour,
};
use crate::default_expression::is_simple;

/// How MySQL or MariaDB writes its statements.
#[derive(Clone, Copy, Debug)]
pub struct MysqlDdl {
    flavour: Flavour,
}

const MYSQL: DdlCapabilities = DdlCapabilities {
    alter_column: AlterColumnStyle::Whole,
    alter_constraints: true,
    drop_column: true,
    indexes_hold_columns: false,
    foreign_keys_hold_columns: true,
    inline_checks_have_names: true,
    alter_time_defaults: true,
    comments: CommentStyle::Inline,
    comments_name_schema: false,
    enums: EnumStyle::Inline,
    booleans_are_numbers: true,
    uuids_have_hyphens: false,
    alter_identity: false,
    defaults_are_constraints: false,
    identity_insert: false,
    indexes_belong_to_tables: true,
    actions_name_columns: false,
    numbers_lead_keys: true,
    keys_have_names: false,
    foreign_keys_cross_schemas: true,
    // A column that refers to something is read, and forgotten.
    inline_references: false,
    constraints_belong_to_schemas: false,
    rebuilds: false,
    add_computed_defaults: true,
    column_if_exists: false,
    index_if_exists: false,
    constraint_if_exists: false,
    identifier_limit: IdentifierLimit::Characters(64),
};

const MARIADB: DdlCapabilities = DdlCapabilities {
    alter_column: AlterColumnStyle::Whole,
    alter_constraints: true,
    drop_column: true,
    indexes_hold_columns: false,
    foreign_keys_hold_columns: true,
    inline_checks_have_names: false,
    alter_time_defaults: false,
    comments: CommentStyle::Inline,
    comments_name_schema: false,
    enums: EnumStyle::Inline,
    booleans_are_numbers: true,
    uuids_have_hyphens: false,
    alter_identity: false,
    defaults_are_constraints: false,
    identity_insert: false,
    indexes_belong_to_tables: true,
    actions_name_columns: false,
    numbers_lead_keys: true,
    keys_have_names: false,
    foreign_keys_cross_schemas: true,
    inline_references: true,
    constraints_belong_to_schemas: false,
    rebuilds: false,
    add_computed_defaults: true,
    column_if_exists: true,
    index_if_exists: true,
    constraint_if_exists: true,
    identifier_limit: IdentifierLimit::Characters(64),
};

impl MysqlDdl {
    /// MySQL's.
    #[must_use]
    pub fn mysql() -> Self {
        Self {
            flavour: Flavour::Mysql,
        }
    }

    /// MariaDB's.
    #[must_use]
    pub fn mariadb() -> Self {
        Self {
            flavour: Flavour::MariaDb,
        }
    }

    fn is_mariadb(self) -> bool {
        self.flavour == Flavour::MariaDb
    }
}

impl DdlDialect for MysqlDdl {
    fn name(&self) -> &'static str {
        self.flavour.name()
    }

    fn other_names(&self) -> &'static [&'static str] {
        if self.is_mariadb() { &["mysql"] } else { &[] }
    }

    fn capabilities(&self) -> &DdlCapabilities {
        if self.is_mariadb() { &MARIADB } else { &MYSQL }
    }

    fn quote_identifier(&self, name: &str) -> String {
        quote_identifier(name)
    }

    fn is_reserved(&self, word: &str) -> bool {
        let words = if self.is_mariadb() {
            reserved::MARIADB
        } else {
            reserved::MYSQL
        };
        words.binary_search(&word).is_ok()
    }

    fn quote_text(&self, text: &str) -> String {
        quote_text(text)
    }

    fn data_type(&self, data_type: &DataType) -> Result<String, Unsupported> {
        types::data_type(self, self.is_mariadb(), data_type)
    }

    fn now(&self) -> &'static str {
        "(now())"
    }

    fn function(&self, name: &str) -> String {
        match name.to_ascii_lowercase().as_str() {
            "now" => "now()".to_owned(),
            "random" => "rand()".to_owned(),
            "sysdate" => "SYSDATE()".to_owned(),
            _ => self.standard_function(name),
        }
    }

    fn column_attributes(&self, definition: &ColumnDefinition) -> Result<Vec<String>, Unsupported> {
        let column = &definition.column;
        let mut parts = vec![self.data_type(&column.data_type)?];
        if let Some(collation) = &column.collation {
            parts.push(format!("COLLATE {collation}"));
        }
        let default = column.server_default.as_ref();
        if let Some(computed) = default.and_then(|default| default.computed()) {
            parts.push(self.computed(computed)?);
        }
        let said = definition.says_null || types::is_timestamp(&column.data_type);
        match (definition.nullable, said) {
            (false, _) => parts.push("NOT NULL".to_owned()),
            // Without a word, such a column would not be NULL on older servers.
            (true, true) => parts.push("NULL".to_owned()),
            (true, false) => {}
        }
        let comment = column.comment.as_deref().filter(|_| definition.comment);
        let comment = comment.map(|comment| format!("COMMENT {}", self.quote_text(comment)));
        let value = default.and_then(|default| match definition.says_null {
            true => self.changed_default(default),
            false => self.default_value(default),
        });
        let value = value.map(|value| format!("DEFAULT {value}"));
        // What has a default numbers no rows; where it changes, it has to say so.
        let numbers = definition.autoincrement && (definition.says_null || value.is_none());
        let numbers = numbers.then(|| "AUTO_INCREMENT".to_owned());
        let value = value.filter(|_| numbers.is_none());
        // In the one order where a column comes, in the other where it changes, as Alembic does.
        let rest = match definition.says_null {
            false => [comment, numbers, value],
            true => [numbers, value, comment],
        };
        parts.extend(rest.into_iter().flatten());
        Ok(parts)
    }

    fn default_value(&self, default: &ServerDefault) -> Option<String> {
        match default {
            ServerDefault::Literal(text) => Some(self.quote_text(text)),
            ServerDefault::Text(sql) => Some(parenthesised(sql)),
            ServerDefault::Now => Some(self.now().to_owned()),
            ServerDefault::Func(name) => Some(parenthesised(&self.function(name))),
            ServerDefault::Identity(_) | ServerDefault::Computed(_) => None,
        }
    }

    fn primary_key(&self, key: &PrimaryKey) -> Result<String, Unsupported> {
        self.deferral(key.deferral)?;
        let own = key.mariadb_using.as_ref().filter(|_| self.is_mariadb());
        let using = own.or(key.mysql_using.as_ref());
        let using = using.map(|method| format!(" USING {method}"));
        Ok(format!(
            "PRIMARY KEY ({}){}",
            self.identifiers(&key.columns),
            using.unwrap_or_default()
        ))
    }

    fn references(&self, key: &ForeignKey) -> Result<String, Unsupported> {
        if key.r#match.is_some() {
            return Err(self.unsupported(
                "a foreign key with MATCH does without ON DELETE and ON UPDATE there",
                "leave `match` away",
            ));
        }
        self.standard_references(key)
    }

    fn deferral(&self, deferral: Deferral) -> Result<String, Unsupported> {
        if deferral.deferrable == Some(true) || deferral.initially.is_some() {
            return Err(self.unsupported(
                "constraints are checked at once",
                "leave `deferrable` and `initially` away",
            ));
        }
        Ok(String::new())
    }

    fn table_options(
        &self,
        options: &TableOptions,
        comment: Option<&str>,
    ) -> Result<String, Unsupported> {
        let own = match self.is_mariadb() {
            true => options.mariadb.over(&options.mysql),
            false => options.mysql.clone(),
        };
        Ok(table_options::table_options(self, &own, comment))
    }

    fn index_column(
        &self,
        create: &CreateIndex,
        column: &IndexColumn,
    ) -> Result<String, Unsupported> {
        key_part::key_part(self, create, column)
    }

    fn boolean(&self, value: bool) -> &'static str {
        if value { "true" } else { "false" }
    }

    fn cast(&self, value: &str, data_type: &DataType) -> Result<String, Unsupported> {
        Ok(match types::cast(data_type) {
            Some(target) => format!("CAST({value} AS {target})"),
            // It converts by itself.
            None => value.to_owned(),
        })
    }

    fn alter_column_default(&self, alter: &AlterColumnDefault) -> Result<String, Unsupported> {
        let (table, column) = (self.object(&alter.table), self.identifier(&alter.column));
        let default = alter.default.as_ref();
        let default = default.and_then(|default| self.changed_default(default));
        let what = default.map_or("DROP DEFAULT".to_owned(), |sql| {
            format!("SET DEFAULT {sql}")
        });
        Ok(format!("ALTER TABLE {table} ALTER COLUMN {column} {what}"))
    }

    fn rename_table(&self, rename: &RenameTable) -> Result<String, Unsupported> {
        let mut renamed = rename.table.clone();
        renamed.name.clone_from(&rename.new_name);
        let (table, name) = (self.object(&rename.table), self.object(&renamed));
        Ok(format!("ALTER TABLE {table} RENAME TO {name}"))
    }

    fn table_comment(&self, comment: &TableComment) -> Result<String, Unsupported> {
        let text = self.quote_text(comment.comment.as_deref().unwrap_or_default());
        Ok(format!(
            "ALTER TABLE {} COMMENT {text}",
            self.object(&comment.table)
        ))
    }

    fn drop_constraint(&self, drop: &DropConstraint) -> Result<String, Unsupported> {
        let words = match drop.kind {
            Some(ConstraintKind::PrimaryKey) => {
                return Ok(format!(
                    "ALTER TABLE {} DROP PRIMARY KEY",
                    self.object(&drop.table)
                ));
            }
            Some(ConstraintKind::ForeignKey) => "FOREIGN KEY",
            Some(ConstraintKind::Unique) => "INDEX",
            Some(ConstraintKind::Check) if self.is_mariadb() => "CONSTRAINT",
            Some(ConstraintKind::Check) => "CHECK",
            Some(ConstraintKind::Exclude) | None => {
                return Err(self.unsupported(
                    "each kind of constraint is dropped in its own way there",
                    "give its `type_`: primary, unique, foreignkey or check",
                ));
            }
        };
        let if_exists = if drop.if_exists { "IF EXISTS " } else { "" };
        let (table, name) = (self.object(&drop.table), self.identifier(&drop.name));
        Ok(format!(
            "ALTER TABLE {table} DROP {words} {if_exists}{name}"
        ))
    }

    fn create_index(&self, create: &CreateIndex) -> Result<String, Unsupported> {
        let (index, options) = (&create.index, self.index_options(create));
        let mut sql = "CREATE ".to_owned();
        if index.unique {
            sql.push_str("UNIQUE ");
        }
        if let Some(prefix) = &options.prefix {
            sql.push_str(&format!("{prefix} "));
        }
        sql.push_str("INDEX ");
        if create.if_not_exists {
            sql.push_str("IF NOT EXISTS ");
        }
        let (name, table) = (self.identifier(&create.name), self.object(&create.table));
        let columns = index
            .columns
            .iter()
            .map(|column| self.index_column(create, column));
        let columns: Vec<String> = columns.collect::<Result<_, _>>()?;
        sql.push_str(&format!("{name} ON {table} ({})", columns.join(", ")));
        if let Some(parser) = &options.with_parser {
            sql.push_str(&format!(" WITH PARSER {parser}"));
        }
        if let Some(method) = &options.using {
            sql.push_str(&format!(" USING {method}"));
        }
        Ok(sql)
    }

    fn insert_defaults(&self) -> &'static str {
        "() VALUES ()"
    }

    fn create_view(&self, create: &operation::CreateView) -> Result<String, Unsupported> {
        objects::create_view(self, create)
    }

    fn drop_view(&self, drop: &operation::DropView) -> Result<String, Unsupported> {
        objects::drop_view(self, drop)
    }

    fn replace_function(
        &self,
        replace: &operation::ReplaceFunction,
    ) -> Result<Vec<String>, Unsupported> {
        objects::replace_function(self, self.is_mariadb(), replace)
    }

    fn drop_schema(&self, drop: &operation::DropSchema) -> Result<String, Unsupported> {
        objects::drop_schema(self, drop)
    }

    fn create_sequence(&self, create: &operation::CreateSequence) -> Result<String, Unsupported> {
        self.sequences()?;
        objects::create_sequence(self, create)
    }

    fn alter_sequence(&self, alter: &operation::AlterSequence) -> Result<String, Unsupported> {
        self.sequences()?;
        Ok(objects::alter_sequence(self, alter))
    }

    fn drop_sequence(&self, drop: &operation::DropSequence) -> Result<String, Unsupported> {
        self.sequences()?;
        Ok(objects::drop_sequence(self, drop))
    }
}

impl MysqlDdl {
    /// What it takes of an index.
    fn index_options(self, create: &CreateIndex) -> MysqlIndexOptions {
        let options = &create.index.options;
        match self.is_mariadb() {
            true => options.mariadb.over(&options.mysql),
            false => options.mysql.clone(),
        }
    }

    /// A default of a column that is there: as Alembic, as it stands where the server takes that.
    fn changed_default(self, default: &ServerDefault) -> Option<String> {
        let sql = match default {
            ServerDefault::Text(sql) => sql.clone(),
            ServerDefault::Now => "now()".to_owned(),
            ServerDefault::Func(name) => self.function(name),
            other => return self.default_value(other),
        };
        Some(match self.is_mariadb() || is_number(&sql) {
            true => sql,
            false => parenthesised(&sql),
        })
    }

    fn sequences(self) -> Result<(), Unsupported> {
        match self.is_mariadb() {
            true => Ok(()),
            false => Err(self.unsupported("it knows no sequences", "a table with AUTO_INCREMENT")),
        }
    }
}

/// A default: anything but a literal, a word or the current time stands in parentheses.
fn parenthesised(sql: &str) -> String {
    let lower = sql.to_ascii_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let updates = words.windows(2).any(|pair| pair == ["on", "update"]);
    let digits = |start: &str| {
        let rest = lower.strip_prefix(start);
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    match is_simple(sql, &SCAN_RULES) || updates || digits("now(") || digits("current_timestamp(") {
        true => sql.to_owned(),
        false => format!("({sql})"),
    }
}

fn is_number(sql: &str) -> bool {
    let digits = sql.trim().trim_start_matches(['+', '-']);
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
}

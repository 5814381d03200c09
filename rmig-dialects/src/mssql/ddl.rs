//! How SQL Server writes its statements.

mod comment;
mod lookup;
mod objects;
mod reserved;
mod schema;
mod types;

use rmig_engine::{
    ddl::{
        AddColumn, AlterColumnDefault, AlterColumnStyle, AlterColumnType, ColumnComment,
        ColumnDefinition, CommentStyle, CreateIndex, CreateTable, DdlCapabilities, DdlDialect,
        DropDependents, EnumStyle, IdentityInsert, ObjectName, RenameColumn, RenameTable,
        TableComment, Unsupported,
    },
    dialect::IdentifierLimit,
    operation,
    schema::{
        Check, Computed, DataType, Deferral, ForeignKey, Identity, IndexColumn, Nulls, PrimaryKey,
        ReferentialAction, SortOrder, TableOptions, Unique,
    },
};

/// How SQL Server writes its statements.
#[derive(Clone, Copy, Debug, Default)]
pub struct MssqlDdl;

const CAPABILITIES: DdlCapabilities = DdlCapabilities {
    alter_column: AlterColumnStyle::TypeWithNullability,
    alter_constraints: true,
    drop_column: true,
    indexes_hold_columns: true,
    foreign_keys_hold_columns: false,
    inline_checks_have_names: true,
    alter_time_defaults: true,
    comments: CommentStyle::Separate,
    comments_name_schema: true,
    enums: EnumStyle::Text,
    booleans_are_numbers: false,
    uuids_have_hyphens: true,
    alter_identity: false,
    defaults_are_constraints: true,
    identity_insert: true,
    indexes_belong_to_tables: true,
    actions_name_columns: false,
    numbers_lead_keys: false,
    keys_have_names: true,
    foreign_keys_cross_schemas: true,
    inline_references: true,
    constraints_belong_to_schemas: true,
    rebuilds: false,
    add_computed_defaults: true,
    column_if_exists: true,
    index_if_exists: true,
    constraint_if_exists: true,
    identifier_limit: IdentifierLimit::Utf16(128),
};

impl DdlDialect for MssqlDdl {
    fn name(&self) -> &'static str {
        "mssql"
    }

    fn other_names(&self) -> &'static [&'static str] {
        &["sqlserver"]
    }

    fn capabilities(&self) -> &DdlCapabilities {
        &CAPABILITIES
    }

    fn quote_identifier(&self, name: &str) -> String {
        format!("[{}]", name.replace(']', "]]"))
    }

    fn is_reserved(&self, word: &str) -> bool {
        reserved::WORDS.binary_search(&word).is_ok()
    }

    fn object(&self, name: &ObjectName) -> String {
        let own = self.identifier(&name.name);
        match &name.schema {
            Some(schema) => format!("{}.{own}", schema::schema(self, schema)),
            None => own,
        }
    }

    fn quote_text(&self, text: &str) -> String {
        let doubled = text.replace('\'', "''");
        // Without the prefix, letters beyond the code page become question marks.
        let prefix = if text.is_ascii() { "" } else { "N" };
        format!("{prefix}'{doubled}'")
    }

    fn data_type(&self, data_type: &DataType) -> Result<String, Unsupported> {
        types::data_type(self, data_type)
    }

    fn now(&self) -> &'static str {
        "CURRENT_TIMESTAMP"
    }

    fn function(&self, name: &str) -> String {
        match name.eq_ignore_ascii_case("current_date") {
            true => "GETDATE()".to_owned(),
            false => self.standard_function(name),
        }
    }

    fn typed_text(&self, text: &str, data_type: Option<&DataType>) -> String {
        let unicode = matches!(
            data_type,
            Some(
                DataType::Unicode(_)
                    | DataType::UnicodeText(_)
                    | DataType::Nvarchar(_)
                    | DataType::Nchar(_)
            )
        );
        match unicode {
            true => self.text_of(text),
            false => self.quote_text(text),
        }
    }

    fn batch_separator(&self) -> Option<&'static str> {
        Some("GO")
    }

    fn column_attributes(&self, definition: &ColumnDefinition) -> Result<Vec<String>, Unsupported> {
        let column = &definition.column;
        let default = column.server_default.as_ref();
        if let Some(computed) = default.and_then(|default| default.computed()) {
            let stays = computed.persisted == Some(true) && !definition.nullable;
            let mut parts = vec![self.computed(computed)?];
            parts.extend(stays.then(|| "NOT NULL".to_owned()));
            return Ok(parts);
        }
        let mut parts = vec![self.data_type(&column.data_type)?];
        if let Some(collation) = &column.collation {
            parts.push(format!("COLLATE {collation}"));
        }
        let numbered = definition.autoincrement || column.autoincrement == Some(true);
        parts.push(
            if definition.nullable && !definition.in_key && !numbered {
                "NULL"
            } else {
                "NOT NULL"
            }
            .to_owned(),
        );
        match default.and_then(|default| default.identity()) {
            Some(identity) => parts.push(self.identity(identity)?),
            None if numbered => {
                let start = column.mssql_identity_start;
                let increment = column.mssql_identity_increment;
                parts.push(numbers(start, increment));
            }
            None => {}
        }
        // A column that numbers the rows has no default.
        let value = default.filter(|_| !numbered);
        let value = value.and_then(|default| self.default_value(default));
        parts.extend(value.map(|value| format!("DEFAULT {value}")));
        Ok(parts)
    }

    fn computed(&self, computed: &Computed) -> Result<String, Unsupported> {
        let kept = if computed.persisted == Some(true) {
            " PERSISTED"
        } else {
            ""
        };
        Ok(format!("AS ({}){kept}", computed.sqltext))
    }

    fn identity(&self, identity: &Identity) -> Result<String, Unsupported> {
        let options = &identity.options;
        let other =
            options.minvalue.is_some() || options.maxvalue.is_some() || options.cycle == Some(true);
        if other {
            return Err(self.unsupported(
                "an identity knows its first number and the distance only",
                "a sequence, and a default that takes from it",
            ));
        }
        Ok(numbers(options.start, options.increment))
    }

    fn primary_key(&self, key: &PrimaryKey) -> Result<String, Unsupported> {
        self.deferral(key.deferral)?;
        let clustered = clustered(key.mssql_clustered);
        Ok(format!(
            "PRIMARY KEY {clustered}({})",
            self.identifiers(&key.columns)
        ))
    }

    fn unique(&self, unique: &Unique) -> Result<String, Unsupported> {
        self.deferral(unique.deferral)?;
        let clustered = clustered(unique.mssql_clustered);
        Ok(format!(
            "UNIQUE {clustered}({})",
            self.identifiers(&unique.columns)
        ))
    }

    fn check(&self, check: &Check) -> Result<String, Unsupported> {
        self.deferral(check.deferral)?;
        Ok(format!("CHECK ({})", check.sqltext))
    }

    fn references(&self, key: &ForeignKey) -> Result<String, Unsupported> {
        if key.r#match.is_some() {
            return Err(self.unsupported("a foreign key knows no MATCH", "leave `match` away"));
        }
        let mut key = key.clone();
        for action in [&mut key.ondelete, &mut key.onupdate] {
            if *action == Some(ReferentialAction::Restrict) {
                return Err(self.unsupported(
                    "it knows no RESTRICT",
                    "NO ACTION, which is the same there: constraints are checked at once",
                ));
            }
        }
        self.standard_references(&key)
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

    fn table_options(&self, _: &TableOptions, _: Option<&str>) -> Result<String, Unsupported> {
        Ok(String::new())
    }

    fn index_column(&self, _: &CreateIndex, column: &IndexColumn) -> Result<String, Unsupported> {
        if column.is_expression && (column.arguments.is_some() || !types::is_name(&column.element))
        {
            return Err(self.unsupported(
                "it has no indexes over expressions",
                "a computed column, and an index over that one",
            ));
        }
        if column.nulls.is_some_and(|nulls| {
            let first = column.order != Some(SortOrder::Desc);
            (nulls == Nulls::First) != first
        }) {
            return Err(self.unsupported(
                "NULLs stand first in its indexes, last where they are descending",
                "leave `nulls_first` and `nulls_last` away",
            ));
        }
        let sql = self.index_element(column);
        Ok(match column.order {
            Some(SortOrder::Asc) => format!("{sql} ASC"),
            Some(SortOrder::Desc) => format!("{sql} DESC"),
            None => sql,
        })
    }

    fn binary(&self, bytes: &[u8]) -> String {
        let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("0x{digits}")
    }

    fn arranged(&self, create: &CreateTable) -> Result<Option<CreateTable>, Unsupported> {
        match create.prefixes.is_empty() {
            true => Ok(None),
            false => Err(self.unsupported(
                "it knows no words before TABLE",
                "a name that begins with # for a temporary table",
            )),
        }
    }

    fn create_table(&self, create: &CreateTable) -> Result<String, Unsupported> {
        let plain = CreateTable {
            if_not_exists: false,
            ..create.clone()
        };
        let sql = self.standard_table(&plain)?;
        Ok(match create.if_not_exists {
            true => {
                let table = self.text_of(&self.object(&create.table));
                format!("IF OBJECT_ID({table}, N'U') IS NULL\n{sql}")
            }
            false => sql,
        })
    }

    fn rename_table(&self, rename: &RenameTable) -> Result<String, Unsupported> {
        let table = quoted(&self.object(&rename.table));
        Ok(format!(
            "EXEC sp_rename {table}, {}",
            self.identifier(&rename.new_name)
        ))
    }

    fn rename_column(&self, rename: &RenameColumn) -> Result<String, Unsupported> {
        let (table, column) = (self.object(&rename.table), self.identifier(&rename.column));
        let column = quoted(&format!("{table}.{column}"));
        Ok(format!(
            "EXEC sp_rename {column}, {}, 'COLUMN'",
            self.identifier(&rename.new_name)
        ))
    }

    fn add_column(&self, add: &AddColumn) -> Result<String, Unsupported> {
        let column = self.column_definition(&add.definition)?;
        let table = self.object(&add.table);
        let sql = format!("ALTER TABLE {table} ADD {column}");
        Ok(match add.if_not_exists {
            true => {
                let name = self.text_of(&add.definition.column.name);
                format!(
                    "IF COL_LENGTH({}, {name}) IS NULL\n{sql}",
                    self.text_of(&table)
                )
            }
            false => sql,
        })
    }

    fn drop_dependents(&self, drop: &DropDependents) -> Result<Option<String>, Unsupported> {
        Ok(Some(lookup::drop_dependents(self, drop)))
    }

    fn alter_column_type(&self, alter: &AlterColumnType) -> Result<String, Unsupported> {
        let (table, column) = (self.object(&alter.table), self.identifier(&alter.column));
        let data_type = self.data_type(&alter.data_type)?;
        let nullable = match alter.nullable {
            Some(true) => " NULL",
            Some(false) => " NOT NULL",
            None => "",
        };
        Ok(format!(
            "ALTER TABLE {table} ALTER COLUMN {column} {data_type}{nullable}"
        ))
    }

    fn alter_column_default(&self, alter: &AlterColumnDefault) -> Result<String, Unsupported> {
        let (table, column) = (self.object(&alter.table), self.identifier(&alter.column));
        let default = alter
            .default
            .as_ref()
            .and_then(|default| self.default_value(default));
        let default = default.unwrap_or_else(|| "NULL".to_owned());
        Ok(format!(
            "ALTER TABLE {table} ADD DEFAULT {default} FOR {column}"
        ))
    }

    fn table_comment(&self, comment: &TableComment) -> Result<String, Unsupported> {
        comment::table_comment(self, comment)
    }

    fn column_comment(&self, comment: &ColumnComment) -> Result<String, Unsupported> {
        comment::column_comment(self, comment)
    }

    fn create_index(&self, create: &CreateIndex) -> Result<String, Unsupported> {
        let (index, options) = (&create.index, &create.index.options);
        let unique = if index.unique { "UNIQUE " } else { "" };
        let clustered = clustered(options.mssql_clustered);
        let columnstore = if options.mssql_columnstore {
            "COLUMNSTORE "
        } else {
            ""
        };
        let (name, table) = (self.identifier(&create.name), self.object(&create.table));
        let columns = index
            .columns
            .iter()
            .map(|column| self.index_column(create, column));
        let columns: Vec<String> = columns.collect::<Result<_, _>>()?;
        let mut sql = format!("CREATE {unique}{clustered}{columnstore}INDEX {name} ON {table}");
        if !columns.is_empty() {
            sql.push_str(&format!(" ({})", columns.join(", ")));
        }
        if !options.mssql_include.is_empty() {
            sql.push_str(&format!(
                " INCLUDE ({})",
                self.identifiers(&options.mssql_include)
            ));
        }
        if let Some(condition) = &options.mssql_where {
            sql.push_str(&format!(" WHERE {}", condition.text));
        }
        Ok(match create.if_not_exists {
            true => format!("{}\n{sql}", lookup::no_index(self, &create.name, &table)),
            false => sql,
        })
    }

    fn identity_insert(&self, insert: &IdentityInsert) -> Result<Option<String>, Unsupported> {
        Ok(Some(lookup::identity_insert(self, insert)))
    }

    fn create_view(&self, create: &operation::CreateView) -> Result<String, Unsupported> {
        objects::create_view(self, create)
    }

    fn replace_view(&self, replace: &operation::ReplaceView) -> Result<Vec<String>, Unsupported> {
        objects::replace_view(self, replace)
    }

    fn replace_function(
        &self,
        replace: &operation::ReplaceFunction,
    ) -> Result<Vec<String>, Unsupported> {
        Ok(vec![objects::replace_function(self, replace)])
    }

    fn replace_trigger(
        &self,
        replace: &operation::ReplaceTrigger,
    ) -> Result<Vec<String>, Unsupported> {
        Ok(vec![objects::replace_trigger(self, replace)])
    }

    fn create_schema(&self, create: &operation::CreateSchema) -> Result<String, Unsupported> {
        Ok(objects::create_schema(self, create))
    }

    fn drop_schema(&self, drop: &operation::DropSchema) -> Result<String, Unsupported> {
        objects::drop_schema(self, drop)
    }

    fn create_sequence(&self, create: &operation::CreateSequence) -> Result<String, Unsupported> {
        objects::create_sequence(self, create)
    }
}

impl MssqlDdl {
    /// A text in Unicode, as functions of the catalogue take it.
    fn text_of(self, text: &str) -> String {
        format!("N{}", quoted(text))
    }
}

/// A column that numbers the rows, from a first number by a distance.
fn numbers(start: Option<i64>, increment: Option<i64>) -> String {
    if start.is_none() && increment.is_none() {
        return "IDENTITY".to_owned();
    }
    let (start, increment) = (start.unwrap_or(1), increment.unwrap_or(1));
    format!("IDENTITY({start},{increment})")
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn clustered(said: Option<bool>) -> &'static str {
    match said {
        Some(true) => "CLUSTERED ",
        Some(false) => "NONCLUSTERED ",
        None => "",
    }
}

//! How PostgreSQL writes its statements.

mod expression;
mod objects;
mod reserved;
mod types;

use rmig_engine::{
    ddl::{
        AlterColumnStyle, ColumnDefinition, CommentStyle, CopyRows, CreateIndex, DdlCapabilities,
        DdlDialect, DdlStatement, EnumStyle, ObjectName, RenameColumn, Unsupported,
    },
    dialect::IdentifierLimit,
    operation,
    schema::{
        Check, DataType, Exclude, ForeignKey, IndexColumn, NativeType, Nulls, PrimaryKey,
        SortOrder, TableOptions, Unique,
    },
};

use super::dialect::{quote_identifier, quote_text};

/// How PostgreSQL writes its statements.
#[derive(Clone, Copy, Debug, Default)]
pub struct PostgresDdl;

const CAPABILITIES: DdlCapabilities = DdlCapabilities {
    alter_column: AlterColumnStyle::Steps,
    alter_constraints: true,
    drop_column: true,
    indexes_hold_columns: false,
    foreign_keys_hold_columns: false,
    inline_checks_have_names: true,
    alter_time_defaults: true,
    comments: CommentStyle::Separate,
    comments_name_schema: false,
    enums: EnumStyle::OwnType,
    booleans_are_numbers: false,
    uuids_have_hyphens: true,
    alter_identity: true,
    defaults_are_constraints: false,
    identity_insert: false,
    indexes_belong_to_tables: false,
    actions_name_columns: true,
    numbers_lead_keys: true,
    keys_have_names: true,
    foreign_keys_cross_schemas: true,
    inline_references: true,
    constraints_belong_to_schemas: true,
    rebuilds: false,
    add_computed_defaults: true,
    column_if_exists: true,
    index_if_exists: true,
    constraint_if_exists: true,
    identifier_limit: IdentifierLimit::Bytes(63),
};

impl DdlDialect for PostgresDdl {
    fn name(&self) -> &'static str {
        "postgresql"
    }

    fn other_names(&self) -> &'static [&'static str] {
        &["postgres"]
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
        "now()"
    }

    fn column_attributes(&self, definition: &ColumnDefinition) -> Result<Vec<String>, Unsupported> {
        let column = &definition.column;
        let default = column.server_default.as_ref();
        let identity = default.and_then(|default| default.identity());
        let numbers = definition.autoincrement && identity.is_none();
        let mut parts = Vec::new();
        match types::serial(&column.data_type).filter(|_| numbers) {
            Some(serial) => parts.push(serial.to_owned()),
            None => {
                parts.push(self.data_type(&column.data_type)?);
                if let Some(collation) = &column.collation {
                    parts.push(format!("COLLATE {}", self.identifier(collation)));
                }
                let value = default.and_then(|default| self.default_value(default));
                parts.extend(value.map(|value| format!("DEFAULT {value}")));
            }
        }
        if let Some(computed) = default.and_then(|default| default.computed()) {
            parts.push(self.computed(computed)?);
        }
        if let Some(identity) = identity {
            parts.push(self.identity(identity)?);
        }
        match (definition.nullable, identity.is_some()) {
            (false, false) => parts.push("NOT NULL".to_owned()),
            (true, true) => parts.push("NULL".to_owned()),
            _ => {}
        }
        Ok(parts)
    }

    fn primary_key(&self, key: &PrimaryKey) -> Result<String, Unsupported> {
        let columns = self.identifiers(&key.columns);
        let include = self.include(&key.postgresql_include);
        let deferral = self.deferral(key.deferral)?;
        Ok(format!("PRIMARY KEY ({columns}){include}{deferral}"))
    }

    fn unique(&self, unique: &Unique) -> Result<String, Unsupported> {
        let nulls = match unique.postgresql_nulls_not_distinct {
            Some(true) => " NULLS NOT DISTINCT",
            Some(false) => " NULLS DISTINCT",
            None => "",
        };
        let columns = self.identifiers(&unique.columns);
        let include = self.include(&unique.postgresql_include);
        let deferral = self.deferral(unique.deferral)?;
        Ok(format!("UNIQUE{nulls} ({columns}){include}{deferral}"))
    }

    fn check(&self, check: &Check) -> Result<String, Unsupported> {
        let not_valid = if check.postgresql_not_valid {
            " NOT VALID"
        } else {
            ""
        };
        let deferral = self.deferral(check.deferral)?;
        Ok(format!("CHECK ({}){deferral}{not_valid}", check.sqltext))
    }

    fn foreign_key(&self, key: &ForeignKey) -> Result<String, Unsupported> {
        let not_valid = if key.postgresql_not_valid {
            " NOT VALID"
        } else {
            ""
        };
        let columns = self.identifiers(&key.columns);
        let references = self.references(key)?;
        Ok(format!("FOREIGN KEY({columns}) {references}{not_valid}"))
    }

    fn exclude(&self, exclude: &Exclude) -> Result<String, Unsupported> {
        let elements = exclude.elements.iter().map(|one| {
            let element = match one.is_expression {
                true => expression::in_index(&one.element),
                false => self.identifier(&one.element),
            };
            let class = one.operator_class.as_ref();
            let class = class.or_else(|| exclude.ops.get(&one.element));
            let class = class.map(|class| format!(" {class}"));
            format!(
                "{element}{} WITH {}",
                class.unwrap_or_default(),
                one.operator
            )
        });
        let elements: Vec<String> = elements.collect();
        let using = exclude.using.as_deref().unwrap_or("gist").to_lowercase();
        let mut sql = format!("EXCLUDE USING {using} ({})", elements.join(", "));
        if let Some(condition) = &exclude.r#where {
            sql.push_str(&format!(" WHERE ({})", condition.text));
        }
        sql.push_str(&self.deferral(exclude.deferral)?);
        Ok(sql)
    }

    fn table_options(
        &self,
        options: &TableOptions,
        _: Option<&str>,
    ) -> Result<String, Unsupported> {
        let mut parts = Vec::new();
        if !options.postgresql_inherits.is_empty() {
            let tables = self.identifiers(&options.postgresql_inherits);
            parts.push(format!("INHERITS ({tables})"));
        }
        if let Some(by) = &options.postgresql_partition_by {
            parts.push(format!("PARTITION BY {by}"));
        }
        if let Some(method) = &options.postgresql_using {
            parts.push(format!("USING {method}"));
        }
        if !options.postgresql_with.is_empty() {
            parts.push(format!(
                "WITH ({})",
                types::storage(&options.postgresql_with)
            ));
        }
        match options.postgresql_with_oids {
            Some(true) => {
                return Err(self.unsupported(
                    "rows have no numbers since version 12",
                    "leave `postgresql_with_oids` away, and add a column",
                ));
            }
            Some(false) => parts.push("WITHOUT OIDS".to_owned()),
            None => {}
        }
        if let Some(action) = &options.postgresql_on_commit {
            parts.push(format!(
                "ON COMMIT {}",
                action.replace('_', " ").to_uppercase()
            ));
        }
        if let Some(space) = &options.postgresql_tablespace {
            parts.push(format!("TABLESPACE {}", self.identifier(space)));
        }
        Ok(parts.iter().map(|part| format!("\n {part}")).collect())
    }

    fn index_column(
        &self,
        create: &CreateIndex,
        column: &IndexColumn,
    ) -> Result<String, Unsupported> {
        let element = self.index_element(column);
        let written = column.is_expression && column.arguments.is_none();
        let mut sql = match written {
            true => expression::in_index(&element),
            false => element,
        };
        if let Some(collation) = &column.collation {
            sql.push_str(&format!(" COLLATE {}", self.quote_identifier(collation)));
        }
        if let Some(class) = create.index.options.postgresql_ops.get(&column.element) {
            sql.push_str(&format!(" {class}"));
        }
        match column.order {
            Some(SortOrder::Asc) => sql.push_str(" ASC"),
            Some(SortOrder::Desc) => sql.push_str(" DESC"),
            None => {}
        }
        match column.nulls {
            Some(Nulls::First) => sql.push_str(" NULLS FIRST"),
            Some(Nulls::Last) => sql.push_str(" NULLS LAST"),
            None => {}
        }
        Ok(sql)
    }

    /// With its type, which the server would guess otherwise.
    fn parameter(&self, name: &str, data_type: Option<&DataType>) -> Result<String, Unsupported> {
        let Some(data_type) = data_type else {
            return Ok(format!(":{name}"));
        };
        let sql = self.data_type(data_type)?;
        // Without a length: a value that is too long is refused, and not cut.
        let name_of_type = sql.split_once('(').map_or(sql.as_str(), |(name, _)| name);
        Ok(format!(":{name}::{name_of_type}"))
    }

    fn boolean(&self, value: bool) -> &'static str {
        if value { "true" } else { "false" }
    }

    fn binary(&self, bytes: &[u8]) -> String {
        let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("'\\x{digits}'::bytea")
    }

    fn rename_column(&self, rename: &RenameColumn) -> Result<String, Unsupported> {
        let (table, column) = (self.object(&rename.table), self.identifier(&rename.column));
        let name = self.identifier(&rename.new_name);
        Ok(format!("ALTER TABLE {table} RENAME {column} TO {name}"))
    }

    fn create_index(&self, create: &CreateIndex) -> Result<String, Unsupported> {
        let (index, options) = (&create.index, &create.index.options);
        let mut sql = "CREATE ".to_owned();
        let words = [
            (index.unique, "UNIQUE "),
            (true, "INDEX "),
            (create.concurrently, "CONCURRENTLY "),
            (create.if_not_exists, "IF NOT EXISTS "),
        ];
        words
            .iter()
            .filter(|(said, _)| *said)
            .for_each(|(_, word)| sql.push_str(word));
        let table = self.object(&create.table);
        sql.push_str(&format!("{} ON {table} ", self.identifier(&create.name)));
        if let Some(method) = &options.postgresql_using {
            sql.push_str(&format!("USING {} ", method.to_lowercase()));
        }
        let columns = index
            .columns
            .iter()
            .map(|column| self.index_column(create, column));
        let columns: Vec<String> = columns.collect::<Result<_, _>>()?;
        sql.push_str(&format!("({})", columns.join(", ")));
        sql.push_str(&self.include(&options.postgresql_include));
        match options.postgresql_nulls_not_distinct {
            Some(true) => sql.push_str(" NULLS NOT DISTINCT"),
            Some(false) => sql.push_str(" NULLS DISTINCT"),
            None => {}
        }
        if !options.postgresql_with.is_empty() {
            sql.push_str(&format!(
                " WITH ({})",
                types::storage(&options.postgresql_with)
            ));
        }
        if let Some(space) = &options.postgresql_tablespace {
            sql.push_str(&format!(" TABLESPACE {}", self.identifier(space)));
        }
        if let Some(condition) = &options.postgresql_where {
            sql.push_str(&format!(" WHERE {}", condition.text));
        }
        Ok(sql)
    }

    fn copy_rows(&self, copy: &CopyRows) -> Result<Vec<String>, Unsupported> {
        let mut statements = vec![self.standard_copy(copy)?];
        statements.extend(copy.numbers.as_ref().map(|numbers| {
            let (table, column) = (self.object(&copy.to), self.identifier(numbers));
            let sequence = format!(
                "pg_get_serial_sequence({}, {})",
                self.quote_text(&table),
                self.quote_text(numbers)
            );
            // Else the next row would be the first one again.
            format!(
                "SELECT setval({sequence}, COALESCE(MAX({column}), 1), MAX({column}) IS NOT NULL) FROM {table}"
            )
        }));
        Ok(statements)
    }

    fn create_enum_type(
        &self,
        create: &operation::CreateEnumType,
    ) -> Result<Option<String>, Unsupported> {
        Ok(Some(objects::create_enum_type(self, create)))
    }

    fn create_native_type(
        &self,
        native: &NativeType,
    ) -> Result<Option<(ObjectName, String)>, Unsupported> {
        objects::create_native_type(self, native)
    }

    fn alter_enum_type(
        &self,
        alter: &operation::AlterEnumType,
    ) -> Result<Vec<String>, Unsupported> {
        Ok(objects::alter_enum_type(self, alter))
    }

    fn drop_enum_type(
        &self,
        drop: &operation::DropEnumType,
    ) -> Result<Option<String>, Unsupported> {
        Ok(Some(objects::drop_enum_type(self, drop)))
    }

    fn drop_function(&self, drop: &operation::DropFunction) -> Result<String, Unsupported> {
        Ok(objects::drop_function(self, drop))
    }

    fn drop_trigger(&self, drop: &operation::DropTrigger) -> Result<String, Unsupported> {
        Ok(objects::drop_trigger(self, drop))
    }

    fn create_extension(&self, create: &operation::CreateExtension) -> Result<String, Unsupported> {
        Ok(objects::create_extension(self, create))
    }

    fn drop_extension(&self, drop: &operation::DropExtension) -> Result<String, Unsupported> {
        Ok(objects::drop_extension(self, drop))
    }

    fn runs_in_transaction(&self, statement: &DdlStatement) -> bool {
        match statement {
            DdlStatement::CreateIndex(create) => !create.concurrently,
            DdlStatement::DropIndex(drop) => !drop.concurrently,
            // A value can't be used in the transaction in which it came.
            DdlStatement::AlterEnumType(alter) => alter.add_values.is_empty(),
            _ => true,
        }
    }
}

impl PostgresDdl {
    fn include(&self, columns: &[String]) -> String {
        match columns {
            [] => String::new(),
            columns => format!(" INCLUDE ({})", self.identifiers(columns)),
        }
    }
}

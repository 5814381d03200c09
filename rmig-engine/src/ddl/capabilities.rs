//! What a kind of database can alter, and how.

use crate::dialect::IdentifierLimit;

/// What lowering asks of a kind of database; every dialect spells out every fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DdlCapabilities {
    /// How a column is changed.
    pub alter_column: AlterColumnStyle,
    /// Whether constraints can be added to a table, and dropped.
    pub alter_constraints: bool,
    /// Whether a column can be dropped and renamed in place.
    pub drop_column: bool,
    /// Whether a column stays as long as an index or a unique constraint is over it.
    pub indexes_hold_columns: bool,
    /// Whether a column stays as long as it refers to another table.
    pub foreign_keys_hold_columns: bool,
    /// Whether a check that is written with a column can have a name.
    pub inline_checks_have_names: bool,
    /// Whether a default that is the current time can be dropped, or become another one, by itself.
    pub alter_time_defaults: bool,
    /// Where comments stand.
    pub comments: CommentStyle,
    /// Whether a comment has to name its schema.
    pub comments_name_schema: bool,
    /// What an enumeration is.
    pub enums: EnumStyle,
    /// Whether booleans are numbers, which a check has to keep in order.
    pub booleans_are_numbers: bool,
    /// Whether UUIDs are written with hyphens.
    pub uuids_have_hyphens: bool,
    /// Whether a column can be given an identity, and lose it.
    pub alter_identity: bool,
    /// Whether a default is a constraint that has to be looked up and dropped before another comes.
    pub defaults_are_constraints: bool,
    /// Whether own numbers may only be inserted after it has been said so.
    pub identity_insert: bool,
    /// Whether an index belongs to its table's names, so that dropping it has to name the table.
    pub indexes_belong_to_tables: bool,
    /// Whether a foreign key may refer to a table of another schema.
    pub foreign_keys_cross_schemas: bool,
    /// Whether `SET NULL` and `SET DEFAULT` may name columns.
    pub actions_name_columns: bool,
    /// Whether the column that numbers the rows goes to the head of a key which columns make up.
    pub numbers_lead_keys: bool,
    /// Whether a primary key has a name to drop it by.
    pub keys_have_names: bool,
    /// Whether what a column refers to can be written with it, and is kept.
    pub inline_references: bool,
    /// Whether names of constraints are unique in a schema, so that two tables can't share them.
    pub constraints_belong_to_schemas: bool,
    /// Whether a batch rebuilds a table wherever the table can't be altered in place.
    pub rebuilds: bool,
    /// Whether an added column may have a default that is computed, where the table has rows.
    pub add_computed_defaults: bool,
    /// Whether a column can be added if it isn't there, and dropped if it is.
    pub column_if_exists: bool,
    /// Whether an index can be created if it isn't there, and dropped if it is.
    pub index_if_exists: bool,
    /// Whether a constraint can be dropped if it is there.
    pub constraint_if_exists: bool,
    /// How long the name of an object may be.
    pub identifier_limit: IdentifierLimit,
}

/// How a database changes a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlterColumnStyle {
    /// Not at all, but for its name.
    Never,
    /// Each attribute by a statement of its own.
    Steps,
    /// As `Steps`, but a type is always said together with whether it may be NULL.
    TypeWithNullability,
    /// All attributes at once, also those that stay.
    Whole,
}

/// Where comments stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommentStyle {
    /// Nowhere.
    None,
    /// In the definition of what they are about.
    Inline,
    /// In statements of their own.
    Separate,
}

/// What an enumeration is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnumStyle {
    /// A type that is created before it is used.
    OwnType,
    /// A type that is written with each column.
    Inline,
    /// A text; a check keeps other values out.
    Text,
}

//! From operations to SQL: which statements, in which order, and how they are written.
//!
//! [`lower`](lower()) turns an operation into [`DdlStatement`]s by what a database can
//! ([`DdlCapabilities`]); a [`DdlDialect`] writes them. Nothing here asks which dialect it is.

mod capabilities;
mod column_definition;
mod dialect;
mod literal;
mod lower;
mod object_name;
mod script;
mod standard;
mod statement;
mod unsupported;

pub use capabilities::{AlterColumnStyle, CommentStyle, DdlCapabilities, EnumStyle};
pub use column_definition::ColumnDefinition;
pub use dialect::DdlDialect;
pub use literal::{Literal, LiteralKind};
pub use lower::{Lowered, Lowering, lower};
pub use object_name::ObjectName;
pub use script::{DdlScript, ScriptStatement, render, render_with};
pub use standard::{foreign_key_actions, sequence_options};
pub use statement::{
    AddColumn, AlterColumnDefault, AlterColumnIdentity, AlterColumnNullable, AlterColumnType,
    ChangeColumn, ColumnComment, CopyRows, CreateIndex, CreateTable, DdlStatement, DropColumn,
    DropConstraint, DropDependents, DropIndex, DropTable, IdentityChange, IdentityInsert, Insert,
    RenameColumn, RenameTable, TableComment, Update,
};
pub use unsupported::Unsupported;

//! The schema model: tables and what belongs to them, whether they came from a database or from models.
//!
//! Every type reads and writes one JSON form, which operations and plugins speak too; its keys are
//! the names of the fields, as Alembic and SQLAlchemy call them.

pub mod build;
mod check;
mod column;
mod computed;
mod constraint;
mod data_type;
mod deferral;
mod enum_type;
mod exclude;
mod expression;
mod foreign_key;
mod identity;
mod index;
mod index_column;
mod index_options;
mod metadata;
mod mysql_options;
mod name;
mod naming_convention;
mod native_type;
mod primary_key;
mod referential_action;
mod sequence;
mod server_default;
mod table;
mod table_options;
mod trigger;
mod unique;
mod view;

pub use check::Check;
pub use column::Column;
pub use computed::Computed;
pub use constraint::{Constraint, ConstraintKind};
pub use data_type::{BooleanType, DataType, TextType};
pub use deferral::{Deferral, Initially};
pub use enum_type::EnumType;
pub use exclude::{Exclude, ExcludeElement};
pub use expression::Expression;
pub use foreign_key::ForeignKey;
pub use identity::Identity;
pub use index::Index;
pub use index_column::{IndexColumn, Nulls, SortOrder};
pub use index_options::IndexOptions;
pub use metadata::MetaData;
pub use mysql_options::{MysqlIndexOptions, MysqlTableOption, MysqlTableOptions, PrefixLengths};
pub use name::Name;
pub use naming_convention::{NamingConvention, NamingError};
pub use native_type::{NativeType, TextOrSql, TypeArgument};
pub use primary_key::PrimaryKey;
pub use referential_action::ReferentialAction;
pub use sequence::{Sequence, SequenceOptions};
pub use server_default::ServerDefault;
pub use table::Table;
pub use table_options::TableOptions;
pub use trigger::Trigger;
pub use unique::Unique;
pub use view::View;

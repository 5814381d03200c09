//! Reading what a database holds into the schema model.
//!
//! An inspector asks a database's catalogue in a fixed number of queries, however many tables there
//! are, and makes flat [`Rows`] of the answers; [`assemble`] makes a [`MetaData`](crate::schema::MetaData)
//! of rows, whatever database they are from. It doesn't compare, and it changes nothing.
//!
//! There is one form for everything: columns say nothing that a constraint can say (`primary_key`,
//! `unique`, `index`, `foreign_key` and `check` are never set), `nullable` is always said, constraints
//! stand in [`Table::constraints`](crate::schema::Table::constraints) in the database's own order, and
//! names are [`Name::Final`](crate::schema::Name::Final) or none.

mod assemble;
mod column_row;
mod constraint_row;
mod enum_row;
mod index_row;
mod inspected;
mod inspector;
mod not_understood;
mod rows;
mod scope;
mod table_name;
mod table_row;
mod trigger_row;
mod view_row;

pub use assemble::assemble;
pub use column_row::ColumnRow;
pub use constraint_row::{ConstraintColumnRow, ConstraintRow};
pub use enum_row::EnumValueRow;
pub use index_row::{IndexColumnRow, IndexRow};
pub use inspected::Inspected;
pub use inspector::Inspector;
pub use not_understood::{InspectedKind, NotUnderstood, Obstacle};
pub use rows::Rows;
pub use scope::Scope;
pub use table_name::TableName;
pub use table_row::TableRow;
pub use trigger_row::TriggerRow;
pub use view_row::ViewRow;

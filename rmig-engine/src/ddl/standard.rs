//! Statements as SQL's standard has them, from a dialect's pieces.

mod alter_column;
mod column;
mod constraint;
mod identifier;
mod index;
mod objects;
mod rows;
mod sequence;
mod table;
mod write;

pub(super) use alter_column::{
    alter_column, alter_column_identity, alter_column_type, change_column, rename_column,
};
pub(super) use column::{
    add_column, call, column_definition, computed, default_value, function, identity,
};
pub use constraint::foreign_key_actions;
pub(super) use constraint::{constraint, deferral, references};
pub(super) use identifier::{identifier, object, text_or_null};
pub(super) use index::drop_index;
pub(super) use objects::{
    create_function, create_view, drop_function, drop_view, replace_function, replace_trigger,
    replace_view,
};
pub(super) use rows::{copy_rows, hexadecimal, insert, literal, update};
pub use sequence::sequence_options;
pub(super) use sequence::{alter_sequence, create_sequence};
pub(super) use table::create_table;
pub(super) use write::write;

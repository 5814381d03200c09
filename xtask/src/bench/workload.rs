//! What the tools are given: histories of every shape, and small changes of a schema.

mod format;
mod shape;
mod step;

pub use format::{alembic, id, rmig, table_python, table_sql};
pub use shape::{Shape, merges, parents};
pub use step::{Ends, Step, steps};

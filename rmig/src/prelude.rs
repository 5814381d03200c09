//! What a revision in Rust needs: operations, and columns and types in few words.
//!
//! ```
//! use rmig::prelude::*;
//!
//! fn upgrade(op: &mut Operations) {
//!     op.create_table("users")
//!         .column(column("id", big_integer()).primary_key())
//!         .column(column("email", string(255)).not_null())
//!         .unique("uq_users_email", ["email"]);
//! }
//!
//! let mut op = Operations::new();
//! upgrade(&mut op);
//! assert_eq!(op.operations()[0].name(), "create_table");
//! ```

pub use rmig_engine::{
    operation::{Operation, Operations, Recreate},
    schema::{
        Column, ConstraintKind, DataType, IndexColumn, Name, ReferentialAction, ServerDefault,
        Table, build::*,
    },
};

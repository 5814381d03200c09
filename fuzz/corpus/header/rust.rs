//! Add users.
//!
//! revision = "a1"
//! down_revision = "b2"

use rmig::prelude::*;

//! MySQL and MariaDB.

mod scan_rules;

pub use scan_rules::SCAN_RULES;

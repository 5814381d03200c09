//! MySQL and MariaDB.

mod assignment;
#[cfg_attr(not(test), expect(dead_code, reason = "the driver will call it"))]
mod classify;
#[cfg_attr(not(test), expect(dead_code, reason = "the driver will call it"))]
mod refuse;
mod scan_rules;

pub use scan_rules::SCAN_RULES;

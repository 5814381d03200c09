//! The rules of every dialect, by which texts are cut.

use rmig_dialects::{mysql, postgres, sqlite};
use rmig_engine::{scanner::ScanRules, section::ScanRulesOf};

/// The rules of every dialect.
pub const RULES: [&ScanRules; 3] = [
    &sqlite::SCAN_RULES,
    &postgres::SCAN_RULES,
    &mysql::SCAN_RULES,
];

/// A database whose own rules are the ones given.
#[derive(Debug)]
pub struct On(pub &'static ScanRules);

impl ScanRulesOf for On {
    fn own(&self) -> &ScanRules {
        self.0
    }

    fn of(&self, dialect: &str) -> Option<&ScanRules> {
        Some(match dialect {
            "sqlite" => &sqlite::SCAN_RULES,
            "postgresql" => &postgres::SCAN_RULES,
            "mysql" | "mariadb" => &mysql::SCAN_RULES,
            _ => return None,
        })
    }

    fn names(&self) -> Vec<&str> {
        vec!["sqlite", "postgresql", "mysql", "mariadb", "mssql"]
    }
}

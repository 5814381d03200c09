//! How SQLite's SQL reads and is written.

use async_trait::async_trait;
use rmig_engine::{
    connection::{ConnectOptions, Connection, DatabaseError},
    database_url::DatabaseUrl,
    dialect::{Capabilities, Dialect, Refusal},
    scanner::ScanRules,
};

use super::{connect, refuse, scan_rules::SCAN_RULES};

/// SQLite, from version 3.35 on.
#[derive(Clone, Copy, Debug, Default)]
pub struct SqliteDialect;

#[async_trait]
impl Dialect for SqliteDialect {
    fn name(&self) -> &'static str {
        "sqlite"
    }

    fn schemes(&self) -> &'static [&'static str] {
        &["sqlite"]
    }

    fn quote_identifier(&self, name: &str) -> String {
        format!("\"{}\"", name.replace('"', "\"\""))
    }

    fn quote_text(&self, text: &str) -> String {
        format!("'{}'", text.replace('\'', "''"))
    }

    fn scan_rules(&self) -> &ScanRules {
        &SCAN_RULES
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            transactional_ddl: true,
            foreign_keys_off: true,
        }
    }

    fn identity_column(&self) -> &'static str {
        "INTEGER PRIMARY KEY"
    }

    fn refuse(&self, words: &[&str], transaction: bool) -> Option<Refusal> {
        refuse::refuse(words, transaction)
    }

    async fn connect(
        &self,
        url: &DatabaseUrl,
        options: &ConnectOptions,
    ) -> Result<Box<dyn Connection>, DatabaseError> {
        Ok(Box::new(connect::connect(url, options).await?))
    }
}

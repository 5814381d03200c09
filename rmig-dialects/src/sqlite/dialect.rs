//! How SQLite's SQL reads and is written.

use async_trait::async_trait;
use rmig_engine::{
    connection::{ConnectOptions, Connection, DatabaseError},
    database_url::DatabaseUrl,
    dialect::{Capabilities, Dialect, ForeignKeysOff, IdentifierLimit, Recovery, Refusal},
    inspect::Inspector,
    scanner::ScanRules,
};

use super::{SqliteInspector, classify, connect, refuse, scan_rules::SCAN_RULES};

/// SQLite, from version 3.35 on.
#[derive(Clone, Copy, Debug, Default)]
pub struct SqliteDialect;

/// An identifier in quotes.
pub(super) fn quote_identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text as a string literal.
pub(super) fn quote_text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A statement that fails unless `condition` holds.
pub(super) fn guard(condition: &str, message: &str) -> String {
    // A path that makes no sense is the one error with words of one's own outside of triggers;
    // `random()` keeps it from being worked out beforehand.
    // Where the condition holds, there is no row that the shell would print.
    format!(
        "SELECT json_extract('{{}}', {} || substr(random(), 1, 0)) WHERE ({condition}) IS NOT TRUE",
        quote_text(message)
    )
}

#[async_trait]
impl Dialect for SqliteDialect {
    fn name(&self) -> &'static str {
        "sqlite"
    }

    fn schemes(&self) -> &'static [&'static str] {
        &["sqlite"]
    }

    fn quote_identifier(&self, name: &str) -> String {
        quote_identifier(name)
    }

    fn quote_text(&self, text: &str) -> String {
        quote_text(text)
    }

    fn scan_rules(&self) -> &ScanRules {
        &SCAN_RULES
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            transactional_ddl: true,
            run_lock: false,
            whole_reset: true,
            client_delimiter: false,
            foreign_keys_off: true,
            identifier_limit: IdentifierLimit::None,
        }
    }

    fn identity_column(&self) -> &'static str {
        "INTEGER PRIMARY KEY"
    }

    fn long_text(&self) -> &'static str {
        "TEXT"
    }

    fn table_options(&self) -> &'static str {
        ""
    }

    fn session_profile(&self) -> &'static [&'static str] {
        // What a script sets (`PRAGMA ignore_check_constraints`) holds for its section only.
        &[
            "PRAGMA foreign_keys = 1",
            "PRAGMA legacy_alter_table = 0",
            "PRAGMA ignore_check_constraints = 0",
            "PRAGMA recursive_triggers = 0",
            "PRAGMA case_sensitive_like = 0",
            "PRAGMA reverse_unordered_selects = 0",
            "PRAGMA writable_schema = 0",
        ]
    }

    fn client_directives(&self) -> &'static [&'static str] {
        &[".bail on"]
    }

    fn begin(&self) -> &'static str {
        "BEGIN IMMEDIATE"
    }

    fn lock_rows(&self, _: &str) -> Option<String> {
        None
    }

    fn guard(&self, condition: &str, message: &str) -> String {
        guard(condition, message)
    }

    fn foreign_keys_off(&self) -> Option<ForeignKeysOff> {
        Some(ForeignKeysOff {
            // Else renaming the new table breaks views and triggers that speak of it.
            before: &["PRAGMA foreign_keys = 0", "PRAGMA legacy_alter_table = 1"],
            count: &[
                "DROP TABLE IF EXISTS temp.rmig_broken",
                "CREATE TEMP TABLE rmig_broken AS SELECT \"table\" AS child, parent, COUNT(*) AS \
                 broken FROM pragma_foreign_key_check GROUP BY 1, 2",
            ],
            no_more_broken: "NOT EXISTS (SELECT 1 FROM (SELECT \"table\" AS child, parent, \
                             COUNT(*) AS broken FROM pragma_foreign_key_check GROUP BY 1, 2) AS \
                             now LEFT JOIN temp.rmig_broken AS was ON now.child = was.child AND \
                             now.parent = was.parent WHERE now.broken > COALESCE(was.broken, 0))",
            after: &["PRAGMA foreign_keys = 1", "PRAGMA legacy_alter_table = 0"],
        })
    }

    fn now(&self) -> &'static str {
        "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
    }

    fn commits_implicitly(&self, _: &[&str]) -> bool {
        false
    }

    fn recovery(&self, words: &[&str]) -> Recovery {
        classify::recovery(words)
    }

    fn refuse(&self, words: &[&str], transaction: bool) -> Option<Refusal> {
        refuse::refuse(words, transaction)
    }

    fn inspector(&self) -> Option<&dyn Inspector> {
        Some(&SqliteInspector)
    }

    async fn connect(
        &self,
        url: &DatabaseUrl,
        options: &ConnectOptions,
    ) -> Result<Box<dyn Connection>, DatabaseError> {
        Ok(Box::new(connect::connect(url, options).await?))
    }
}

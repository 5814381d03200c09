//! How PostgreSQL's SQL reads and is written.

use async_trait::async_trait;
use rmig_engine::{
    connection::{ConnectOptions, Connection, DatabaseError},
    database_url::DatabaseUrl,
    dialect::{Capabilities, Dialect, IdentifierLimit, Recovery, Refusal},
    scanner::ScanRules,
};

use super::{SCAN_RULES, classify, connect, lock, pooled, profile, refuse};

/// PostgreSQL, from version 12 on.
#[derive(Clone, Copy, Debug, Default)]
pub struct PostgresDialect;

/// Begins a transaction.
pub(super) const BEGIN: &str = "BEGIN";

/// An identifier in quotes.
pub(super) fn quote_identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text as a string literal.
pub(super) fn quote_text(text: &str) -> String {
    let doubled = text.replace('\'', "''");
    // This form means the same whatever a script has set `standard_conforming_strings` to.
    if text.contains('\\') {
        format!("E'{}'", doubled.replace('\\', "\\\\"))
    } else {
        format!("'{doubled}'")
    }
}

#[async_trait]
impl Dialect for PostgresDialect {
    fn name(&self) -> &'static str {
        "postgresql"
    }

    fn aliases(&self) -> &'static [&'static str] {
        &["postgres"]
    }

    fn schemes(&self) -> &'static [&'static str] {
        &["postgres", "postgresql"]
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
            run_lock: true,
            whole_reset: true,
            client_delimiter: false,
            foreign_keys_off: false,
            identifier_limit: IdentifierLimit::Bytes(63),
        }
    }

    fn identity_column(&self) -> &'static str {
        "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
    }

    fn long_text(&self) -> &'static str {
        "TEXT"
    }

    fn table_options(&self) -> &'static str {
        ""
    }

    fn session_profile(&self) -> &'static [&'static str] {
        profile::PROFILE
    }

    fn client_directives(&self) -> &'static [&'static str] {
        // Whatever a user's psqlrc says: a script ends at its first error, commits only where it
        // says so, and is read as it is written.
        &[
            r"\set ON_ERROR_STOP on",
            r"\set ON_ERROR_ROLLBACK off",
            r"\set AUTOCOMMIT on",
            r"\set SINGLELINE off",
            r"\encoding UTF8",
            // In `a[1:HOST]` psql would put the server's name.
            r"\unset DBNAME",
            r"\unset HOST",
            r"\unset PORT",
            r"\unset USER",
        ]
    }

    fn begin(&self) -> &'static str {
        BEGIN
    }

    fn lock_rows(&self, table: &str) -> Option<String> {
        Some(format!("LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE"))
    }

    fn transaction_lock(&self, name: &str) -> Option<String> {
        Some(lock::for_transaction(name))
    }

    fn ends_with_transaction(&self, words: &[&str]) -> bool {
        pooled::ends_with_transaction(words)
    }

    fn restore_names(&self) -> Option<&'static str> {
        Some("RESET search_path")
    }

    fn restore_user(&self, words: &[&str]) -> &'static [&'static str] {
        let is = |word: &str, keyword: &str| word.eq_ignore_ascii_case(keyword);
        let mut words = words.iter();
        let sets = words.next().is_some_and(|word| is(word, "SET"));
        let other = words
            .take(2)
            .any(|word| is(word, "ROLE") || is(word, "AUTHORIZATION"));
        match sets && other {
            true => &["RESET SESSION AUTHORIZATION", "RESET ROLE"],
            false => &[],
        }
    }

    fn guard(&self, condition: &str, message: &str) -> String {
        let mut tag = "$rmig$".to_owned();
        while condition.contains(&tag) || message.contains(&tag) {
            tag.insert(1, '_');
        }
        format!(
            "DO {tag}BEGIN IF ({condition}) IS NOT TRUE THEN RAISE EXCEPTION USING MESSAGE = {}; \
             END IF; END{tag}",
            self.quote_text(message)
        )
    }

    fn returning(&self, column: &str) -> String {
        format!(" RETURNING {}", self.quote_identifier(column))
    }

    fn now(&self) -> &'static str {
        "to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"
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

    fn refuse_borrowed(&self, words: &[&str], transaction: bool) -> Option<Refusal> {
        pooled::refuse(words, transaction)
    }

    async fn connect(
        &self,
        url: &DatabaseUrl,
        options: &ConnectOptions,
    ) -> Result<Box<dyn Connection>, DatabaseError> {
        Ok(Box::new(connect::connect(url, options).await?))
    }
}

//! How the SQL of MySQL and MariaDB reads and is written.

use async_trait::async_trait;
use rmig_engine::{
    connection::{ConnectOptions, Connection, DatabaseError},
    database_url::DatabaseUrl,
    dialect::{Capabilities, Dialect, IdentifierLimit, Recovery, Refusal},
    scanner::ScanRules,
};

use super::{classify, connect, flavour::Flavour, guard, refuse, scan_rules::SCAN_RULES};

/// MySQL (from 8.0 on) or MariaDB (from 10.6 on).
///
/// ```
/// use rmig_dialects::mysql::MysqlDialect;
/// use rmig_engine::dialect::Dialect as _;
///
/// assert_eq!(MysqlDialect::mariadb().falls_back_to(), ["mysql"]);
/// assert_eq!(MysqlDialect::mysql().quote_identifier("a`b"), "`a``b`");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct MysqlDialect {
    flavour: Flavour,
}

impl MysqlDialect {
    /// MySQL.
    #[must_use]
    pub fn mysql() -> Self {
        Self {
            flavour: Flavour::Mysql,
        }
    }

    /// MariaDB, which MySQL's sections serve too.
    #[must_use]
    pub fn mariadb() -> Self {
        Self {
            flavour: Flavour::MariaDb,
        }
    }
}

/// An identifier in backticks, which quote in every SQL mode.
pub(super) fn quote_identifier(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

/// A text as a string literal; right as long as the SQL mode isn't `NO_BACKSLASH_ESCAPES`.
pub(super) fn quote_text(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
}

#[async_trait]
impl Dialect for MysqlDialect {
    fn name(&self) -> &'static str {
        self.flavour.name()
    }

    fn falls_back_to(&self) -> &'static [&'static str] {
        match self.flavour {
            Flavour::Mysql => &[],
            Flavour::MariaDb => &["mysql"],
        }
    }

    fn schemes(&self) -> &'static [&'static str] {
        match self.flavour {
            Flavour::Mysql => &["mysql"],
            Flavour::MariaDb => &["mariadb"],
        }
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
            transactional_ddl: false,
            run_lock: true,
            whole_reset: false,
            client_delimiter: true,
            foreign_keys_off: false,
            identifier_limit: IdentifierLimit::Characters(64),
        }
    }

    fn identity_column(&self) -> &'static str {
        "BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY"
    }

    fn long_text(&self) -> &'static str {
        "LONGTEXT"
    }

    fn table_options(&self) -> &'static str {
        // Whatever the server's or the database's defaults are: rows that transactions guard, and
        // identifiers that are told apart byte by byte.
        " ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ROW_FORMAT=DYNAMIC"
    }

    fn session_profile(&self) -> &'static [&'static str] {
        self.flavour.profile()
    }

    fn client_directives(&self) -> &'static [&'static str] {
        // The client stops at the first error by itself, unless it is called with --force.
        &[]
    }

    fn begin(&self) -> &'static str {
        "START TRANSACTION"
    }

    fn lock_rows(&self, table: &str) -> Option<String> {
        // Before anything else is read: the transaction then sees what was committed until now.
        Some(format!("SELECT version_num FROM {table} FOR UPDATE"))
    }

    fn restore_names(&self) -> Option<&'static str> {
        // USE is refused; but names and texts of ours are UTF-8, and a COMMIT is nothing else.
        Some("SET NAMES utf8mb4, SESSION completion_type = 'NO_CHAIN'")
    }

    fn keeps_names(&self, sql: &str) -> bool {
        classify::keeps_names(sql)
    }

    fn widen_text(&self, table: &str, column: &str, width: usize) -> String {
        format!("ALTER TABLE {table} MODIFY {column} VARCHAR({width}) NOT NULL")
    }

    fn guard(&self, condition: &str, message: &str) -> String {
        guard::guard(condition, message)
    }

    fn now(&self) -> &'static str {
        "CONCAT(REPLACE(LEFT(UTC_TIMESTAMP(3), 23), ' ', 'T'), 'Z')"
    }

    fn commits_implicitly(&self, words: &[&str]) -> bool {
        classify::commits_implicitly(words)
    }

    fn recovery(&self, words: &[&str]) -> Recovery {
        classify::recovery(words)
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

//! The databases that rmig speaks to: for each one folder, for each driver one feature.

#[cfg(feature = "sqlite")]
pub mod sqlite;

use rmig_engine::dialect::Dialects;

/// All dialects that this build has a driver for; the others are known by name.
///
/// ```
/// use rmig_engine::database_url::DatabaseUrl;
///
/// let dialects = rmig_dialects::dialects();
/// let url = DatabaseUrl::parse("postgress://localhost/shop").unwrap();
/// assert!(dialects.by_url(&url).is_err());
/// ```
#[must_use]
pub fn dialects() -> Dialects {
    let mut dialects = Dialects::default();
    for name in ["sqlite", "postgres", "mysql", "mariadb", "mssql"] {
        dialects.announce(name);
    }
    #[cfg(feature = "sqlite")]
    dialects.register(std::sync::Arc::new(sqlite::SqliteDialect));
    dialects
}

//! The databases that rmig speaks to: for each one folder, for each driver one feature.

#[cfg(any(feature = "postgres", feature = "sqlite"))]
mod batch_answers;
#[cfg(any(feature = "mysql", feature = "postgres", feature = "sqlite"))]
#[cfg_attr(
    not(feature = "postgres"),
    expect(dead_code, reason = "PostgreSQL alone counts through a whole message")
)]
mod batch_text;
#[cfg(any(feature = "mysql", feature = "sqlite"))]
mod default_expression;
mod generic_types;
pub mod mssql;
#[cfg(feature = "mysql")]
pub mod mysql;
#[cfg(feature = "postgres")]
pub mod postgres;
#[cfg(any(feature = "mysql", feature = "postgres"))]
mod reach;
#[cfg(any(feature = "mysql", feature = "postgres", feature = "sqlite"))]
mod refusal;
#[cfg(any(feature = "mysql", feature = "postgres"))]
mod server_url;
#[cfg(feature = "sqlite")]
pub mod sqlite;
#[cfg(any(feature = "mysql", feature = "postgres", feature = "sqlite"))]
mod words;

#[cfg(test)]
#[cfg(all(feature = "mysql", feature = "postgres", feature = "sqlite"))]
mod cutting;
#[cfg(test)]
#[cfg(all(feature = "mysql", feature = "postgres", feature = "sqlite"))]
mod running;

use rmig_engine::{
    ddl::DdlDialect,
    registry::{Extension, Registry, RegistryError},
};

/// The owner under which these dialects are registered.
pub const OWNER: &str = "rmig";

/// What sections may name although this build has no driver for it.
const ANNOUNCED: &[&str] = &[
    #[cfg(not(feature = "mysql"))]
    "mariadb",
    "mssql",
    #[cfg(not(feature = "mysql"))]
    "mysql",
    #[cfg(not(feature = "postgres"))]
    "postgres",
    #[cfg(not(feature = "postgres"))]
    "postgresql",
    #[cfg(not(feature = "sqlite"))]
    "sqlite",
];

/// Adds every dialect that this build has a driver for; the others are known by name.
///
/// # Errors
///
/// When one of their names or URL schemes is taken.
///
/// ```
/// use rmig_engine::{database_url::DatabaseUrl, registry::Registry};
///
/// let mut registry = Registry::new();
/// rmig_dialects::register(&mut registry)?;
/// let url = DatabaseUrl::parse("postgress://localhost/shop").unwrap();
/// assert!(registry.dialects.by_url(&url).is_err());
/// let taken = rmig_dialects::register(&mut registry).unwrap_err();
/// assert_eq!(taken.to_string(), "the dialect \"postgresql\" of rmig is already registered by rmig");
/// # Ok::<(), rmig_engine::registry::RegistryError>(())
/// ```
pub fn register(registry: &mut Registry) -> Result<(), RegistryError> {
    for name in ANNOUNCED {
        registry.dialects.announce(name);
    }
    #[cfg(feature = "postgres")]
    registry
        .dialects
        .add(OWNER, std::sync::Arc::new(postgres::PostgresDialect))?;
    #[cfg(feature = "sqlite")]
    registry
        .dialects
        .add(OWNER, std::sync::Arc::new(sqlite::SqliteDialect))?;
    #[cfg(feature = "mysql")]
    for dialect in [mysql::MysqlDialect::mysql(), mysql::MysqlDialect::mariadb()] {
        registry.dialects.add(OWNER, std::sync::Arc::new(dialect))?;
    }
    register_ddl(registry)
}

/// Adds what writes the statements of every dialect.
fn register_ddl(registry: &mut Registry) -> Result<(), RegistryError> {
    let dialects: Vec<std::sync::Arc<dyn DdlDialect>> = vec![
        std::sync::Arc::new(mssql::MssqlDdl),
        #[cfg(feature = "postgres")]
        std::sync::Arc::new(postgres::PostgresDdl),
        #[cfg(feature = "sqlite")]
        std::sync::Arc::new(sqlite::SqliteDdl),
        #[cfg(feature = "mysql")]
        std::sync::Arc::new(mysql::MysqlDdl::mysql()),
        #[cfg(feature = "mysql")]
        std::sync::Arc::new(mysql::MysqlDdl::mariadb()),
    ];
    for dialect in dialects {
        registry
            .ddl
            .add(Extension::new(dialect.name(), OWNER, dialect))?;
    }
    Ok(())
}

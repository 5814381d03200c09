//! SQL Server, as far as scripts go: there is no driver.

mod ddl;

pub use ddl::MssqlDdl;

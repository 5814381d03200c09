//! The engine of rmig: the revision graph, script directories, settings, plans and the runner.
//!
//! The engine knows no database driver and no terminal. It never prints, and it reads no
//! environment variable, no clock, no randomness and no home directory: those come in as arguments.

pub mod checksum;
pub mod command;
pub mod connection;
pub mod database_url;
pub mod ddl;
pub mod diagnostic;
pub mod dialect;
pub mod graph;
pub mod inspect;
pub mod journal;
mod json;
pub mod near;
pub mod operation;
pub mod plan;
pub mod planner;
pub mod registry;
mod regular_file;
pub mod runner;
pub mod scanner;
pub mod schema;
pub mod script;
pub mod script_template;
pub mod section;
pub mod settings;
pub mod symbol;
pub mod version_table;
pub mod write_hook;

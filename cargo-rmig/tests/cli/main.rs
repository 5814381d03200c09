//! The command line, run as a process: one binary of tests, since linking one is dear.
#![expect(clippy::unwrap_used, reason = "a test may fail where it helps itself")]

mod alembic;
mod authoring;
mod bad_input;
mod batch;
mod branches;
mod crash;
mod crash_servers;
mod current;
mod downgrade;
mod ensure_version;
mod errors;
mod frame;
mod heads;
mod help;
mod history;
mod json;
mod messages;
mod offline;
mod passwords;
mod picture;
mod read_only;
mod repair;
mod servers;
mod several;
mod show;
mod sql;
mod stamp;
mod support;
mod upgrade;
mod waiting;

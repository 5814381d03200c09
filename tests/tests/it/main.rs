//! The tests of everything together, as one binary.

mod build_script;
mod differential;
mod dumps;
mod error_codes;
mod examples;
mod golden;
mod mlflow;
mod operations;
mod oracle;
mod packages;
mod sqlite;
mod transcripts;

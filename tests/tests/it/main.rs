//! The tests of everything together, as one binary.

mod build_script;
mod error_codes;

//! The settings of a session that change what a script means.

use rmig_engine::connection::{Access, ConnectOptions};

/// What every session, and every script for psql, begins with.
///
/// `RESET ALL` takes back what a script has set, whatever it was, to what the role, the database and
/// the URL's `options` say; then follows what may not differ from place to place. The search path,
/// the tablespace and whether transactions are read-only by default stay the role's own.
pub(super) const PROFILE: &[&str] = &[
    "RESET ALL",
    "SET client_encoding = 'UTF8'",
    "SET standard_conforming_strings = on",
    "SET backslash_quote = safe_encoding",
    "SET transform_null_equals = off",
    "SET array_nulls = on",
    "SET TimeZone = 'UTC'",
    "SET DateStyle = 'ISO, MDY'",
    "SET IntervalStyle = 'postgres'",
    "SET extra_float_digits = 1",
    "SET bytea_output = 'hex'",
    "SET xmlbinary = 'base64'",
    "SET xmloption = 'content'",
    "SET quote_all_identifiers = off",
    "SET check_function_bodies = on",
    "SET row_security = on",
    "SET default_transaction_isolation = 'read committed'",
    "SET default_transaction_deferrable = off",
    "SET lock_timeout = 0",
    "SET statement_timeout = 0",
    "SET idle_in_transaction_session_timeout = 0",
];

/// What a script may leave behind besides settings. `DISCARD ALL` would free the run lock.
const LEFT_BEHIND: &[&str] = &[
    "CLOSE ALL",
    "UNLISTEN *",
    "DISCARD TEMP",
    "DISCARD SEQUENCES",
    "RESET SESSION AUTHORIZATION",
    "RESET ROLE",
];

/// What brings a session into shape, in the order in which it is sent. `own` is what the connection
/// had been given before it became ours.
pub(super) fn session(options: &ConnectOptions, own: &[String]) -> Vec<String> {
    let fixed = LEFT_BEHIND.iter().chain(PROFILE);
    let mut statements: Vec<String> = fixed.map(|sql| (*sql).to_owned()).collect();
    let milliseconds = |time: std::time::Duration| {
        // PostgreSQL counts in 32 bits, and zero means for ever.
        time.as_millis().clamp(1, i32::MAX as u128)
    };
    let lock_timeout = milliseconds(options.lock_timeout);
    statements.push(format!("SET lock_timeout = {lock_timeout}"));
    if let Some(timeout) = options.statement_timeout {
        let timeout = milliseconds(timeout);
        statements.push(format!("SET statement_timeout = {timeout}"));
    }
    if options.access == Access::Look {
        statements.push("SET default_transaction_read_only = on".to_owned());
    }
    statements.extend(own.iter().cloned());
    statements
}

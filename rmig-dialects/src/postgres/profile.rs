//! The settings of a session that change what a script means.

use std::time::Duration;

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

/// Time-outs that only newer servers know, each with the first version that does.
const NEWER: &[(u32, &str)] = &[
    (140_000, "SET idle_session_timeout = 0"),
    (170_000, "SET transaction_timeout = 0"),
];

/// What a session of a server of this version needs besides.
pub(super) fn newer(version: Option<u32>) -> impl Iterator<Item = &'static str> {
    let known = move |since: u32| version.is_some_and(|version| version >= since);
    NEWER
        .iter()
        .filter(move |(since, _)| known(*since))
        .map(|(_, sql)| *sql)
}

/// What a script may leave behind besides settings. `DISCARD ALL` would free the run lock.
const LEFT_BEHIND: &[&str] = &[
    "CLOSE ALL",
    "UNLISTEN *",
    "DISCARD TEMP",
    "DISCARD SEQUENCES",
    "RESET SESSION AUTHORIZATION",
    "RESET ROLE",
];

/// What a session is to be like.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    /// How long to wait for a connection.
    pub connect_timeout: Duration,
    /// How long a statement may run.
    pub statement_timeout: Option<Duration>,
    /// The statements that bring a session into shape.
    pub profile: Vec<String>,
}

impl Shape {
    /// The shape that `options` ask for. `own` are statements for what a connection had been given
    /// before it became ours.
    pub(super) fn new(options: &ConnectOptions, own: Vec<String>) -> Self {
        let fixed = LEFT_BEHIND.iter().chain(PROFILE);
        let mut profile: Vec<String> = fixed.map(|sql| (*sql).to_owned()).collect();
        let timeout = |name: &str, time: Duration| {
            // PostgreSQL counts in 32 bits, and zero means for ever.
            let milliseconds = time.as_millis().clamp(1, i32::MAX as u128);
            format!("SET {name} = {milliseconds}")
        };
        profile.push(timeout("lock_timeout", options.lock_timeout));
        profile.extend(
            options
                .statement_timeout
                .map(|time| timeout("statement_timeout", time)),
        );
        if options.access == Access::Look {
            profile.push("SET default_transaction_read_only = on".to_owned());
        }
        profile.extend(own);
        Self {
            connect_timeout: options.connect_timeout,
            statement_timeout: options.statement_timeout,
            profile,
        }
    }
}

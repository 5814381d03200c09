//! The settings of a session that change what a script means.

use std::time::Duration;

use rmig_engine::{
    connection::{Access, ConnectOptions},
    dialect::Dialect as _,
};

use super::PostgresDialect;

/// Settings as statements for a session and for a transaction, and as they are.
macro_rules! settings {
    ($($name:literal = $value:literal),* $(,)?) => {
        /// What every session, and every script for psql, begins with.
        ///
        /// `RESET ALL` takes back what a script has set, whatever it was, to what the role, the database and
        /// the URL's `options` say; then follows what may not differ from place to place. The search path,
        /// the tablespace and whether transactions are read-only by default stay the role's own.
        pub(super) const PROFILE: &[&str] = &[
            "RESET ALL",
            $(concat!("SET ", $name, " = ", $value),)*
            "SET default_transaction_isolation = 'read committed'",
            "SET default_transaction_deferrable = off",
        ];

        /// The same for one transaction, at its beginning.
        const LOCAL: &[&str] = &[
            "SET LOCAL transaction_isolation = 'read committed'",
            $(concat!("SET LOCAL ", $name, " = ", $value),)*
        ];

        /// The same by their names, with the values as SQL.
        const PAIRS: &[(&str, &str)] = &[
            $(($name, $value),)*
            ("default_transaction_isolation", "'read committed'"),
            ("default_transaction_deferrable", "off"),
        ];
    };
}

settings! {
    "client_encoding" = "'UTF8'",
    "standard_conforming_strings" = "on",
    "backslash_quote" = "safe_encoding",
    "transform_null_equals" = "off",
    "array_nulls" = "on",
    "TimeZone" = "'UTC'",
    "DateStyle" = "'ISO, MDY'",
    "IntervalStyle" = "'postgres'",
    "extra_float_digits" = "1",
    "bytea_output" = "'hex'",
    "xmlbinary" = "'base64'",
    "xmloption" = "'content'",
    "quote_all_identifiers" = "off",
    "check_function_bodies" = "on",
    "row_security" = "on",
    "lock_timeout" = "0",
    "statement_timeout" = "0",
    "idle_in_transaction_session_timeout" = "0",
}

/// Time-outs that only newer servers know, each with the first version that does.
const NEWER: &[(u32, &str)] = &[
    (140_000, "idle_session_timeout"),
    (170_000, "transaction_timeout"),
];

/// What a session of a server of this version has to be set to besides: nothing.
pub(super) fn newer(version: Option<u32>) -> impl Iterator<Item = &'static str> {
    let known = move |since: u32| version.is_some_and(|version| version >= since);
    NEWER
        .iter()
        .filter(move |(since, _)| known(*since))
        .map(|(_, name)| *name)
}

/// What a script may leave behind besides settings. `DISCARD ALL` would free the run lock.
pub(super) const LEFT_BEHIND: &[&str] = &[
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
    /// Whether nothing is to be changed.
    looks_only: bool,
    /// What was asked for besides the profile.
    timeouts: Vec<(&'static str, String)>,
    /// What the session had been given before it became ours, or what the URL asks for.
    own: Vec<(String, String)>,
}

impl Shape {
    /// The shape that `options` ask for. `own` are settings that a connection had been given
    /// before it became ours.
    pub(super) fn new(options: &ConnectOptions, own: Vec<(String, String)>) -> Self {
        // PostgreSQL counts in 32 bits, and zero means for ever.
        let count = |time: Duration| time.as_millis().clamp(1, i32::MAX as u128).to_string();
        let mut timeouts = vec![("lock_timeout", count(options.lock_timeout))];
        timeouts.extend(
            options
                .statement_timeout
                .map(|time| ("statement_timeout", count(time))),
        );
        Self {
            connect_timeout: options.connect_timeout,
            statement_timeout: options.statement_timeout,
            looks_only: options.access == Access::Look,
            timeouts,
            own,
        }
    }

    /// The same with other settings of its own.
    pub(super) fn with_own(&self, own: Vec<(String, String)>) -> Self {
        Self {
            own,
            ..self.clone()
        }
    }

    /// The statements that bring a session into shape, whatever a script has done to it.
    pub(super) fn for_session(&self, version: Option<u32>) -> Vec<String> {
        let fixed = LEFT_BEHIND.iter().chain(PROFILE);
        let mut statements: Vec<String> = fixed.map(|sql| (*sql).to_owned()).collect();
        statements.extend(newer(version).map(|name| format!("SET {name} = 0")));
        let timeouts = self.timeouts.iter();
        statements.extend(timeouts.map(|(name, value)| format!("SET {name} = {value}")));
        if self.looks_only {
            statements.push("SET default_transaction_read_only = on".to_owned());
        }
        let own = self.own.iter();
        statements.extend(own.map(|(name, value)| format!("SELECT {}", set(name, value, "false"))));
        statements
    }

    /// The statements that bring a transaction into shape, at its beginning, whatever others have
    /// left in its session.
    pub(super) fn for_transaction(&self, version: Option<u32>, application: &str) -> Vec<String> {
        let mut statements: Vec<String> = LOCAL.iter().map(|sql| (*sql).to_owned()).collect();
        // The time between transactions is no concern of this one.
        let newer = newer(version).filter(|name| *name != "idle_session_timeout");
        statements.extend(newer.map(|name| format!("SET LOCAL {name} = 0")));
        for name in ["role", "search_path"] {
            statements.push(format!("SET LOCAL {name} TO DEFAULT"));
        }
        let timeouts = self.timeouts.iter();
        statements.extend(timeouts.map(|(name, value)| format!("SET LOCAL {name} = {value}")));
        if self.looks_only {
            statements.push("SET LOCAL transaction_read_only = on".to_owned());
        }
        let application = ("application_name".to_owned(), application.to_owned());
        // This form takes a list of schemas as it stands in settings.
        let own = self.own.iter().chain([&application]);
        let own: Vec<String> = own.map(|(name, value)| set(name, value, "true")).collect();
        statements.push(format!("SELECT {}", own.join(", ")));
        statements
    }

    /// One query that brings a new session into shape if it is ours, and only its own transaction
    /// if it is borrowed: `is_borrowed` is the condition for that.
    pub(super) fn for_either(&self, version: Option<u32>, is_borrowed: &str) -> String {
        let plain = |value: &'static str| value.trim_matches('\'');
        let fixed = PAIRS.iter();
        let fixed = fixed.map(|(name, value)| set(name, plain(value), "l"));
        let newer = newer(version).map(|name| set(name, "0", "l"));
        let timeouts = self.timeouts.iter();
        let timeouts = timeouts.map(|(name, value)| set(name, value, "l"));
        let looks = ("default_transaction_read_only", "on");
        let looks = self.looks_only.then(|| set(looks.0, looks.1, "l"));
        let own = self.own.iter();
        let own = own.map(|(name, value)| set(name, value, "l"));
        let all: Vec<String> = fixed
            .chain(newer)
            .chain(timeouts)
            .chain(looks)
            .chain(own)
            .collect();
        format!(
            "SELECT {} FROM (SELECT {is_borrowed}) AS b (l)",
            all.join(", ")
        )
    }

    /// What leads names back to where they lead at a transaction's beginning.
    pub(super) fn names(&self) -> String {
        let path = self.own.iter().rfind(|(name, _)| name == "search_path");
        match path {
            Some((name, path)) => format!("SELECT {}", set(name, path, "true")),
            None => "SET LOCAL search_path TO DEFAULT".to_owned(),
        }
    }
}

fn set(name: &str, value: &str, local: &str) -> String {
    let quoted = |text| PostgresDialect.quote_text(text);
    let (name, value) = (quoted(name), quoted(value));
    format!("pg_catalog.set_config({name}, {value}, {local})")
}

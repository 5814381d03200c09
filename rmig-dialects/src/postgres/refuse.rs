//! Statements that would escape from a section's transaction, can't run in one, or need a client.

use rmig_engine::dialect::Refusal;

use crate::{
    refusal::{no_transaction, transaction_control},
    words::{Words, is_any},
};

/// Why a statement can't stand in a section, by its first tokens.
pub(super) fn refuse(words: &[&str], transaction: bool) -> Option<Refusal> {
    always(words).or_else(|| {
        if !transaction {
            return None;
        }
        control(words)
            .map(|what| transaction_control(&what))
            .or_else(|| outside_only(words).map(no_transaction))
    })
}

/// What can't stand in any section.
fn always(words: &[&str]) -> Option<Refusal> {
    let mut rest = Words::new(words);
    if rest.take(&["COPY"]) {
        return copy(rest);
    }
    if rest.take_all(&["DISCARD", "ALL"]) || unlocks_all(words) {
        return Some(Refusal {
            message: "this would give rmig's lock away".to_owned(),
            help: "take it out; to set the session back, write `RESET ALL` or `DISCARD PLANS`, \
                   `DISCARD SEQUENCES` or `DISCARD TEMP`"
                .to_owned(),
        });
    }
    if rest.take(&["SET"]) {
        rest.take(&["SESSION", "LOCAL"]);
        let off = |word: &&&str| is_any(word.trim_matches('\''), &["off", "false", "no", "0"]);
        if rest.take(&["standard_conforming_strings"]) && rest.rest().iter().any(|word| off(&word))
        {
            return Some(Refusal {
                message: "standard_conforming_strings can't be switched off".to_owned(),
                help: "write strings with backslash escapes as E'…'".to_owned(),
            });
        }
    }
    None
}

/// `COPY` from or to the client's own streams; behind its table, columns or query.
fn copy(mut words: Words<'_>) -> Option<Refusal> {
    while !words.rest().is_empty() {
        words.skip_parentheses();
        if words.take_all(&["FROM", "STDIN"]) {
            return Some(Refusal {
                message: "COPY … FROM stdin needs a client that sends the rows".to_owned(),
                help: "write the rows as INSERT statements, as `pg_dump --inserts` does".to_owned(),
            });
        }
        if words.take_all(&["TO", "STDOUT"]) {
            return Some(Refusal {
                message: "COPY … TO stdout needs a client that takes the rows".to_owned(),
                help: "take it out, or copy to a file on the server".to_owned(),
            });
        }
        words.skip(1);
    }
    None
}

fn unlocks_all(words: &[&str]) -> bool {
    let mut words = Words::new(words);
    words.take(&["SELECT", "PERFORM"]) && {
        words.take_all(&["pg_catalog", "."]);
        words.take(&["pg_advisory_unlock_all"])
    }
}

/// Transaction control, by its name.
fn control(words: &[&str]) -> Option<String> {
    let mut rest = Words::new(words);
    let first = words.first()?.to_ascii_uppercase();
    let two = |second: &str| Some(format!("{first} {second}"));
    match first.as_str() {
        "BEGIN" | "END" | "ABORT" => Some(first),
        "COMMIT" if is_second(words, "PREPARED") => two("PREPARED"),
        "COMMIT" => Some(first),
        "START" if is_second(words, "TRANSACTION") => two("TRANSACTION"),
        "PREPARE" if is_second(words, "TRANSACTION") => two("TRANSACTION"),
        "ROLLBACK" if is_second(words, "PREPARED") => two("PREPARED"),
        "ROLLBACK" => {
            rest.skip(1);
            rest.take(&["WORK", "TRANSACTION"]);
            // `ROLLBACK TO` a savepoint stays in the transaction.
            (!rest.at(&["TO"])).then_some(first)
        }
        _ => None,
    }
}

fn is_second(words: &[&str], keyword: &str) -> bool {
    let second = words.get(1);
    second.is_some_and(|word| word.eq_ignore_ascii_case(keyword))
}

/// What the server refuses to run in a transaction, by its name.
fn outside_only(words: &[&str]) -> Option<&'static str> {
    let has = |keyword: &str| words.iter().any(|word| word.eq_ignore_ascii_case(keyword));
    let mut rest = Words::new(words);
    if rest.take(&["VACUUM"]) {
        return Some("VACUUM");
    }
    if rest.take(&["REINDEX"]) {
        // Options in parentheses, or a word behind what is indexed anew.
        let mut options = words.iter().take_while(|word| **word != ")");
        if rest.at(&["("]) && options.any(|word| is_any(word, &["CONCURRENTLY"])) {
            return Some("REINDEX CONCURRENTLY");
        }
        rest.skip_parentheses();
        return rest
            .at(&["SCHEMA", "DATABASE", "SYSTEM"])
            .then_some("REINDEX of more than a table")
            .or_else(|| {
                rest.skip(1);
                rest.at(&["CONCURRENTLY"]).then_some("REINDEX CONCURRENTLY")
            });
    }
    if rest.take(&["CLUSTER"]) {
        rest.skip_parentheses();
        rest.take(&["VERBOSE"]);
        return rest.rest().is_empty().then_some("CLUSTER of all tables");
    }
    if rest.take(&["CREATE"]) {
        rest.take(&["UNIQUE"]);
        return if rest.take_all(&["INDEX", "CONCURRENTLY"]) {
            Some("CREATE INDEX CONCURRENTLY")
        } else if rest.take(&["DATABASE"]) {
            Some("CREATE DATABASE")
        } else if rest.take(&["TABLESPACE"]) {
            Some("CREATE TABLESPACE")
        } else {
            // Without a connection, or without making a slot, it can.
            let subscription = rest.take(&["SUBSCRIPTION"]);
            (subscription && !has("connect") && !has("create_slot"))
                .then_some("CREATE SUBSCRIPTION")
        };
    }
    if rest.take(&["DROP"]) {
        return if rest.take_all(&["INDEX", "CONCURRENTLY"]) {
            Some("DROP INDEX CONCURRENTLY")
        } else if rest.take(&["DATABASE"]) {
            Some("DROP DATABASE")
        } else {
            rest.take(&["TABLESPACE"]).then_some("DROP TABLESPACE")
        };
    }
    if !rest.take(&["ALTER"]) {
        return None;
    }
    if rest.take(&["SYSTEM"]) {
        Some("ALTER SYSTEM")
    } else if rest.take(&["DATABASE"]) {
        rest.name();
        rest.take_all(&["SET", "TABLESPACE"])
            .then_some("ALTER DATABASE … SET TABLESPACE")
    } else if rest.take(&["SUBSCRIPTION"]) {
        has("REFRESH").then_some("ALTER SUBSCRIPTION … REFRESH")
    } else {
        let table = rest.take(&["TABLE"]);
        (table && has("DETACH") && has("CONCURRENTLY"))
            .then_some("ALTER TABLE … DETACH PARTITION … CONCURRENTLY")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{postgres::SCAN_RULES, words};

    fn refused(sql: &str, transaction: bool) -> Option<Refusal> {
        refuse(&words::of(sql, &SCAN_RULES), transaction)
    }

    #[test]
    fn what_leaves_or_cannot_run_in_the_transaction_is_refused_there_only() {
        for sql in [
            "begin",
            "START TRANSACTION READ ONLY",
            "COMMIT AND CHAIN",
            "End",
            "ABORT",
            "ROLLBACK",
            "ROLLBACK WORK",
            "PREPARE TRANSACTION 'a'",
            "COMMIT PREPARED 'a'",
            "ROLLBACK PREPARED 'a'",
            "CREATE INDEX CONCURRENTLY ON a (b)",
            "create unique /* ; */ index concurrently if not exists i on a (b)",
            "DROP INDEX CONCURRENTLY i",
            "REINDEX INDEX CONCURRENTLY i",
            "REINDEX (VERBOSE, CONCURRENTLY) TABLE t",
            "REINDEX DATABASE d",
            "REINDEX (VERBOSE) SYSTEM d",
            "VACUUM FULL t",
            "CREATE DATABASE d",
            "DROP DATABASE d",
            "CREATE TABLESPACE s LOCATION '/x'",
            "DROP TABLESPACE s",
            "ALTER SYSTEM SET a = 1",
            "ALTER DATABASE \"d\" SET TABLESPACE s",
            "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p",
            "ALTER SUBSCRIPTION s REFRESH PUBLICATION",
            "CLUSTER",
            "CLUSTER VERBOSE",
            "ALTER TABLE a.b DETACH PARTITION c CONCURRENTLY",
        ] {
            let refusal = refused(sql, true).unwrap_or_else(|| panic!("{sql}"));
            assert!(refusal.help.contains("transaction=none"), "{sql}");
            assert_eq!(refused(sql, false), None, "{sql}");
        }
    }

    #[test]
    fn what_a_transaction_can_hold_is_not_refused() {
        for sql in [
            "SAVEPOINT a",
            "ROLLBACK TO a",
            "ROLLBACK TRANSACTION TO SAVEPOINT a",
            "RELEASE a",
            "PREPARE p AS SELECT $1",
            "CREATE INDEX concurrently_made ON a (b)",
            "REINDEX TABLE t",
            "CLUSTER t USING i",
            "ALTER TYPE t ADD VALUE 'x'",
            "ALTER TABLE a DETACH PARTITION b",
            "ALTER DATABASE d SET search_path = a",
            "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (connect = false)",
            "COPY t FROM '/file'",
            "COPY (SELECT 1) TO PROGRAM 'x'",
            "LISTEN a",
            "DISCARD PLANS",
            "SET standard_conforming_strings = on",
        ] {
            assert_eq!(refused(sql, true), None, "{sql}");
        }
    }

    #[test]
    fn what_needs_a_client_or_frees_the_lock_is_refused_everywhere() {
        for (sql, help) in [
            (
                "COPY a.t (b, \"from\") FROM stdin WITH (FORMAT csv)",
                "--inserts",
            ),
            ("copy t from STDIN", "--inserts"),
            ("COPY (SELECT a FROM t) TO STDOUT", "on the server"),
            ("DISCARD ALL", "RESET ALL"),
            ("SELECT pg_catalog.pg_advisory_unlock_all()", "take it out"),
            ("SET SESSION standard_conforming_strings TO 'off'", "E'…'"),
        ] {
            for transaction in [true, false] {
                let refusal = refused(sql, transaction).unwrap();
                assert!(refusal.help.contains(help), "{sql}");
            }
        }
    }
}

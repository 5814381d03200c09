//! Statements that would escape from a section's transaction, or can't run in one.

use rmig_engine::dialect::Refusal;

use crate::refusal::{no_transaction, transaction_control};

/// Why a statement can't stand in a section, by its first tokens.
pub(super) fn refuse(words: &[&str], transaction: bool) -> Option<Refusal> {
    let words = without_explain(words);
    let word = |at: usize| {
        words
            .get(at)
            .map(|word| word.to_ascii_uppercase())
            .unwrap_or_default()
    };
    if word(0) == "PRAGMA" {
        return pragma(words, transaction);
    }
    if !transaction {
        return None;
    }
    let first = word(0);
    match first.as_str() {
        // `ROLLBACK TO` a savepoint stays in the transaction.
        "ROLLBACK" if word(1) == "TO" || (word(1) == "TRANSACTION" && word(2) == "TO") => None,
        "BEGIN" | "COMMIT" | "END" | "ROLLBACK" => Some(transaction_control(&first)),
        "VACUUM" | "ATTACH" | "DETACH" => Some(no_transaction(&first)),
        _ => None,
    }
}

/// The words after `EXPLAIN`, which doesn't keep a pragma from taking effect.
fn without_explain<'a, 'b>(words: &'a [&'b str]) -> &'a [&'b str] {
    let is = |word: &str, wanted: &str| word.eq_ignore_ascii_case(wanted);
    match words {
        [first, query, plan, rest @ ..]
            if is(first, "EXPLAIN") && is(query, "QUERY") && is(plan, "PLAN") =>
        {
            rest
        }
        [first, rest @ ..] if is(first, "EXPLAIN") => rest,
        _ => words,
    }
}

/// Pragmas that a transaction ignores or refuses, or that the runner has to know of.
fn pragma(words: &[&str], transaction: bool) -> Option<Refusal> {
    // `PRAGMA name …` or `PRAGMA schema.name …`
    let at = if words.get(2) == Some(&".") { 3 } else { 1 };
    let bare = |at: usize| {
        let word = words.get(at)?.trim_matches(['"', '`', '[', ']', '\'']);
        Some(word.to_ascii_lowercase())
    };
    let name = bare(at)?;
    if !matches!(words.get(at + 1), Some(&("=" | "("))) {
        return None;
    }
    match name.as_str() {
        "foreign_keys" => Some(Refusal {
            message: "foreign keys can't be switched by a statement".to_owned(),
            help: "in a transaction the pragma does nothing; give the section `foreign_keys=off`, \
                   then they are switched around it and checked afterwards"
                .to_owned(),
        }),
        "query_only" => Some(Refusal {
            message: "PRAGMA query_only would keep the version rows from being written".to_owned(),
            help: "take it out".to_owned(),
        }),
        "journal_mode" if matches!(bare(at + 2)?.as_str(), "off" | "memory") => Some(Refusal {
            message: format!("PRAGMA journal_mode = {} can't be used", bare(at + 2)?),
            help: "without a journal on disk a section that fails or is killed can't be rolled \
                   back, and the database is damaged; leave the mode as it is, or use WAL"
                .to_owned(),
        }),
        "journal_mode" | "synchronous" | "wal_checkpoint" if transaction => {
            Some(no_transaction(&format!("PRAGMA {name}")))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(sql: &str, transaction: bool) -> Option<String> {
        let spaced = sql
            .replace('=', " = ")
            .replace('(', " ( ")
            .replace(')', " ) ")
            .replace('.', " . ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        refuse(&words, transaction).map(|refusal| refusal.help)
    }

    #[test]
    fn what_leaves_the_transaction_is_refused() {
        for sql in [
            "begin",
            "COMMIT",
            "End",
            "ROLLBACK",
            "vacuum",
            "ATTACH 'x' AS y",
            "detach y",
            "EXPLAIN VACUUM",
        ] {
            let help = refused(sql, true).unwrap();
            assert!(help.contains("transaction=none"), "{sql}");
            assert_eq!(refused(sql, false), None, "{sql}");
        }
        for sql in [
            "SAVEPOINT a",
            "ROLLBACK TO a",
            "RELEASE a",
            "END_OF x",
            "CREATE TABLE begin",
        ] {
            assert_eq!(refused(sql, true), None, "{sql}");
        }
    }

    #[test]
    fn pragmas_that_the_runner_switches_are_refused() {
        for sql in [
            "PRAGMA foreign_keys=off",
            "pragma main.\"Foreign_Keys\"(0)",
            "EXPLAIN PRAGMA foreign_keys=off",
            "explain query plan pragma main.foreign_keys=0",
        ] {
            assert!(
                refused(sql, true).unwrap().contains("foreign_keys=off"),
                "{sql}"
            );
            assert!(
                refused(sql, false).unwrap().contains("foreign_keys=off"),
                "{sql}"
            );
        }
        assert!(
            refused("PRAGMA journal_mode = WAL", true)
                .unwrap()
                .contains("transaction=none")
        );
        assert_eq!(refused("PRAGMA journal_mode = WAL", false), None);
        for sql in [
            "PRAGMA journal_mode = OFF",
            "PRAGMA main.journal_mode('memory')",
        ] {
            for transaction in [true, false] {
                assert!(refused(sql, transaction).unwrap().contains("WAL"), "{sql}");
            }
        }
        assert_eq!(refused("PRAGMA journal_mode", false), None);
        assert_eq!(refused("PRAGMA foreign_key_check", true), None);
        assert_eq!(refused("PRAGMA user_version = 3", true), None);
    }
}

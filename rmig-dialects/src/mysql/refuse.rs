//! Statements that would escape from a section's transaction, or lead rmig away from its own tables.

use rmig_engine::dialect::Refusal;

use super::assignment::assigns;
use crate::{
    refusal::transaction_control,
    words::{Words, is_any},
};

/// Why a statement can't stand in a section, by its first tokens.
pub(super) fn refuse(words: &[&str], transaction: bool) -> Option<Refusal> {
    always(words).or_else(|| {
        let control = if transaction { control(words) } else { None };
        control.map(|what| transaction_control(&what))
    })
}

/// What can't stand in any section.
fn always(words: &[&str]) -> Option<Refusal> {
    let refusal = |message: &str, help: &str| {
        Some(Refusal {
            message: message.to_owned(),
            help: help.to_owned(),
        })
    };
    let has = |keywords: &[&str]| words.iter().any(|word| is_any(word, keywords));
    let mut rest = Words::new(words);
    if rest.take(&["LOCK", "UNLOCK"]) && rest.at(&["TABLE", "TABLES"]) {
        return refusal(
            "locked tables would keep rmig from its own",
            "take it out; a dump comes without it by `mysqldump --skip-add-locks`",
        );
    }
    if rest.take(&["FLUSH"]) && (has(&["LOCK"]) || has(&["EXPORT"])) {
        return refusal(
            "locked tables would keep rmig from its own",
            "take it out: rmig lets only one run at a time change the database",
        );
    }
    if rest.take(&["USE"]) {
        return refusal(
            "USE would lead rmig away from its own tables",
            "write the database before each name (`other.users`), or give the other database \
             a name in the settings and a section of its own with `database=…`",
        );
    }
    if rest.take(&["SOURCE"]) {
        return refusal(
            "SOURCE is a command of a shell, not SQL",
            "copy what the file says into the section",
        );
    }
    if rest.take(&["LOAD"])
        && rest
            .rest()
            .iter()
            .take(4)
            .any(|word| is_any(word, &["LOCAL"]))
    {
        return refusal(
            "LOAD … LOCAL needs a client that sends the file",
            "write the rows as INSERT statements, or load a file on the server without LOCAL",
        );
    }
    if rest.take(&["SELECT", "DO"]) && rest.take_all(&["RELEASE_ALL_LOCKS", "("]) {
        return refusal(
            "this would give rmig's lock away",
            "take it out; release your own locks by their names with RELEASE_LOCK",
        );
    }
    let no_escapes = |word: &&str| {
        let word = word.to_ascii_uppercase();
        word.starts_with(['\'', '"']) && word.contains("NO_BACKSLASH_ESCAPES")
    };
    if rest.take(&["SET"]) && rest.rest().iter().any(no_escapes) {
        return refusal(
            "the SQL mode NO_BACKSLASH_ESCAPES can't be used",
            "take it out: a backslash in a string escapes the character after it",
        );
    }
    None
}

/// Transaction control, by its name.
fn control(words: &[&str]) -> Option<String> {
    let mut rest = Words::new(words);
    let first = words.first()?.to_ascii_uppercase();
    rest.skip(1);
    match first.as_str() {
        // `BEGIN NOT ATOMIC` is a block.
        "BEGIN" if rest.at(&["NOT"]) => None,
        "BEGIN" | "COMMIT" | "XA" => Some(first),
        "START" if rest.at(&["TRANSACTION"]) => Some("START TRANSACTION".to_owned()),
        "ROLLBACK" => {
            rest.take(&["WORK"]);
            // `ROLLBACK TO` a savepoint stays in the transaction.
            (!rest.at(&["TO"])).then_some(first)
        }
        "SET" if assigns(rest, "autocommit") => Some("SET autocommit".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{mysql::SCAN_RULES, words};

    fn refused(sql: &str, transaction: bool) -> Option<Refusal> {
        refuse(&words::of(sql, &SCAN_RULES), transaction)
    }

    #[test]
    fn what_leaves_the_transaction_is_refused_there_only() {
        for sql in [
            "begin",
            "BEGIN WORK",
            "START TRANSACTION",
            "COMMIT",
            "ROLLBACK",
            "ROLLBACK WORK AND CHAIN",
            "XA START 'a'",
            "SET autocommit = 0",
            "SET @a = 1, @@session.autocommit := 1",
            "SET @@autocommit = 1",
            "/*!40101 COMMIT */",
        ] {
            let refusal = refused(sql, true).unwrap_or_else(|| panic!("{sql}"));
            assert!(refusal.help.contains("transaction=none"), "{sql}");
            assert_eq!(refused(sql, false), None, "{sql}");
        }
    }

    #[test]
    fn what_a_section_can_hold_is_not_refused() {
        for sql in [
            "SAVEPOINT a",
            "ROLLBACK TO a",
            "ROLLBACK WORK TO SAVEPOINT a",
            "BEGIN NOT ATOMIC SELECT 1; END",
            "START SLAVE",
            "SET @old = @@autocommit, @autocommit = 1",
            "LOAD DATA INFILE '/x' INTO TABLE local",
            "FLUSH PRIVILEGES",
            "LOCK INSTANCE FOR BACKUP",
            "SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO'",
            "INSERT INTO t VALUES ('NO_BACKSLASH_ESCAPES')",
        ] {
            assert_eq!(refused(sql, true), None, "{sql}");
        }
    }

    #[test]
    fn what_leads_away_from_the_own_tables_is_refused_everywhere() {
        for (sql, help) in [
            ("LOCK TABLES `a` WRITE", "--skip-add-locks"),
            ("UNLOCK TABLES", "--skip-add-locks"),
            ("FLUSH TABLES WITH READ LOCK", "take it out"),
            ("USE `other`", "other.users"),
            ("source x.sql", "copy"),
            (
                "LOAD DATA LOW_PRIORITY LOCAL INFILE 'x' INTO TABLE t",
                "INSERT",
            ),
            ("DO RELEASE_ALL_LOCKS()", "RELEASE_LOCK"),
            (
                "SET SESSION sql_mode = 'ansi,no_backslash_escapes'",
                "backslash",
            ),
        ] {
            for transaction in [true, false] {
                let refusal = refused(sql, transaction).unwrap_or_else(|| panic!("{sql}"));
                assert!(refusal.help.contains(help), "{sql}");
            }
        }
    }
}

//! What a statement of MySQL or MariaDB does to a transaction, and what a crash leaves of it.

use rmig_engine::{
    dialect::{ObjectKind, Recovery},
    scanner::leading_words,
};

use super::{assignment::assigns, scan_rules::SCAN_RULES};
use crate::words::{Words, is_any};

/// Statements that stay in the transaction, whatever follows.
const INSIDE: [&str; 16] = [
    "(",
    "DELETE",
    "DESC",
    "DESCRIBE",
    "DO",
    "EXPLAIN",
    "INSERT",
    "RELEASE",
    "REPLACE",
    "SAVEPOINT",
    "SELECT",
    "SHOW",
    "TABLE",
    "UPDATE",
    "VALUES",
    "WITH",
];

/// Statements that change rows only. A query may call a function that does.
const ROWS: [&str; 7] = [
    "DELETE", "DO", "INSERT", "REPLACE", "SELECT", "UPDATE", "WITH",
];

/// Statements that may run twice, whatever follows.
const REPEATABLE: [&str; 16] = [
    "(", "CACHE", "CHECK", "CHECKSUM", "DESC", "DESCRIBE", "EXPLAIN", "FLUSH", "GRANT", "OPTIMIZE",
    "REPAIR", "REVOKE", "SHOW", "TABLE", "TRUNCATE", "VALUES",
];

/// Whether a statement commits what came before it, by its first tokens; true where in doubt.
pub(super) fn commits_implicitly(words: &[&str]) -> bool {
    commits(Words::new(words))
}

fn commits(mut rest: Words<'_>) -> bool {
    if rest.at(&INSIDE) {
        return false;
    }
    if rest.take(&["SET"]) {
        return set_commits(rest);
    }
    if rest.take(&["ROLLBACK"]) {
        rest.take(&["WORK"]);
        return !rest.at(&["TO"]);
    }
    !(rest.take(&["CREATE", "DROP"]) && rest.take(&["TEMPORARY"]) && rest.at(&["TABLE", "TABLES"]))
}

/// Whether a statement surely sets nothing for its session: it defines something, and asks no query,
/// which might call a function that does.
pub(super) fn keeps_names(sql: &str) -> bool {
    let words = leading_words(sql, 0..sql.len(), &SCAN_RULES);
    let lower = sql.to_ascii_lowercase();
    Words::new(&words).at(&["ALTER", "CREATE", "DROP"])
        && !["select", "values"].iter().any(|word| lower.contains(word))
}

fn set_commits(mut words: Words<'_>) -> bool {
    if words.take(&["STATEMENT"]) {
        // `SET STATEMENT variable = value FOR statement`
        while !words.rest().is_empty() && !words.take(&["FOR"]) {
            words.skip(1);
        }
        return commits(words);
    }
    words.at(&["PASSWORD", "DEFAULT"]) || assigns(words, "autocommit")
}

/// How one learns whether a statement took effect, by its first tokens.
pub(super) fn recovery(words: &[&str]) -> Recovery {
    recovery_of(Words::new(words))
}

fn recovery_of(mut rest: Words<'_>) -> Recovery {
    if rest.at(&ROWS) {
        Recovery::WithNote
    } else if rest.at(&REPEATABLE) {
        Recovery::Repeatable
    } else if rest.take(&["SET"]) {
        set(rest)
    } else if rest.take(&["ANALYZE"]) {
        // Without `TABLE`, MariaDB runs the statement that follows.
        rest.take(&["NO_WRITE_TO_BINLOG", "LOCAL"]);
        if rest.at(&["TABLE", "TABLES"]) {
            Recovery::Repeatable
        } else {
            Recovery::Unknown
        }
    } else if rest.take(&["CREATE"]) {
        create(rest)
    } else if rest.take(&["ALTER"]) {
        alter(rest)
    } else if rest.take(&["DROP"]) {
        drop(rest)
    } else if rest.take(&["RENAME"]) && rest.take(&["TABLE", "TABLES"]) {
        rename(rest)
    } else {
        Recovery::Unknown
    }
}

fn set(mut words: Words<'_>) -> Recovery {
    if words.at(&["STATEMENT"]) {
        while !words.rest().is_empty() && !words.take(&["FOR"]) {
            words.skip(1);
        }
        return recovery_of(words);
    }
    Recovery::Repeatable
}

fn create(mut words: Words<'_>) -> Recovery {
    if words.take_all(&["OR", "REPLACE"]) {
        return Recovery::Repeatable;
    }
    skip_modifiers(&mut words);
    words.take(&["UNIQUE", "FULLTEXT", "SPATIAL", "VECTOR"]);
    let index = words.take(&["INDEX"]);
    let kind = if index { None } else { kind(&mut words) };
    if !index && kind.is_none() {
        // A user, a role, a server …
        words.skip(1);
        return repeatable_if(words.take_all(&["IF", "NOT", "EXISTS"]));
    }
    if words.take_all(&["IF", "NOT", "EXISTS"]) {
        return Recovery::Repeatable;
    }
    match kind {
        Some(kind) => words.object(kind),
        None => table_of_index(words),
    }
}

fn alter(mut words: Words<'_>) -> Recovery {
    words.take(&["ONLINE"]);
    words.take(&["IGNORE"]);
    skip_modifiers(&mut words);
    let exchange = |word: &&str| word.eq_ignore_ascii_case("EXCHANGE");
    if words.rest().iter().any(exchange) {
        // A partition and a table change places: neither definition need change.
        return Recovery::Unknown;
    }
    match kind(&mut words) {
        // Only its options can be changed.
        Some(ObjectKind::Schema) => Recovery::Repeatable,
        Some(kind) => {
            words.take_all(&["IF", "EXISTS"]);
            words.object(kind)
        }
        None => Recovery::Unknown,
    }
}

/// Several tables may be dropped one by one, so that none of them tells.
fn drop(mut words: Words<'_>) -> Recovery {
    let temporary = words.take(&["TEMPORARY"]);
    let index = words.take(&["INDEX"]);
    let kind = if index { None } else { kind(&mut words) };
    if !index && kind.is_none() {
        words.skip(1);
        return repeatable_if(words.take_all(&["IF", "EXISTS"]));
    }
    if words.take_all(&["IF", "EXISTS"]) {
        return Recovery::Repeatable;
    }
    let object = match kind {
        _ if temporary => Recovery::Unknown,
        Some(kind) => words.object(kind),
        None => return table_of_index(words),
    };
    if words.at(&[","]) {
        return Recovery::Unknown;
    }
    object
}

/// The old name of the one table that gets a new one.
fn rename(mut words: Words<'_>) -> Recovery {
    words.take_all(&["IF", "EXISTS"]);
    if words.rest().contains(&",") {
        return Recovery::Unknown;
    }
    words.object(ObjectKind::Table)
}

/// The table behind `ON`: an index is a part of it.
fn table_of_index(mut words: Words<'_>) -> Recovery {
    while !words.rest().is_empty() && !words.take(&["ON"]) {
        words.skip(1);
    }
    words.object(ObjectKind::Table)
}

fn repeatable_if(condition: bool) -> Recovery {
    if condition {
        Recovery::Repeatable
    } else {
        Recovery::Unknown
    }
}

/// Moves behind what may stand between `CREATE` and the kind of a view or routine.
fn skip_modifiers(words: &mut Words<'_>) {
    loop {
        if words.take(&["DEFINER"]) {
            // `= name`, `= name @ host`, `= CURRENT_USER()`
            words.skip(2);
            words.skip_parentheses();
            let next = words.rest().first().copied().unwrap_or_default();
            words.skip(match next {
                "@" => 2,
                next if next.starts_with('@') => 1,
                _ => 0,
            });
        } else if words.take(&["ALGORITHM"]) {
            words.skip(2);
        } else if words.take_all(&["SQL", "SECURITY"]) {
            words.skip(1);
        } else if !words.take(&["AGGREGATE"]) {
            return;
        }
    }
}

/// What is created, altered or dropped. What is temporary is gone after a crash, so nothing tells.
fn kind(words: &mut Words<'_>) -> Option<ObjectKind> {
    let next = words.rest().first()?;
    let kind = [
        (["TABLE", "TABLES"], ObjectKind::Table),
        (["VIEW", "VIEW"], ObjectKind::View),
        (["PROCEDURE", "FUNCTION"], ObjectKind::Routine),
        (["TRIGGER", "TRIGGER"], ObjectKind::Trigger),
        (["EVENT", "EVENT"], ObjectKind::Event),
        (["DATABASE", "SCHEMA"], ObjectKind::Schema),
        (["SEQUENCE", "SEQUENCE"], ObjectKind::Sequence),
    ]
    .into_iter()
    .find_map(|(keywords, kind)| is_any(next, &keywords).then_some(kind))?;
    words.skip(1);
    Some(kind)
}

#[cfg(test)]
mod tests;

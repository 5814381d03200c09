//! What to do about an error of the server.

use std::time::Duration;

use rmig_engine::connection::ErrorKind;
use sqlx::postgres::PgDatabaseError;

/// What to do: the server's own hint, what we know about its code, and where it happened.
pub(super) fn of(
    answer: &PgDatabaseError,
    kind: ErrorKind,
    user: &str,
    statement_timeout: Option<Duration>,
) -> Option<String> {
    let hint = answer.hint().map(one_line);
    let known = known(answer, kind, user, statement_timeout);
    let context = answer.r#where().and_then(|context| {
        // Before the routine stands the expression in it, after it stand its callers.
        let routine = context.lines().find(|line| line.contains("function "));
        let place = routine.or(context.lines().next())?;
        // Where our own guards stand is nobody's concern.
        (!place.contains("inline_code_block line 1 ")).then(|| format!("it happened in {place}"))
    });
    let parts: Vec<String> = [hint, known, context].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// Whether a pooler refuses transactions. Its words are English.
pub(super) fn is_statement_mode(message: &str) -> bool {
    message.contains("statement pooling mode")
}

fn known(
    answer: &PgDatabaseError,
    kind: ErrorKind,
    user: &str,
    statement_timeout: Option<Duration>,
) -> Option<String> {
    Some(match answer.code() {
        "42501" => privilege(answer.message(), user),
        "57014" if kind == ErrorKind::Other => match statement_timeout {
            Some(timeout) => format!(
                "the statement took longer than `statement_timeout` ({} s) allows: raise it, or \
                 divide the statement",
                timeout.as_secs_f64()
            ),
            None => "the statement took longer than the script's `statement_timeout` allows".into(),
        },
        "55P03" => "another session holds a lock on what the statement changes: wait until it is \
                    done, or raise `lock_timeout`"
            .into(),
        "40P01" | "40001" => {
            "another session changed the same at the same time: run it again".into()
        }
        "25006" => "the server is a standby, or transactions are read-only by default there: \
                    connect to the primary, or put `options=-c default_transaction_read_only=off` \
                    into the URL"
            .into(),
        "3F000" => "create the schema first, or mend its name; the setting `version_table_schema` has that of \
                    the version table"
            .into(),
        "08P01" if is_statement_mode(answer.message()) => {
            "nothing can be migrated through it: let the pooler use transaction or session mode for this \
             user, or connect to the server itself"
                .into()
        }
        "25001" => "give the section `transaction=none`".into(),
        "53100" => "make room on the server's disk, then run it again".into(),
        "53200" => {
            "the server is out of memory: divide the statement, or give the server more".into()
        }
        "57P01" | "57P02" | "57P05" | "25P03" => {
            "the server has ended the session: run the command \
                    again, it looks at what is done first"
                .into()
        }
        _ => return None,
    })
}

/// The privilege that is missing, as far as the message tells.
fn privilege(message: &str, user: &str) -> String {
    let user = format!("\"{}\"", user.replace('"', "\"\""));
    let denied = message
        .strip_prefix("permission denied for ")
        .and_then(|denied| denied.split_once(' '));
    match denied {
        Some(("schema", name)) => {
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
            let name = match name.bytes().all(plain) {
                true => name.to_owned(),
                false => format!("\"{}\"", name.replace('"', "\"\"")),
            };
            format!("somebody who may has to `GRANT USAGE, CREATE ON SCHEMA {name} TO {user}`")
        }
        Some(("database", name)) => {
            let name = name.trim_matches('"');
            format!("somebody who may has to `GRANT CREATE ON DATABASE \"{name}\" TO {user}`")
        }
        Some(("table" | "view" | "relation", name)) => {
            format!("its owner has to `GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO {user}`")
        }
        Some(("sequence", name)) => {
            format!("its owner has to `GRANT USAGE ON SEQUENCE {name} TO {user}`")
        }
        Some(("function" | "procedure", name)) => {
            format!("its owner has to `GRANT EXECUTE ON ROUTINE {name} TO {user}`")
        }
        _ if message.starts_with("must be owner of ") => {
            format!("run it as the owner, or let the owner give it away: `ALTER … OWNER TO {user}`")
        }
        _ => {
            format!("the user {user} lacks a privilege: run it as somebody who has it, or GRANT it")
        }
    }
}

/// Several lines as one, without the period at the end: more may follow.
fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.join(" ").trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grant_that_is_missing_is_named() {
        for (message, grant) in [
            (
                "permission denied for schema public",
                "GRANT USAGE, CREATE ON SCHEMA public TO \"a\"",
            ),
            (
                "permission denied for database shop",
                "GRANT CREATE ON DATABASE \"shop\" TO \"a\"",
            ),
            (
                "permission denied for table t",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON t TO \"a\"",
            ),
            ("must be owner of table t", "OWNER TO \"a\""),
            (
                "permission denied to create role",
                "user \"a\" lacks a privilege",
            ),
        ] {
            assert!(privilege(message, "a").contains(grant), "{message}");
        }
    }
}

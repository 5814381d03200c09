//! A statement that fails unless a condition holds.

use super::dialect::quote_text;

/// A statement that fails unless `condition` holds.
///
/// The sum overflows where the condition isn't true: an error in every SQL mode, which quotes the
/// expression and with it the message. The condition stands in the sum itself, because a branch of
/// constants alone may be worked out beforehand, whatever the condition says (tried: MariaDB does
/// so with `EXTRACTVALUE`). `SELECT … INTO` answers without rows, and reads without locks.
pub(super) fn guard(condition: &str, message: &str) -> String {
    format!(
        "SELECT ~0 + (1 + LENGTH({})) * (({condition}) IS NOT TRUE) INTO @rmig_guard",
        quote_text(message)
    )
}

/// The message of a guard in the server's own words about a sum that overflows.
pub(super) fn message_of(server: &str) -> Option<&str> {
    let (_, expression) = server.split_once(" is out of range in '")?;
    let (sum, quoted) = expression.split_once("length('")?;
    // `octet_length`, and `char_length` in Oracle's mode.
    let sum = sum.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '_');
    let ours = sum.trim_start_matches('(').starts_with('~') && sum.ends_with("1 + ");
    let (message, _) = quoted.split_once("')")?;
    ours.then_some(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_is_found_in_the_server_s_words() {
        let start = "BIGINT UNSIGNED value is out of range in ";
        for (expression, message) in [
            // MariaDB.
            (
                "'~0 + (1 + octet_length('two rows')) * (((select #2) = 2) is not true)'",
                Some("two rows"),
            ),
            // MySQL.
            (
                "'(~(0) + ((1 + length('two rows')) * (((/* select#2 */ select 1) = 2) is not true)))'",
                Some("two rows"),
            ),
            ("'~0 + octet_length('x')'", None),
            ("'(18446744073709551615 + 1)'", None),
        ] {
            assert_eq!(
                message_of(&format!("{start}{expression}")),
                message,
                "{expression}"
            );
        }
    }
}

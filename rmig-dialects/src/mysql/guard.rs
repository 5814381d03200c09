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
    let (_, expression) = server.split_once("'~0 + (1 + ")?;
    let (_, quoted) = expression.split_once("length('")?;
    Some(quoted.split_once("'))")?.0)
}

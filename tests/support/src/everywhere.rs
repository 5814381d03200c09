//! One test on every database.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::{scratch::ScratchDatabase, server::Server};

/// Runs a test on an empty database of each kind, also after it failed on one, and fails with the
/// names of those on which it failed.
///
/// [`on_every_database!`](crate::on_every_database) makes three tests instead, which run beside one another.
#[track_caller]
pub fn everywhere(test: impl Fn(&ScratchDatabase)) {
    let failed: Vec<&str> = Server::ALL
        .into_iter()
        .filter(|&server| {
            let run = AssertUnwindSafe(|| test(&ScratchDatabase::new(server)));
            catch_unwind(run).is_err()
        })
        .map(Server::name)
        .collect();
    assert!(failed.is_empty(), "failed on {}", failed.join(", "));
}

/// Makes three tests, `name::sqlite`, `name::postgres` and `name::mysql`, of one function that takes a
/// [`&ScratchDatabase`](crate::ScratchDatabase).
///
/// ```
/// fn counts(database: &rmig_test_support::ScratchDatabase) {
///     assert_eq!(database.rows("SELECT 1 + 1"), [["2"]]);
/// }
///
/// rmig_test_support::on_every_database!(counts);
/// ```
#[macro_export]
macro_rules! on_every_database {
    ($($test:ident),+ $(,)?) => {$(
        mod $test {
            #[test]
            fn sqlite() {
                super::$test(&$crate::ScratchDatabase::new($crate::Server::Sqlite));
            }

            #[test]
            fn postgres() {
                super::$test(&$crate::ScratchDatabase::new($crate::Server::Postgres));
            }

            #[test]
            fn mysql() {
                super::$test(&$crate::ScratchDatabase::new($crate::Server::Mysql));
            }
        }
    )+};
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "failed on postgres, mysql")]
    fn all_that_fail_are_named() {
        everywhere(|database| assert_eq!(database.server(), Server::Sqlite, "as expected"));
    }

    fn adds(database: &ScratchDatabase) {
        assert_eq!(database.rows("SELECT 1 + 1"), [["2"]]);
    }

    crate::on_every_database!(adds);
}

//! Operations as they run: each is carried out, looked at, taken back, and looked at again.

/// Three tests of one function that answers scenarios, one a kind of database.
macro_rules! play {
    ($($scenarios:ident),+ $(,)?) => {$(
        mod $scenarios {
            #[test]
            fn on_sqlite() {
                super::super::stage::play(rmig_test_support::Server::Sqlite, super::$scenarios());
            }

            #[test]
            fn on_postgres() {
                super::super::stage::play(rmig_test_support::Server::Postgres, super::$scenarios());
            }

            #[test]
            fn on_mysql() {
                super::super::stage::play(rmig_test_support::Server::Mysql, super::$scenarios());
            }
        }
    )+};
}

mod batch;
mod columns;
mod constraints;
mod indexes;
mod objects;
mod random;
mod rows;
mod scenario;
mod stage;
mod tables;

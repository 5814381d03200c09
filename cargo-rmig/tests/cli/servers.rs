//! Every command on every database.

mod looking;
mod running;
mod unreachable;

use rmig_test_support::{ScratchDatabase, Server};

use crate::support::{Output, Revision, TestEnvironment};

/// A package whose database is `database`, by way of a variable in a `.env` file.
fn package(database: &ScratchDatabase) -> TestEnvironment {
    let env = TestEnvironment::empty();
    env.package(
        "app",
        "url = \"${DATABASE_URL}\"\n",
        &TestEnvironment::forked_revisions().map(Revision::unquoted),
    );
    env.write("app/.env", &format!("DATABASE_URL={}\n", database.url()));
    env
}

/// Runs a command that must show no password; gives it without what the test's own database is
/// called.
#[track_caller]
fn run(env: &TestEnvironment, database: &ScratchDatabase, words: &str) -> Output {
    let mut output = env.run(words);
    for text in [&mut output.stdout, &mut output.stderr] {
        if database.server() != Server::Sqlite {
            let password = format!(":{}@", database.address().password());
            assert!(!text.contains(&password), "{words}: {text}");
        }
        *text = text.replace(&database.name(), "$DATABASE");
    }
    output
}

/// The version rows, sorted.
fn version_rows(database: &ScratchDatabase) -> Vec<String> {
    let rows = database.rows("SELECT version_num FROM rmig_version ORDER BY 1");
    rows.into_iter().flatten().collect()
}

//! Commands that only look create nothing and write nothing, on servers too.

use rmig_test_support::{Journal, ScratchDatabase, Server, on_every_database};

use super::{package, run};

const LOOKING: &[&str] = &[
    "history -i",
    "history -r current:",
    "show current",
    "current",
    "current -v",
    "current -c",
    "upgrade heads --dry-run",
    "downgrade base --dry-run",
    "stamp heads --dry-run",
    "stamp base --purge --dry-run",
];

fn looks(database: &ScratchDatabase) {
    let env = package(database);
    for words in ["", "upgrade m1 -q"] {
        if !words.is_empty() {
            run(&env, database, words).success();
        }
        let before = database.schema_text(Journal::Whole);
        for words in LOOKING {
            for format in ["", " --format json"] {
                let output = run(&env, database, &format!("{words}{format}"));
                let exits = ["0", "4"];
                assert!(exits.contains(&output.exit.as_str()), "{words}: {output}");
                assert_eq!(database.schema_text(Journal::Whole), before, "{words}");
            }
        }
    }
}

/// A user who may not write can look, and is told so where writing is wanted.
fn a_reader(database: &ScratchDatabase) {
    if database.server() == Server::Sqlite {
        return;
    }
    let env = package(database);
    run(&env, database, "upgrade m1 -q").success();
    let (user, name) = (format!("{}_reader", database.name()), database.name());
    let script = match database.server() {
        Server::Postgres => format!(
            "CREATE ROLE {user} LOGIN PASSWORD 'r3ader'; \
             GRANT SELECT ON rmig_version, rmig_journal TO {user}"
        ),
        _ => format!(
            "CREATE USER {user}@'%' IDENTIFIED BY 'r3ader'; GRANT SELECT ON {name}.* TO {user}@'%'"
        ),
    };
    database.sql(&script);
    let before = database.schema_text(Journal::Whole);
    let url = database.address().with_user(&user, "r3ader").url();
    env.write("app/.env", &format!("DATABASE_URL={url}\n"));
    let looked: Vec<_> = LOOKING
        .iter()
        .map(|words| (words, run(&env, database, words)))
        .collect();
    let written: Vec<_> = ["upgrade heads", "downgrade base", "stamp heads"]
        .into_iter()
        .map(|words| (words, run(&env, database, words)))
        .collect();
    let after = database.schema_text(Journal::Whole);
    database.sql(&match database.server() {
        Server::Postgres => format!("DROP OWNED BY {user}; DROP ROLE {user}"),
        _ => format!("DROP USER {user}@'%'"),
    });
    for (words, output) in looked {
        assert!(
            ["0", "4"].contains(&output.exit.as_str()),
            "{words}: {output}"
        );
    }
    for (words, output) in written {
        assert_eq!(output.exit, "1", "{words}: {output}");
        assert!(output.stderr.contains("denied"), "{words}: {output}");
        assert!(!output.stderr.contains("r3ader@"), "{words}: {output}");
    }
    assert_eq!(after, before);
}

on_every_database!(looks, a_reader);

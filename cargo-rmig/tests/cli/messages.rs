//! How many messages commands send to a server, to the last one: a guard of speed that no machine disturbs.
//!
//! Whoever changes what is sent changes the figures here, and sees by them what it costs.

use rmig_test_support::{MessageCounter, ScratchDatabase, Server};

use crate::support::{Revision, TestEnvironment, rev};

/// What is sent after the login, without good-byes.
#[derive(Debug, PartialEq, Eq)]
struct Messages {
    /// By the first `upgrade`, which makes the tables of our own too, but for its revisions.
    upgrade: usize,
    /// By each of its revisions.
    revision: usize,
    /// By an `upgrade` that finds nothing to do.
    no_op: usize,
    /// By `current`.
    current: usize,
}

/// What a revision does.
type Work = fn(usize) -> Revision;

/// Something that every database can roll back, but for the first one, which makes a table.
fn rows(number: usize) -> Revision {
    match number {
        0 => rev("r0").unquoted(),
        _ => rev(&format!("r{number}")).sql(
            &format!("INSERT INTO t_r0 VALUES ({number});"),
            &format!("DELETE FROM t_r0 WHERE id = {number};"),
        ),
    }
}

/// A table.
fn tables(number: usize) -> Revision {
    rev(&format!("r{number}")).unquoted()
}

/// Counts what the commands send with so many revisions; `upgrade` is the total.
fn count(server: Server, work: Work, revisions: usize) -> Messages {
    let database = ScratchDatabase::new(server);
    let wire = MessageCounter::before(&database);
    let parents: Vec<String> = (0..revisions).map(|number| format!("r{number}")).collect();
    let line: Vec<Revision> = (0..revisions)
        .map(|number| match number.checked_sub(1) {
            Some(parent) => work(number).after(&[&parents[parent]]),
            None => work(number),
        })
        .collect();
    let env = TestEnvironment::empty();
    env.package("app", "url = \"${DATABASE_URL}\"\n", &line);
    env.write("app/.env", &format!("DATABASE_URL={}\n", wire.url()));
    let run = |command: &str| {
        wire.take();
        env.run(command).success();
        let good_bye = |kind: &str| ["Quit", "Terminate"].contains(&kind);
        let messages = wire.take();
        messages
            .iter()
            .filter(|message| !good_bye(&message.kind))
            .count()
    };
    Messages {
        upgrade: run("upgrade"),
        revision: 0,
        no_op: run("upgrade"),
        current: run("current"),
    }
}

/// Counts with few revisions and with more: what each one costs, and that nothing else grows.
#[track_caller]
fn holds(server: Server, work: Work, wanted: &Messages) {
    const FEW: usize = 3;
    const MORE: usize = 8;
    let (few, more) = (count(server, work, FEW), count(server, work, MORE));
    let grown = more.upgrade - few.upgrade;
    let revision = grown / (MORE - FEW);
    assert_eq!(grown % (MORE - FEW), 0, "{server}: {few:?} {more:?}");
    assert_eq!(
        (few.no_op, few.current),
        (more.no_op, more.current),
        "{server}"
    );
    let measured = Messages {
        upgrade: few.upgrade - FEW * revision,
        revision,
        ..few
    };
    assert_eq!(&measured, wanted, "{server}");
}

#[test]
fn a_revision_that_postgres_can_roll_back_costs_two_messages() {
    let wanted = Messages {
        upgrade: 11,
        revision: 2,
        no_op: 6,
        current: 5,
    };
    holds(Server::Postgres, rows, &wanted);
    holds(Server::Postgres, tables, &wanted);
}

#[test]
fn a_revision_that_mysql_can_roll_back_costs_two_messages() {
    let wanted = Messages {
        upgrade: 12,
        revision: 2,
        no_op: 6,
        current: 6,
    };
    holds(Server::Mysql, rows, &wanted);
}

#[test]
fn a_table_costs_mysql_two_messages() {
    let wanted = Messages {
        upgrade: 12,
        revision: 2,
        no_op: 6,
        current: 6,
    };
    holds(Server::Mysql, tables, &wanted);
}

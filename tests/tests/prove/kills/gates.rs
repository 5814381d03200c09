//! Within what the server was sent in one go: stopped between any two statements of it.
//!
//! `gate()` waits for a lock of its own at each call, and is called before and after every statement of the
//! scripts and, by triggers, before and after every write into the program's own tables. The test holds
//! one of those locks, so that the session stands still exactly there, and strikes.

use std::{fmt, process::Child, time::Instant};

use rmig_test_support::Server;
use rmig_tests::cargo_rmig::printed;

use super::{
    crew::go_through,
    evidence::Evidence,
    finish::{finish, is_end},
    history::{History, Section},
    roll,
    site::Site,
    truth,
    undisturbed::Undisturbed,
};
use crate::figure::say;

/// What scripts call.
const GATE: &str = "SELECT gate()";

/// What happens while the session stands at a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Blow {
    /// The program is killed, with SIGKILL.
    Killed,
    /// The server ends the session.
    Terminated,
}

/// The n-th gate of a phase.
struct Point {
    phase: usize,
    name: &'static str,
    gate: usize,
    blow: Blow,
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {:?} at gate {}", self.name, self.blow, self.gate)
    }
}

/// The same history with gates between its statements.
pub fn gated(mut history: History) -> History {
    history.gates = true;
    for revision in &mut history.revisions {
        for section in revision.upgrade.iter_mut().chain(&mut revision.downgrade) {
            *section = with_gates(section);
        }
    }
    history
}

fn with_gates(section: &Section) -> Section {
    let gate = || GATE.to_owned();
    let before = section
        .statements
        .iter()
        .flat_map(|sql| [gate(), sql.clone()]);
    Section {
        transaction: section.transaction,
        statements: before.chain([gate()]).collect(),
    }
}

/// Puts up what scripts call.
pub fn put_up(site: &Site) {
    site.sql(match site.server() {
        Server::Postgres => {
            "CREATE SEQUENCE IF NOT EXISTS gates; \
             CREATE OR REPLACE FUNCTION gate() RETURNS void LANGUAGE plpgsql AS \
             $$BEGIN PERFORM pg_advisory_xact_lock(4711, nextval('public.gates')::int); END$$"
        }
        _ => {
            "CREATE SEQUENCE IF NOT EXISTS gates NOCACHE; DROP FUNCTION IF EXISTS gate; \
             CREATE FUNCTION gate() RETURNS INT NOT DETERMINISTIC MODIFIES SQL DATA \
             RETURN GET_LOCK(CONCAT('gate ', NEXTVAL(gates), ' ', DATABASE()), 60)"
        }
    });
}

/// Opens all gates, and puts them up before and after the program's own writes too.
pub fn begin(site: &Site) {
    put_up(site);
    let mut sql = String::new();
    for table in ["rmig_version", "rmig_journal"] {
        for time in ["BEFORE", "AFTER"] {
            match site.server() {
                Server::Postgres => sql.push_str(&format!(
                    "CREATE OR REPLACE TRIGGER gate_{time} {time} INSERT OR UPDATE OR DELETE ON {table} \
                     FOR EACH STATEMENT EXECUTE FUNCTION gate_trigger();"
                )),
                _ => {
                    for write in ["INSERT", "UPDATE", "DELETE"] {
                        sql.push_str(&format!(
                            "CREATE OR REPLACE TRIGGER {table}_{time}_{write} {time} {write} ON {table} \
                             FOR EACH ROW SET @gate = gate();"
                        ));
                    }
                }
            }
        }
    }
    let (trigger, restart) = match site.server() {
        Server::Postgres => (
            "CREATE OR REPLACE FUNCTION gate_trigger() RETURNS trigger LANGUAGE plpgsql AS \
             $$BEGIN PERFORM public.gate(); RETURN NULL; END$$;",
            "ALTER SEQUENCE gates RESTART",
        ),
        _ => ("", "ALTER SEQUENCE gates RESTART 1"),
    };
    site.sql(&format!("{trigger}{sql}{restart}"));
}

/// How many gates were passed.
fn passed(site: &Site) -> usize {
    let query = match site.server() {
        Server::Postgres => "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM gates",
        _ => "SELECT next_not_cached_value - 1 FROM gates",
    };
    site.rows(query)[0][0].parse().expect("a number")
}

/// Closes a gate.
fn close(site: &Site, gate: usize) {
    let name = site.project.database().name();
    let taken = site.rows(&match site.server() {
        Server::Postgres => format!("SELECT pg_try_advisory_lock(4711, {gate})"),
        _ => format!("SELECT GET_LOCK('gate {gate} {name}', 0)"),
    });
    assert!(
        ["t", "1"].contains(&taken[0][0].as_str()),
        "somebody stands in the gate"
    );
}

/// Opens all gates.
fn open(site: &Site) {
    drop(site.rows(match site.server() {
        Server::Postgres => "SELECT pg_advisory_unlock_all()",
        _ => "SELECT RELEASE_ALL_LOCKS()",
    }));
}

/// The session that stands at the closed gate; none if the program ends without coming there.
fn waiting(site: &Site, child: &mut Child) -> Option<String> {
    let query = match site.server() {
        Server::Postgres => {
            "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND classid = 4711 \
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        }
        _ => {
            "SELECT id FROM information_schema.processlist WHERE state = 'User lock' AND db = DATABASE()"
        }
    };
    loop {
        let has_ended = child.try_wait().expect("it is ours").is_some();
        let found = site.rows(query).concat().into_iter().next();
        if found.is_some() || has_ended {
            return found;
        }
        std::thread::yield_now();
    }
}

fn points(undisturbed: &Undisturbed) -> Vec<Point> {
    let site = Site::new(undisturbed.server);
    let mut points = Vec::new();
    for (phase, known) in undisturbed.phases.iter().enumerate() {
        undisturbed.begin(&site, known);
        let output = site.project.run(&known.words);
        assert!(is_end(&known.phase, &output), "{}", printed(&output));
        for gate in 1..=passed(&site) {
            let name = known.phase.name;
            points.extend([Blow::Killed, Blow::Terminated].map(|blow| Point {
                phase,
                name,
                gate,
                blow,
            }));
        }
    }
    points
}

fn strike(undisturbed: &Undisturbed, site: &Site, point: &Point) {
    let known = &undisturbed.phases[point.phase];
    undisturbed.begin(site, known);
    close(site, point.gate);
    let mut child = site
        .project
        .command(&known.words)
        .spawn()
        .expect("it starts");
    let session = waiting(site, &mut child);
    match (point.blow, &session, site.server()) {
        (Blow::Killed, _, _) => child.kill().expect("it can be killed"),
        (_, None, _) => {}
        (_, Some(id), Server::Postgres) => {
            site.sql(&format!("SELECT pg_terminate_backend({id})"));
        }
        (_, Some(id), _) => site.sql(&format!("KILL {id}")),
    }
    open(site);
    let output = child.wait_with_output().expect("it ends");
    let said = printed(&output);
    assert!(session.is_some(), "the point didn't come: {said}");
    site.settle();
    if point.blow == Blow::Terminated {
        assert!(
            is_end(&known.phase, &output) || said.contains("error[connection-lost]"),
            "{said}"
        );
    }
    let truth = truth::told(site, &undisturbed.reference);
    truth::assert_current(site, &truth, &undisturbed.reference);
    finish(site, &known.phase, &undisturbed.reference);
    Evidence::of(site).assert_is(&known.end);
}

fn at_every_gate(server: Server, history: History) {
    let undisturbed = Undisturbed::of(server, gated(history));
    let points = points(&undisturbed);
    let phases = points.iter().map(|point| point.name);
    roll::count(&format!("{server}, points at gates"), phases);
    let since = Instant::now();
    go_through(
        server,
        &points,
        |_| (),
        |site, (), point| strike(&undisturbed, site, point),
    );
    say(&format!(
        "{server}: {} points at gates, {:.1?}",
        points.len(),
        since.elapsed()
    ));
}

#[test]
fn postgres() {
    on(Server::Postgres);
}

#[test]
fn mariadb() {
    on(Server::Mysql);
}

fn on(server: Server) {
    for history in History::all(server) {
        at_every_gate(server, history);
    }
}

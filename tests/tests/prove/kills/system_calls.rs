//! SQLite has no server between: killed at every system call that changes its files, and every one refused.
//!
//! `strace` counts the calls of an undisturbed run, then stops the program at the n-th of each. A process that is
//! killed leaves what it wrote to its files in the system's cache, so that a call that changes nothing that
//! others see (`fsync`) is the same point as the call after it; it is a point of its own where it fails.

use std::{
    collections::BTreeMap,
    fmt, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    time::Instant,
};

use rmig_test_support::Server;
use rmig_tests::cargo_rmig::printed;

use super::{
    crew::go_through,
    evidence::Evidence,
    finish::{finish, is_end},
    history::History,
    roll,
    site::Site,
    truth,
    undisturbed::Undisturbed,
};
use crate::{effort, figure::say};

/// The calls with which SQLite writes.
const CALLS: [&str; 6] = [
    "openat",
    "pwrite64",
    "ftruncate",
    "unlink",
    "fsync",
    "fdatasync",
];

/// What happens to the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Blow {
    /// It is killed, with SIGKILL, and the call doesn't take place.
    Killed,
    /// The call fails once.
    Failing,
    /// The disk is full from there on.
    Full,
}

/// The n-th call of a kind in a phase, and what happens then.
struct Point {
    phase: usize,
    name: &'static str,
    call: String,
    number: usize,
    shown: String,
    blow: Blow,
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            call,
            number,
            shown,
            blow,
            ..
        } = self;
        write!(f, "{name}, {blow:?} at {call} {number} ({shown})")
    }
}

impl Point {
    /// How strace is told.
    fn injection(&self) -> String {
        let Self { call, number, .. } = self;
        match self.blow {
            Blow::Killed => format!("inject={call}:signal=KILL:when={number}"),
            Blow::Failing => format!("inject={call}:error=EIO:when={number}"),
            Blow::Full => format!("inject={call}:error=ENOSPC:when={number}+"),
        }
    }
}

/// What strace prints.
fn trace(site: &Site) -> PathBuf {
    site.project.path().join("trace")
}

/// Runs a command of a phase below strace.
fn traced(site: &Site, words: &str, injection: Option<&str>) -> Output {
    let file = PathBuf::from(site.project.database().name());
    let folder = file.parent().map(Path::to_owned).unwrap_or_default();
    let inner = site.project.command(words);
    let mut command = Command::new("strace");
    command.args(["-f", "-o"]).arg(trace(site));
    if !injection.is_some_and(|injection| injection.contains("signal=")) {
        // Other calls don't stop then, but neither is a signal sent.
        command.arg("--seccomp-bpf");
    }
    command.arg("-e").arg(format!("trace={}", CALLS.join(",")));
    for path in [
        file.clone(),
        beside(&file, "-journal"),
        beside(&file, "-wal"),
        folder,
    ] {
        command.arg("-P").arg(path);
    }
    if let Some(injection) = injection {
        command.args(["-e", injection]);
    }
    command.arg(inner.get_program()).args(inner.get_args());
    command.current_dir(site.project.path()).env_clear();
    for (name, value) in inner.get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    // strace itself is looked for where the tester has it.
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    let output = command.output();
    output
        .unwrap_or_else(|error| panic!("strace: {error}; `cargo xtask test` installs it on Debian"))
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}{ending}", file.display()))
}

fn points(undisturbed: &Undisturbed) -> Vec<Point> {
    let site = Site::new(Server::Sqlite);
    let mut points = Vec::new();
    for (phase, known) in undisturbed.phases.iter().enumerate() {
        undisturbed.begin(&site, known);
        let output = traced(&site, &known.words, None);
        assert!(is_end(&known.phase, &output), "{}", printed(&output));
        let trace = fs::read_to_string(trace(&site)).expect("strace has written");
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut thread = None;
        for line in trace.lines() {
            let Some((id, rest)) = line.split_once(' ') else {
                continue;
            };
            let Some((call, arguments)) = rest.trim_start().split_once('(') else {
                continue;
            };
            // strace counts the calls of each thread for itself.
            assert_eq!(*thread.get_or_insert(id), id, "two threads write: {trace}");
            let number = numbers.entry(call).or_default();
            *number += 1;
            let shown: String = arguments.chars().take(60).collect();
            for blow in blows(call, arguments) {
                points.push(Point {
                    phase,
                    name: known.phase.name,
                    call: call.to_owned(),
                    number: *number,
                    shown: shown.clone(),
                    blow,
                });
            }
        }
    }
    points
}

/// What may happen at a call.
fn blows(call: &str, arguments: &str) -> Vec<Blow> {
    match call {
        "pwrite64" if effort::is_full() => vec![Blow::Killed, Blow::Failing, Blow::Full],
        "pwrite64" => vec![Blow::Killed, Blow::Full],
        "openat" if !arguments.contains("O_CREAT") => vec![Blow::Failing],
        "openat" => vec![Blow::Killed, Blow::Failing, Blow::Full],
        "unlink" | "ftruncate" => vec![Blow::Killed, Blow::Failing],
        _ if effort::is_full() => vec![Blow::Killed, Blow::Failing],
        _ => vec![Blow::Failing],
    }
}

fn strike(undisturbed: &Undisturbed, site: &Site, point: &Point) {
    let known = &undisturbed.phases[point.phase];
    undisturbed.begin(site, known);
    let output = traced(site, &known.words, Some(&point.injection()));
    let said = printed(&output);
    let trace = fs::read_to_string(trace(site)).expect("strace has written");
    if point.blow == Blow::Killed {
        assert!(
            trace.contains("+++ killed by SIGKILL +++"),
            "the point didn't come: {said}"
        );
    } else {
        assert!(
            trace.contains("(INJECTED)"),
            "the point didn't come: {said}"
        );
        let ended = is_end(&known.phase, &output);
        assert!(
            ended || output.status.code() == Some(1) && said.contains("error["),
            "{said}"
        );
    }
    let truth = truth::told(site, &undisturbed.reference);
    truth::assert_current(site, &truth, &undisturbed.reference);
    finish(site, &known.phase, &undisturbed.reference);
    Evidence::of(site).assert_is(&known.end);
}

#[test]
fn sqlite() {
    for history in History::all(Server::Sqlite) {
        at_every_call(history);
    }
}

fn at_every_call(history: History) {
    let undisturbed = Undisturbed::of(Server::Sqlite, history);
    let points = points(&undisturbed);
    let phases = points.iter().map(|point| point.name);
    roll::count("sqlite, points at system calls", phases);
    let since = Instant::now();
    go_through(
        Server::Sqlite,
        &points,
        |_| (),
        |site, (), point| strike(&undisturbed, site, point),
    );
    let count = |blow: Blow| points.iter().filter(|point| point.blow == blow).count();
    say(&format!(
        "sqlite: killed at {} calls, {} fail, {} on a full disk, {:.1?}",
        count(Blow::Killed),
        count(Blow::Failing),
        count(Blow::Full),
        since.elapsed()
    ));
}

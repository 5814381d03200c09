//! Between the program and a server: killed, or cut off, at every message and every answer.

use std::{fmt, process::Child, time::Instant};

use rmig_test_support::{Message, MessageCounter, Server, Stage};
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

/// What happens to the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Blow {
    /// It is killed, with SIGKILL.
    Killed,
    /// Its connection breaks.
    Cut,
}

/// One point: a message of a phase, how far it came, and what happens then.
struct Point {
    phase: usize,
    name: &'static str,
    index: usize,
    message: Message,
    stage: Stage,
    blow: Blow,
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            index,
            message,
            stage,
            blow,
            ..
        } = self;
        write!(
            f,
            "{name}, {blow:?} when message {index} is {stage:?} ({message})"
        )
    }
}

fn points(undisturbed: &Undisturbed) -> Vec<Point> {
    let site = Site::new(undisturbed.server);
    let wire = MessageCounter::before(site.project.database());
    let mut points = Vec::new();
    for (phase, known) in undisturbed.phases.iter().enumerate() {
        undisturbed.begin(&site, known);
        wire.take();
        let output = site.project.command_at(&wire.url(), &known.words).output();
        assert!(is_end(&known.phase, &output.expect("it starts")));
        let messages = wire.take().into_iter();
        // A good-bye may come late, or not at all.
        let messages =
            messages.filter(|message| !["Quit", "Terminate"].contains(&message.kind.as_str()));
        let messages: Vec<Message> = messages.collect();
        for (index, message) in messages.iter().enumerate() {
            let is_last = index + 1 == messages.len();
            for stage in Stage::ALL {
                // What a message was answered is heard where the next one is sent.
                if stage == Stage::Heard && !is_last && !effort::is_full() {
                    continue;
                }
                for blow in [Blow::Killed, Blow::Cut] {
                    let (name, message) = (known.phase.name, message.clone());
                    points.push(Point {
                        phase,
                        name,
                        index,
                        message,
                        stage,
                        blow,
                    });
                }
            }
        }
    }
    points
}

fn strike(undisturbed: &Undisturbed, site: &Site, wire: &MessageCounter, point: &Point) {
    let known = &undisturbed.phases[point.phase];
    undisturbed.begin(site, known);
    wire.halt_after(point.index, point.stage);
    let mut child = site
        .project
        .command_at(&wire.url(), &known.words)
        .spawn()
        .expect("it starts");
    let halted = wire.wait_for_halt(|| has_ended(&mut child));
    if point.blow == Blow::Killed {
        // It may have come through, which is told below.
        child.kill().expect("it can be killed");
    }
    wire.cut();
    wire.spare();
    let output = child.wait_with_output().expect("it ends");
    assert!(halted, "the point didn't come: {}", printed(&output));
    site.settle();
    if point.blow == Blow::Cut {
        let said = printed(&output);
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

fn has_ended(child: &mut Child) -> bool {
    child.try_wait().expect("it is ours").is_some()
}

fn at_every_message(server: Server, history: History) {
    let undisturbed = Undisturbed::of(server, history);
    let points = points(&undisturbed);
    let roll = points.iter().map(|point| (point.name, &point.message));
    roll::call(&format!("{server}, points at messages"), roll);
    let since = Instant::now();
    let count = points.len();
    go_through(
        server,
        &points,
        |site| MessageCounter::before(site.project.database()),
        |site, wire, point| {
            strike(&undisturbed, site, wire, point);
        },
    );
    say(&format!(
        "{server}: {count} points at messages, {:.1?}",
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
        at_every_message(server, history);
    }
}

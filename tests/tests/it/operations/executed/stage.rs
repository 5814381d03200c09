//! How scenarios are played: on a database of their own, statement by statement as the runner does it.

use rmig_engine::{
    ddl::{DdlDialect, DdlScript, render},
    operation::OperationList,
    registry::Registry,
};
use rmig_test_support::{
    Journal, ScratchDatabase,
    Server::{self, Mysql, Postgres, Sqlite},
    Session,
};
use serde_json::Value;

use super::scenario::{Back, Scenario};
use crate::operations::golden::registry;

/// Plays all scenarios on a kind of database, and fails with everything that went wrong.
pub fn play(server: Server, scenarios: Vec<Scenario>) {
    let registry = registry();
    let (mut played, mut wrong) = (0, Vec::new());
    for scenario in scenarios {
        if scenario.servers.contains(&server) {
            played += 1;
            if let Err(what) = Stage::new(server, &registry).play(&scenario) {
                wrong.push(format!("== {} on {server}\n{what}\n", scenario.name));
            }
        }
    }
    assert!(played > 0, "nothing was played");
    assert!(
        wrong.is_empty(),
        "{}{} of {played} failed",
        wrong.concat(),
        wrong.len()
    );
}

/// A database, and who writes for it.
pub struct Stage<'a> {
    pub database: ScratchDatabase,
    registry: &'a Registry,
}

/// The dialect of a kind of database.
fn dialect(server: Server) -> &'static str {
    match server {
        Sqlite => "sqlite",
        Postgres => "postgresql",
        Mysql => "mariadb",
    }
}

impl<'a> Stage<'a> {
    pub fn new(server: Server, registry: &'a Registry) -> Self {
        Self {
            database: ScratchDatabase::new(server),
            registry,
        }
    }

    fn play(&self, scenario: &Scenario) -> Result<(), String> {
        let server = self.database.server();
        self.run(&read(&scenario.setup)?)
            .map_err(|error| format!("set-up: {error}"))?;
        let before = self.text(scenario);
        let mut list = read(&scenario.operations)?;
        if let Some((_, why)) = scenario.refused.iter().find(|(on, _)| *on == server) {
            return refused(self.render(&list), why);
        }
        self.run(&list)?;
        let after = self.text(scenario);
        check(scenario, server, &before, &after)?;
        let list = match &scenario.back {
            Back::Reverse => {
                list.reverse().map_err(|error| error.to_string())?;
                list
            }
            Back::Refused(why) => {
                let reversed = list.reverse().map_err(|error| error.to_string());
                return refused(reversed.and_then(|()| self.render(&list)), why);
            }
            Back::By(why, operations) => {
                refused(list.reverse(), why)?;
                read(operations)?
            }
        };
        self.run(&list).map_err(|error| format!("back: {error}"))?;
        same(&before, &self.text(scenario))
    }

    pub fn dialect(&self) -> &dyn DdlDialect {
        let found = self.registry.ddl.get(dialect(self.database.server()));
        found.expect("a dialect")
    }

    pub fn render(&self, list: &OperationList) -> Result<DdlScript, String> {
        render(list, self.dialect(), None)
            .map_err(|error| format!("{error} (instead: {})", error.instead))
    }

    /// Runs operations.
    pub fn run(&self, list: &OperationList) -> Result<(), String> {
        let script = self.render(list)?;
        let server = self.database.server();
        let mut session = Session::open(server, self.database.url()).expect("a connection");
        let mut send = |sql: &str| {
            let sent = session.ask(sql).map(drop);
            sent.map_err(|error| format!("{error}\n  in {sql}"))
        };
        if server == Sqlite {
            send("PRAGMA foreign_keys = ON")?;
        }
        let statements = script.statements.as_slice();
        let alike =
            |a: &rmig_engine::ddl::ScriptStatement, b: &_| a.in_transaction && same_unit(a, b);
        for unit in statements.chunk_by(alike) {
            let first = unit.first().expect("units have statements");
            let off = server == Sqlite && first.foreign_keys_off;
            let begins = first.in_transaction && server != Mysql;
            let (mut head, mut tail) = (Vec::new(), Vec::new());
            if off {
                head.extend([
                    "PRAGMA foreign_keys = OFF",
                    "PRAGMA legacy_alter_table = ON",
                ]);
                tail.extend([
                    "PRAGMA legacy_alter_table = OFF",
                    "PRAGMA foreign_keys = ON",
                ]);
            }
            if begins {
                head.push("BEGIN");
                tail.insert(0, "COMMIT");
            }
            head.into_iter().try_for_each(&mut send)?;
            unit.iter().try_for_each(|one| send(&one.sql))?;
            tail.into_iter().try_for_each(&mut send)?;
        }
        session.close().map_err(|error| error.to_string())
    }

    /// What the database holds, and what the scenario asks beside that.
    fn text(&self, scenario: &Scenario) -> String {
        let mut text = self.plain_text();
        let server = self.database.server();
        for (_, query) in scenario.probes.iter().filter(|(on, _)| *on == server) {
            text.push_str(&format!("{:?}\n", self.database.rows(query)));
        }
        text
    }

    /// What the database holds. SQLite keeps definitions as they were written, with more or fewer
    /// quotes and blanks, which mean nothing.
    pub fn plain_text(&self) -> String {
        let text = self.database.schema_text(Journal::Whole);
        match self.database.server() {
            Sqlite => without_quotes(&text),
            _ => text,
        }
    }
}

fn same_unit(a: &rmig_engine::ddl::ScriptStatement, b: &rmig_engine::ddl::ScriptStatement) -> bool {
    a.in_transaction == b.in_transaction && a.foreign_keys_off == b.foreign_keys_off
}

/// Definitions with blanks and quotes only where they mean something, values as they are.
fn without_quotes(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ").replace("( ", "(").replace(" )", ")");
    let mut bare = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('"') {
        bare.push_str(before);
        let plain =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '$');
        let end = after.find(|c| !plain(c));
        let (word, tail) = after.split_at(end.unwrap_or(after.len()));
        let is_value = before.ends_with('=');
        match tail
            .strip_prefix('"')
            .filter(|_| !word.is_empty() && !is_value)
        {
            Some(tail) => {
                bare.push_str(word);
                rest = tail;
            }
            None => {
                bare.push('"');
                rest = after;
            }
        }
    }
    bare.push_str(rest);
    bare
}

pub fn read(operations: &Value) -> Result<OperationList, String> {
    OperationList::from_json(&operations.to_string()).map_err(|error| error.to_string())
}

fn refused<T, E: ToString>(what: Result<T, E>, why: &str) -> Result<(), String> {
    match what {
        Ok(_) => Err(format!("isn't refused: {why}")),
        Err(error) if error.to_string().contains(why) => Ok(()),
        Err(error) => Err(format!(
            "is refused, not by {why:?} but: {}",
            error.to_string()
        )),
    }
}

fn check(scenario: &Scenario, server: Server, before: &str, after: &str) -> Result<(), String> {
    let of = |list: &[(Server, String)]| -> Vec<String> {
        let here = list.iter().filter(|(on, _)| *on == server);
        here.map(|(_, part)| part.clone()).collect()
    };
    let (expected, gone) = (of(&scenario.expected), of(&scenario.gone));
    if expected.is_empty() && gone.is_empty() {
        return Err("nothing is expected".to_owned());
    }
    for (parts, from, to) in [(expected, before, after), (gone, after, before)] {
        for part in parts {
            let part = match server {
                Sqlite => without_quotes(&part),
                _ => part,
            };
            if from.contains(&part) || !to.contains(&part) {
                return Err(format!(
                    "{part:?} doesn't tell before from after\n{}",
                    same(before, after).err().unwrap_or_default()
                ));
            }
        }
    }
    Ok(())
}

pub fn same(before: &str, after: &str) -> Result<(), String> {
    if before == after {
        return Ok(());
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let lost = old.iter().filter(|line| !new.contains(line));
    let came = new.iter().filter(|line| !old.contains(line));
    let lines = lost
        .map(|line| format!("- {line}"))
        .chain(came.map(|line| format!("+ {line}")));
    Err(format!(
        "isn't as it was:\n{}",
        lines.collect::<Vec<_>>().join("\n")
    ))
}

//! Runs a command over several packages or databases and answers for all of them together.

use rmig_engine::diagnostic::message;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{
    CommandError, Context, Exit, Format, Ui,
    command_error::error_parts,
    outcome::{Outcome, print_table},
    ui::{add_error, style},
};

/// What a command runs over, one by one.
pub trait Target {
    /// Which one it is, where there are several.
    fn label(&self) -> String;
}

/// A command's answer about one target: an item of the JSON document, or text for a person.
pub trait Report: Serialize {
    /// Prints it for a person, to stdout, by [`Ui::line`] and [`Ui::styled`].
    fn print(&self, ui: &Ui);

    /// What it means for the exit code.
    fn exit(&self) -> Exit {
        Exit::Done
    }

    /// A few words for the table at the end.
    fn outcome(&self) -> String {
        "done".to_owned()
    }
}

/// An item of the document: a report, or what a failure had reached of one.
#[derive(Serialize)]
#[serde(untagged)]
enum Item<R> {
    Report(R),
    Reached(Value),
}

/// When a target's name is shown: with its results, or before the work on it begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Heading {
    WithResult,
    BeforeWork,
    /// As a comment of the script that is the result.
    InScript,
}

impl Context {
    /// Reads something about every target and prints it: for a person under the target's name, or
    /// as one document `{list: [item, …]}`.
    ///
    /// Stops at the first failure, unless with `--keep-going`; ends with a table if there are
    /// several targets.
    ///
    /// # Errors
    ///
    /// None at present: failures are shown here, and the exit code tells of them.
    pub fn read<T: Target, R: Report>(
        &self,
        list: &'static str,
        targets: &[T],
        work: impl FnMut(&T) -> Result<R, CommandError>,
    ) -> Result<Exit, CommandError> {
        Ok(self.sweep(Heading::WithResult, list, targets, work))
    }

    /// As [`read`](Self::read), for work that changes something and says on stderr what it does:
    /// the target's name is shown there before it begins.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub fn act<T: Target, R: Report>(
        &self,
        list: &'static str,
        targets: &[T],
        work: impl FnMut(&T) -> Result<R, CommandError>,
    ) -> Result<Exit, CommandError> {
        Ok(self.sweep(Heading::BeforeWork, list, targets, work))
    }

    /// As [`read`](Self::read), for work that writes SQL: stdout holds nothing else, and what stands
    /// between the scripts of several targets is a comment.
    pub(crate) fn script<T: Target, R: Report>(
        &self,
        list: &'static str,
        targets: &[T],
        work: impl FnMut(&T) -> Result<R, CommandError>,
    ) -> Result<Exit, CommandError> {
        Ok(self.sweep(Heading::InScript, list, targets, work))
    }

    fn sweep<T: Target, R: Report>(
        &self,
        heading: Heading,
        list: &'static str,
        targets: &[T],
        mut work: impl FnMut(&T) -> Result<R, CommandError>,
    ) -> Exit {
        let ui = self.ui();
        let several = targets.len() > 1;
        let mut items = Vec::new();
        let mut errors: Vec<(String, CommandError)> = Vec::new();
        let mut outcomes = Vec::new();
        let mut exit = Exit::Done;
        let mut stopped = false;
        for target in targets {
            let label = target.label();
            if stopped {
                outcomes.push((label, Outcome::NotRun));
                continue;
            }
            if several && heading == Heading::BeforeWork {
                ui.status("Target", &label);
            }
            match work(target) {
                Ok(report) => {
                    match heading {
                        Heading::WithResult if several => ui.heading(&label, items.is_empty()),
                        Heading::InScript if several => ui.script_heading(&label, items.is_empty()),
                        _ => {}
                    }
                    report.print(ui);
                    exit = exit.max(report.exit());
                    outcomes.push((label, Outcome::Done(report.outcome())));
                    if ui.format() == Format::Json {
                        items.push(Item::Report(report));
                    } else {
                        items.push(Item::Reached(Value::Null));
                    }
                }
                Err(error) => {
                    if several && heading != Heading::BeforeWork {
                        ui.status_bad("Failed", &label);
                    }
                    if ui.format() != Format::Json {
                        ui.error(error.diagnostic());
                    }
                    exit = exit.max(error.exit());
                    stopped = error.exit().is_signal() || !self.global().keep_going;
                    outcomes.push((label.clone(), Outcome::Failed(message(error.diagnostic()))));
                    items.extend(error.document().cloned().map(Item::Reached));
                    errors.push((label, error));
                }
            }
        }
        match ui.format() {
            Format::Json if errors.is_empty() => ui.json(&json_list(list, &items)),
            Format::Json => ui.json(&failed(list, &items, &errors)),
            _ if several => print_table(ui, &outcomes),
            _ => {}
        }
        exit
    }
}

/// `{list: items}` without a detour over [`Value`], since a history may be long.
fn json_list<'a, R: Serialize>(
    list: &'static str,
    items: &'a [Item<R>],
) -> std::collections::BTreeMap<&'static str, &'a [Item<R>]> {
    std::collections::BTreeMap::from([(list, items)])
}

/// What had been reached, with the first error as `error` and, if there are more, all as `errors`.
fn failed<R: Serialize>(
    list: &'static str,
    items: &[Item<R>],
    errors: &[(String, CommandError)],
) -> Value {
    let mut document = Map::from_iter([(list.to_owned(), json!(items))]);
    if let Some((_, first)) = errors.first() {
        add_error(&mut document, first);
    }
    if errors.len() > 1 {
        let all = errors.iter().flat_map(|(label, error)| {
            error_parts(error.diagnostic())
                .into_iter()
                .map(move |part| json!({ "target": label, "error": part }))
        });
        document.insert("errors".to_owned(), all.collect());
    }
    Value::Object(document)
}

impl Ui {
    /// The name of a target above its results.
    fn heading(&self, label: &str, first: bool) {
        if !first {
            self.line("");
        }
        self.line(self.styled(style::HEADING, &format!("{label}:")));
    }

    /// The name of a target above its script.
    fn script_heading(&self, label: &str, first: bool) {
        if !first {
            self.line("");
        }
        self.line(format!("-- Database {}.", label.replace(['\n', '\r'], " ")));
    }
}

#[cfg(test)]
mod tests;

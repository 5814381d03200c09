//! How each of several targets ended, as a table.

use crate::{Ui, ui::style};

/// How one target ended.
#[derive(Debug)]
pub(crate) enum Outcome {
    Done(String),
    Failed(String),
    NotRun,
}

/// Prints the table to stderr: results on stdout stay what they are.
pub(crate) fn print_table(ui: &Ui, outcomes: &[(String, Outcome)]) {
    if ui.is_quiet() {
        return;
    }
    let done = outcomes
        .iter()
        .filter(|(_, end)| matches!(end, Outcome::Done(_)))
        .count();
    let all = outcomes.len();
    if done == all {
        ui.status("Summary", format!("{all} of {all} done"));
    } else {
        ui.status_bad("Summary", format!("{done} of {all} done"));
    }
    let width = outcomes
        .iter()
        .map(|(label, _)| label.chars().count())
        .max()
        .unwrap_or(0);
    for (label, outcome) in outcomes {
        let words = match outcome {
            Outcome::Done(words) => words.clone(),
            Outcome::Failed(message) => {
                let failed = ui.styled_error(style::ERROR, "failed");
                format!("{failed}: {}", message.lines().next().unwrap_or(""))
            }
            Outcome::NotRun => ui.styled_error(style::DIM, "not run"),
        };
        ui.to_stderr(&format!("{:>13}{label:<width$}  {words}\n", ""));
    }
}

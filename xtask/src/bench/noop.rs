//! An upgrade that finds nothing to do.

use super::{
    apply,
    contender::{Contender, race},
    field::Field,
    machine,
    options::Options,
    table,
};
use crate::shell::{Result, say};

/// What is so short runs more often.
const TIMES: usize = 3;

/// Measures on each database; prints a table for each.
///
/// # Errors
///
/// Something can't be had or run.
pub fn run(options: &Options) -> Result<()> {
    let field = Field::set_up(options)?;
    table::heading(&format!(
        "Nothing to do, with {} revisions applied",
        options.revisions
    ));
    machine::print(options, Some(&field))?;
    for kind in options.kinds() {
        let entries = field.entries(kind)?;
        for entry in &entries {
            say(&format!("{} applies all", entry.name()));
            entry.bring_to_head()?;
        }
        let contenders: Vec<_> = entries
            .iter()
            .map(|entry| {
                let contender = Contender::new(entry.name(), || entry.no_op());
                if entry.is_slow() {
                    contender.at_most(options.slow_rounds)
                } else {
                    contender
                }
            })
            .collect();
        let times = race(&contenders, options.rounds * TIMES, true)?;
        apply::print(kind.name(), &entries, &times);
    }
    table::finish(options, "noop")
}

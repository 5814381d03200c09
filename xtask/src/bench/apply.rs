//! Many small revisions on an empty database.

use super::{
    contender::{Contender, race},
    field::{Entry, Field},
    machine,
    measure::{Times, ratio},
    options::Options,
    table,
};
use crate::shell::Result;

/// Measures on each database; prints a table for each.
///
/// # Errors
///
/// Something can't be had or run, or a table is missing afterwards.
pub fn run(options: &Options) -> Result<()> {
    let field = Field::set_up(options)?;
    table::heading(&format!("Applying {} revisions", options.revisions));
    machine::print(options, Some(&field))?;
    for kind in options.kinds() {
        let entries = field.entries(kind)?;
        for entry in &entries {
            entry.warm()?;
        }
        let contenders: Vec<_> = entries
            .iter()
            .map(|entry| {
                let contender = Contender::new(entry.name(), || entry.apply())
                    .before(|| entry.fresh())
                    .after(|| entry.check());
                limited(options, entry, contender)
            })
            .collect();
        let times = race(&contenders, options.rounds, false)?;
        print(kind.name(), &entries, &times);
    }
    table::finish(options, "apply")
}

/// Takes the floor's script in, and slow ones less often.
fn limited<'a>(options: &Options, entry: &Entry<'_>, contender: Contender<'a>) -> Contender<'a> {
    match entry.input() {
        Some(input) => contender.input(input),
        None if entry.is_slow() => contender.at_most(options.slow_rounds),
        None => contender,
    }
}

/// Prints times beside the floor's and beside ours.
pub fn print(name: &str, entries: &[Entry<'_>], times: &[Times]) {
    table::head(&[
        name,
        "median (fastest–slowest)",
        "beside the client",
        "beside rmig",
    ]);
    let (Some(floor), Some(ours)) = (times.first(), times.get(1)) else {
        return;
    };
    for (entry, times) in entries.iter().zip(times) {
        table::row(&[
            entry.name(),
            times.shown(),
            ratio(times.beside(floor)),
            ratio(times.beside(ours)),
        ]);
    }
}

//! Which sections of a revision run on a database.

use super::Section;
use crate::{
    diagnostic::{Finding, Source},
    plan::Direction,
};

/// The sections of `direction` that run, in order, on the database called `database` whose dialect
/// goes by `dialects`: its own name first, then the names that it falls back to.
///
/// Sections that name the database come before those that name none, likewise for the dialect: the
/// more special ones stand in for the more general ones. A revision whose sections are all for other
/// databases has nothing to do here, and that is no error.
///
/// # Errors
///
/// A finding if there are sections for this database but none for its dialect.
pub fn select<'a>(
    source: &Source,
    sections: &'a [Section],
    direction: Direction,
    database: &str,
    dialects: &[&str],
) -> Result<Vec<&'a Section>, Box<Finding>> {
    let of_direction: Vec<&Section> = sections.iter().filter(|one| one.is(direction)).collect();
    let named: Vec<&Section> = of_direction
        .iter()
        .copied()
        .filter(|section| section.marker.database.as_deref() == Some(database))
        .collect();
    let candidates: Vec<&Section> = if named.is_empty() {
        of_direction
            .into_iter()
            .filter(|section| section.marker.database.is_none())
            .collect()
    } else {
        named
    };
    let names = dialects.iter().map(|name| Some(*name)).chain([None]);
    for name in names {
        let chosen: Vec<&Section> = candidates
            .iter()
            .copied()
            .filter(|section| section.marker.dialect.as_deref() == name)
            .collect();
        if !chosen.is_empty() {
            return Ok(chosen);
        }
    }
    let Some(first) = candidates.first() else {
        return Ok(Vec::new());
    };
    let (direction, dialect) = (
        direction.as_str(),
        dialects.first().unwrap_or(&"this dialect"),
    );
    let message = format!("there is no {direction} section for {dialect}");
    let help = format!(
        "add `-- rmig: {direction} dialect={dialect}`, or one without `dialect=` for all others"
    );
    let finding = Finding::new("no-section-for-dialect", message).help(help);
    Err(Box::new(finding.at(
        source,
        first.marker.span.clone(),
        "for another dialect",
    )))
}

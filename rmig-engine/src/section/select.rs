//! Which sections of a revision run on a database.

use super::Section;
use crate::{
    diagnostic::{Finding, Source},
    plan::Direction,
};

/// The sections of `direction` that run, in order, on the database called `database` whose dialect
/// goes by `dialects`: the spellings of its own name first, then those of the dialects that it falls
/// back to.
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
    dialects: &[Vec<&str>],
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
    for names in dialects.iter().map(Some).chain([None]) {
        let serves = |section: &&Section| match (&section.marker.dialect, names) {
            (Some(dialect), Some(names)) => names.contains(&dialect.as_str()),
            (None, None) => true,
            _ => false,
        };
        let chosen: Vec<&Section> = candidates.iter().copied().filter(serves).collect();
        if !chosen.is_empty() {
            return Ok(chosen);
        }
    }
    let Some(first) = candidates.first() else {
        return Ok(Vec::new());
    };
    let (direction, dialect) = (
        direction.as_str(),
        dialects
            .first()
            .and_then(|names| names.first())
            .unwrap_or(&"this dialect"),
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

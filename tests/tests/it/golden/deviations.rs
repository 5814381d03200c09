//! Steps that go otherwise than recorded, on purpose; the reasons are in
//! `docs/alembic-differences.md`.

/// A step: scenario, command, and what rmig does.
pub type Deviation = (&'static str, &'static str, &'static str);

pub const DEVIATIONS: &[Deviation] = &[
    (
        "diamond",
        "downgrade -1",
        "refuses to choose one of several rows",
    ),
    (
        "diamond",
        "stamp bbbb1 bbbb2",
        "stamps both where Alembic crashes",
    ),
    (
        "effective_head",
        "current -c",
        "a head that only a dependant implies counts as applied",
    ),
    (
        "effective_head",
        "merge heads --rev-id dddd1",
        "refuses to merge one head",
    ),
    (
        "effective_head",
        "stamp heads",
        "follows from the merge that isn't there",
    ),
    ("err_duplicate_id", "heads", "refuses the graph"),
    ("err_duplicate_id", "upgrade heads", "refuses the graph"),
    (
        "linear",
        "stamp -1",
        "refuses steps: they would count from the heads, not from the rows",
    ),
    (
        "overlap_rows",
        "stamp aaaa1 bbbb1",
        "leaves no row that another row implies",
    ),
    (
        "overlap_rows",
        "upgrade head",
        "goes on from rows that imply one another",
    ),
    (
        "two_roots_labels",
        "downgrade -1",
        "refuses to choose one of several rows",
    ),
];

/// The deviation of a step, if it has one.
pub fn find(scenario: &str, command: &str) -> Option<&'static Deviation> {
    DEVIATIONS
        .iter()
        .find(|each| each.0 == scenario && each.1 == command)
}

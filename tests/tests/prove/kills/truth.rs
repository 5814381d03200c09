//! Whether `current` and the journal tell the truth.

use rmig_tests::cargo_rmig::printed;

use super::{
    evidence::{Entry, Evidence},
    reference::{Reference, Stretch},
    site::Site,
};

/// What the journal says and what is there, after they were held against one another.
pub struct Truth<'r> {
    /// The section that is unfinished, and how many of its statements the journal calls done.
    pub unfinished: Option<(&'r Stretch, usize)>,
    /// Whether the statement after those is in the database too.
    pub one_more: bool,
    pub evidence: Evidence,
}

/// Looks at what there is, and fails where version rows, journal or `current` say anything else.
#[track_caller]
pub fn told<'r>(site: &Site, reference: &'r Reference) -> Truth<'r> {
    let evidence = Evidence::of(site);
    let journal = &evidence.journal;
    let stretches = reference.0.get(..journal.len());
    let stretches =
        stretches.unwrap_or_else(|| panic!("the journal has too many rows: {journal:#?}"));
    for (index, (entry, stretch)) in journal.iter().zip(stretches).enumerate() {
        let place = (
            entry.revision.as_str(),
            entry.direction.as_str(),
            entry.section,
        );
        let expected = (stretch.revision, stretch.direction, stretch.section);
        assert_eq!(place, expected, "row {index} of {journal:#?}");
        assert_eq!(entry.statements, stretch.statements.len(), "{journal:#?}");
        let is_last = index + 1 == journal.len();
        let is_done = entry.outcome == "done";
        assert!(is_done || is_last, "row {index} of {journal:#?}");
        assert!(!is_done || entry.done == entry.statements, "{journal:#?}");
        assert_eq!(entry.claimed, entry.outcome == "started", "{journal:#?}");
    }
    let last = journal.last().zip(stretches.last());
    let expected_rows = match last {
        Some((entry, stretch)) => &stretch.versions[usize::from(entry.outcome == "done")],
        None => &reference.0[0].versions[0],
    };
    assert_eq!(&evidence.versions, expected_rows, "{journal:#?}");
    let (unfinished, one_more) = match last {
        Some((entry, stretch)) => compared(entry, stretch, &evidence),
        None => {
            assert_eq!(
                evidence.lines, reference.0[0].states[0],
                "nothing is in the journal"
            );
            (None, false)
        }
    };
    Truth {
        unfinished,
        one_more,
        evidence,
    }
}

/// Holds what is there against what the last row says.
fn compared<'r>(
    entry: &Entry,
    stretch: &'r Stretch,
    evidence: &Evidence,
) -> (Option<(&'r Stretch, usize)>, bool) {
    let states = &stretch.states;
    let is = |done: usize| {
        states
            .get(done)
            .is_some_and(|state| *state == evidence.lines)
    };
    let unfinished = Some((stretch, entry.done));
    match entry.outcome.as_str() {
        "done" | "failed" | "undone" => {
            let done = if entry.outcome == "undone" {
                0
            } else {
                entry.done
            };
            assert!(
                is(done),
                "{entry:?} and {evidence:#?}\nnot {:#?}",
                states.get(done)
            );
            (unfinished.filter(|_| entry.outcome == "failed"), false)
        }
        _ => {
            // Rows are committed together with the note that they are.
            let next = stretch.statements.get(entry.done);
            let with_note = next.is_none_or(|sql| {
                ["INSERT", "UPDATE", "DELETE", "SELECT"]
                    .iter()
                    .any(|word| sql.starts_with(word))
            });
            let one_more = !is(entry.done);
            assert!(
                !one_more || !with_note && is(entry.done + 1),
                "{entry:?} and {evidence:#?}\nnot {:#?}",
                states.get(entry.done)
            );
            (unfinished, one_more)
        }
    }
}

/// Fails where `current` doesn't list the version rows, or say whether a revision is unfinished.
#[track_caller]
pub fn assert_current(site: &Site, truth: &Truth<'_>, reference: &Reference) {
    let output = site.project.run("current");
    assert!(output.status.success(), "{}", printed(&output));
    let stdout = String::from_utf8_lossy(&output.stdout);
    let mut rows: Vec<&str> = stdout
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    rows.sort_unstable();
    assert_eq!(rows, truth.evidence.versions, "{}", printed(&output));
    let sections = |entry: &Entry| {
        let same = reference.0.iter().filter(|stretch| {
            (stretch.revision, stretch.direction)
                == (entry.revision.as_str(), entry.direction.as_str())
        });
        same.count()
    };
    let last = truth.evidence.journal.last();
    let is_unfinished =
        last.is_some_and(|entry| entry.outcome != "done" || entry.section < sections(entry));
    let says_so = String::from_utf8_lossy(&output.stderr).contains("is unfinished");
    assert_eq!(says_so, is_unfinished, "{last:?}\n{}", printed(&output));
}

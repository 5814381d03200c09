//! What a database holds after each statement of the history, found out by running them without the program.

use rmig_test_support::Server;

use super::{evidence::Evidence, gates, history::History, site::Site};

/// A section of the way up and down, with what the database holds before it and after each of its statements.
pub struct Stretch {
    pub revision: &'static str,
    pub direction: &'static str,
    pub section: usize,
    /// Its statements.
    pub statements: Vec<String>,
    /// One more than there are statements.
    pub states: Vec<Vec<String>>,
    /// The version rows before it and after it.
    pub versions: [Vec<String>; 2],
}

/// All sections, all the way up and down again.
pub struct Reference(pub Vec<Stretch>);

impl Reference {
    /// Runs every statement of a history by hand.
    pub fn of(history: &History, server: Server) -> Self {
        let site = Site::new(server);
        if history.gates {
            gates::put_up(&site);
        }
        let mut stretches = Vec::new();
        let mut applied: Vec<&'static str> = Vec::new();
        let up = history
            .revisions
            .iter()
            .map(|revision| ("upgrade", revision));
        let down = history
            .revisions
            .iter()
            .rev()
            .map(|revision| ("downgrade", revision));
        for (direction, revision) in up.chain(down) {
            let before = heads(history, &applied);
            let sections = match direction {
                "upgrade" => {
                    applied.push(revision.id);
                    &revision.upgrade
                }
                _ => {
                    applied.retain(|id| *id != revision.id);
                    &revision.downgrade
                }
            };
            let after = heads(history, &applied);
            for (index, section) in sections.iter().enumerate() {
                let mut states = vec![Evidence::of(&site).lines];
                for sql in &section.statements {
                    site.sql(sql);
                    states.push(Evidence::of(&site).lines);
                }
                let is_last = index + 1 == sections.len();
                stretches.push(Stretch {
                    revision: revision.id,
                    direction,
                    section: index + 1,
                    statements: section.statements.clone(),
                    states,
                    versions: [
                        before.clone(),
                        if is_last {
                            after.clone()
                        } else {
                            before.clone()
                        },
                    ],
                });
            }
        }
        Self(stretches)
    }
}

/// The applied revisions that nothing applied descends from.
fn heads(history: &History, applied: &[&str]) -> Vec<String> {
    let has_child = |id: &str| {
        history
            .revisions
            .iter()
            .any(|child| applied.contains(&child.id) && child.parents.contains(&id))
    };
    let mut heads: Vec<String> = applied
        .iter()
        .filter(|id| !has_child(id))
        .map(|id| (*id).to_owned())
        .collect();
    heads.sort();
    heads
}

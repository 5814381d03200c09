//! The run that nothing happens to: where each phase begins and ends.

use rmig_test_support::Server;
use rmig_tests::cargo_rmig::printed;

use super::{
    evidence::Evidence,
    finish::is_end,
    gates,
    history::History,
    phase::{PHASES, Phase},
    reference::Reference,
    site::Site,
    snapshot::Snapshot,
    truth,
};

/// A history with all that is known of it before anything is disturbed.
pub struct Undisturbed {
    pub server: Server,
    pub history: History,
    pub reference: Reference,
    pub phases: Vec<Known>,
}

/// A phase, and the database before and after it.
pub struct Known {
    pub phase: Phase,
    /// The words of the command that carries it out.
    pub words: String,
    pub start: Snapshot,
    pub end: Evidence,
}

impl Undisturbed {
    /// Runs through all phases.
    pub fn of(server: Server, history: History) -> Self {
        let reference = Reference::of(&history, server);
        let site = Site::new(server);
        if history.gates {
            site.project.succeed("ensure-version");
            gates::begin(&site);
        }
        let mut phases = Vec::new();
        for phase in PHASES {
            history.write(&site.project, phase.broken);
            let start = Snapshot::of(site.project.database());
            let mut words = phase.plain.to_owned();
            let mut output = site.project.run(&words);
            if printed(&output).contains("error[unfinished-revision]") {
                words.push_str(" --resume");
                output = site.project.run(&words);
            }
            assert!(
                is_end(&phase, &output),
                "{}: {}",
                phase.name,
                printed(&output)
            );
            let truth = truth::told(&site, &reference);
            truth::assert_current(&site, &truth, &reference);
            let end = truth.evidence;
            phases.push(Known {
                phase,
                words,
                start,
                end,
            });
        }
        let rows = truth::told(&site, &reference).evidence.journal.len();
        assert_eq!(rows, reference.0.len(), "every section is in the journal");
        Self {
            server,
            history,
            reference,
            phases,
        }
    }

    /// Brings a site to where a phase begins.
    pub fn begin(&self, site: &Site, known: &Known) {
        known.start.restore(site);
        if self.history.gates {
            gates::begin(site);
        }
        self.history.write(&site.project, known.phase.broken);
    }
}

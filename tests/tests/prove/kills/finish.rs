//! The next runs, as somebody starts them who reads what the program says.

use std::process::Output;

use rmig_tests::cargo_rmig::printed;

use super::{phase::Phase, reference::Reference, site::Site, truth};

/// No point needs as many runs.
const MOST_RUNS: usize = 6;

/// Runs until the phase has ended as it does undisturbed; gives how many runs that took.
#[track_caller]
pub fn finish(site: &Site, phase: &Phase, reference: &Reference) -> usize {
    let mut words = phase.plain.to_owned();
    let mut repairs = 0;
    for run in 1..=MOST_RUNS {
        let told = truth::told(site, reference);
        let output = site.project.run(&words);
        if is_end(phase, &output) {
            return run;
        }
        let said = printed(&output);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(
            said.contains("error[unfinished-revision]"),
            "{words}: {said}"
        );
        words = match (said.contains("it can't be known whether"), &told.unfinished) {
            (true, Some((stretch, done))) => {
                // The question is the right one, and what is there is the answer.
                let question = format!("whether statement {} took effect", done + 1);
                assert!(said.contains(&question), "{said}");
                let answer = if told.one_more { "done" } else { "undone" };
                let revision = stretch.revision;
                site.project.succeed(&format!(
                    "repair {revision} --statement-{answer} --reason looked"
                ));
                repairs += 1;
                let rows = "SELECT note FROM rmig_journal WHERE direction = 'repair'";
                assert_eq!(
                    site.rows(rows),
                    vec![["looked"]; repairs],
                    "the journal tells of it"
                );
                format!("{} --resume", phase.plain)
            }
            (true, None) => panic!("nothing is unfinished: {said}"),
            (false, _) if said.contains("DROP INDEX CONCURRENTLY by_it") => {
                site.sql("DROP INDEX CONCURRENTLY by_it");
                format!("{} --resume", phase.plain)
            }
            (false, _) => {
                assert!(said.contains("--resume"), "{said}");
                assert!(
                    !words.contains("--resume"),
                    "it was resumed already: {said}"
                );
                format!("{} --resume", phase.plain)
            }
        };
    }
    panic!("not finished after {MOST_RUNS} runs");
}

/// Whether a run ended as the phase does.
pub fn is_end(phase: &Phase, output: &Output) -> bool {
    if phase.fails {
        let stderr = String::from_utf8_lossy(&output.stderr);
        output.status.code() == Some(1)
            && stderr.contains("error[statement-failed]")
            && stderr.contains("nowhere")
    } else {
        output.status.success()
    }
}

//! Random revision graphs: every answer is Alembic's, or stands in the table of deviations.
//!
//! `RMIG_ORACLE_SEED` and `RMIG_ORACLE_GRAPHS` choose other graphs, or more of them.

mod answer;
pub mod case;
mod deviations;
mod difference;
pub mod document;
mod law;
mod refusal;
mod typed;

use std::{
    collections::BTreeMap,
    env,
    fmt::Write as _,
    fs::File,
    io::{BufRead, BufReader},
    thread,
};

use answer::Answer;
use case::Case;
use deviations::DEVIATIONS;
use document::{Document, Kind};
use law::Law;

use crate::oracle;

/// How many differences of each kind a failing test prints.
const SHOWN: usize = 4;

#[test]
fn random_graphs_behave_as_in_alembic() {
    let count = oracle::number("RMIG_ORACLE_GRAPHS", 1000);
    let seed = env::var("RMIG_ORACLE_SEED").unwrap_or_else(|_| "1".to_owned());
    let half = count / 2;
    let mut tally = Tally::default();
    thread::scope(|scope| {
        let seed = &seed;
        let runs = [(0, half), (half, count - half)]
            .map(|(start, count)| scope.spawn(move || compare(seed, start, count)));
        for run in runs {
            tally.add(run.join().expect("the comparison panicked"));
        }
    });
    println!("{}", tally.summary());
    assert!(tally.differences.is_empty(), "{}", tally.report(&seed));
    assert!(tally.equal > 20 * count, "hardly anything was compared");
    // Some happen once in a thousand graphs.
    if count >= 5000 {
        let mut names = DEVIATIONS.iter().map(|deviation| deviation.name);
        let unused: Vec<_> = names
            .by_ref()
            .filter(|name| !tally.known.contains_key(name))
            .collect();
        assert!(
            unused.is_empty(),
            "deviations that never happen: {unused:?}"
        );
    }
}

#[test]
fn every_deviation_is_described() {
    let page = include_str!("../../../docs/alembic-differences.md");
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    for deviation in DEVIATIONS {
        let name = deviation.name;
        assert!(page.contains(&format!("**{name}.**")), "{name}");
    }
}

fn compare(seed: &str, start: usize, count: usize) -> Tally {
    let file = oracle::scratch(&format!("graphs-{start}.jsonl"));
    let out = file.display().to_string();
    oracle::run(
        "graphs.py",
        &[
            "--seed",
            seed,
            "--start",
            &start.to_string(),
            "--count",
            &count.to_string(),
            "--out",
            &out,
        ],
    );
    let mut tally = Tally::default();
    for line in BufReader::new(File::open(&file).expect("graphs.py wrote no file")).lines() {
        let line = line.expect("graphs.py wrote no text");
        let document: Document =
            serde_json::from_str(&line).expect("graphs.py wrote an unknown document");
        for case in case::cases(&document) {
            tally.count(&document, &case);
        }
    }
    tally
}

/// What is wrong with a plan of ours by itself.
fn unlawful(document: &Document, case: &Case) -> Option<String> {
    let (Some(asked), Answer::Steps(steps)) = (case.asked, &case.ours) else {
        return None;
    };
    let law = Law::new(document.facts.as_ref()?);
    match asked.kind {
        Kind::Stamp => steps
            .iter()
            .find(|(_, rows)| !law.is_sound(rows))
            .map(|(to, rows)| format!("after {to} the rows are {rows:?}")),
        _ => law.fault(asked, steps),
    }
}

/// How many answers are equal, and which ones differ.
#[derive(Default)]
pub struct Tally {
    pub equal: usize,
    known: BTreeMap<&'static str, usize>,
    /// By kind of question and of both answers.
    pub differences: BTreeMap<String, Vec<String>>,
}

impl Tally {
    pub fn count(&mut self, document: &Document, case: &Case) {
        if let Some(fault) = unlawful(document, case) {
            let faults = self.differences.entry("unlawful".to_owned()).or_default();
            faults.push(format!(
                "graph {}: {}: {fault}",
                document.number, case.question
            ));
        }
        if case.ours == case.theirs {
            self.equal += 1;
        } else if let Some(known) = deviations::find(document, case) {
            *self.known.entry(known).or_default() += 1;
        } else {
            let asked = case
                .asked
                .map_or(case.question.clone(), |asked| format!("{:?}", asked.kind));
            let kind = format!("{asked}: {} / {}", case.theirs.class(), case.ours.class());
            self.differences.entry(kind).or_default().push(format!(
                "graph {} ({}): {}\n    Alembic: {}\n    rmig:    {}",
                document.number, document.purpose, case.question, case.theirs, case.ours
            ));
        }
    }

    fn add(&mut self, other: Self) {
        self.equal += other.equal;
        for (name, count) in other.known {
            *self.known.entry(name).or_default() += count;
        }
        for (kind, differences) in other.differences {
            self.differences
                .entry(kind)
                .or_default()
                .extend(differences);
        }
    }

    pub fn summary(&self) -> String {
        let mut text = format!("{} answers are Alembic's", self.equal);
        for (name, count) in &self.known {
            let _ = write!(text, "\n{count:7} {name}");
        }
        text
    }

    pub fn report(&self, seed: &str) -> String {
        let mut text = format!("answers that differ from Alembic's, seed {seed}:");
        for (kind, differences) in &self.differences {
            let _ = write!(text, "\n== {}x {kind}", differences.len());
            for difference in differences.iter().take(SHOWN) {
                let _ = write!(text, "\n{difference}");
            }
        }
        text.push_str(
            "\n(one graph: python tests/oracle/graphs.py --seed SEED --start N --count 1)",
        );
        text
    }
}

//! Histories that nobody here wrote: Alembic's answers about public packages are ours.
//!
//! `packages.py` turns their headers into rmig revisions; these tests read the files.

use std::{fs::File, io::BufReader, path::Path};

use rmig_engine::script::{Locations, ScriptDirectory};
use serde::Deserialize;

use crate::{
    differential::{Tally, case, document::Document},
    oracle,
};

const PACKAGES: [&str; 4] = ["mlflow", "mlflow-auth", "superset", "airflow"];

#[test]
fn histories_of_public_packages_behave_as_in_alembic() {
    let out = oracle::scratch("packages");
    let cache = oracle::scratch("packages-cache");
    oracle::run(
        "packages.py",
        &[
            "--cache",
            &cache.display().to_string(),
            "--out",
            &out.display().to_string(),
        ],
    );
    for name in PACKAGES {
        let tally = compare(&out.join(name));
        println!("{name}: {}", tally.summary());
        assert!(tally.differences.is_empty(), "{}", tally.report(name));
        assert!(tally.equal > 600, "hardly anything was compared");
    }
}

fn compare(folder: &Path) -> Tally {
    let directory = match ScriptDirectory::load(Locations::usual(folder)) {
        Ok(directory) => directory,
        Err(findings) => panic!("{}: {findings:#?}", folder.display()),
    };
    let json: serde_json::Value = read(&folder.join("alembic.json"));
    let written = Vec::<Written>::deserialize(&json["graph"]).expect("every revision has a name");
    let document = Document::deserialize(&json).expect("packages.py wrote an unknown document");
    let facts = document.facts.as_ref().expect("Alembic loads it");

    let map = directory.map();
    assert_eq!(map.len(), document.graph.len());
    for (position, (entry, written)) in map.positions().zip(document.graph.iter().zip(&written)) {
        let script = directory.script(position);
        assert_eq!(*map.revision(position), entry.to_revision());
        assert_eq!(
            script.path.file_stem().and_then(|stem| stem.to_str()),
            Some(written.name.as_str())
        );
        assert_eq!(script.message, written.expected_message());
    }

    let mut tally = Tally::default();
    for case in case::answers(&document, map, facts) {
        tally.count(&document, &case);
    }
    tally
}

fn read(path: &Path) -> serde_json::Value {
    let file = File::open(path).expect("packages.py wrote no answers");
    serde_json::from_reader(BufReader::new(file)).expect("packages.py wrote no JSON")
}

/// What a file of the package is called and says.
#[derive(Deserialize)]
struct Written {
    name: String,
    message: String,
}

impl Written {
    fn expected_message(&self) -> &str {
        if self.message.is_empty() {
            &self.name
        } else {
            &self.message
        }
    }
}

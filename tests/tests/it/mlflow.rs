//! mlflow's history runs for real on each database: what its migrations do under Alembic, as rmig
//! revisions, ends in the same schema with the same rows, up and down, alone and in turns with Alembic.

use std::{fs, path::PathBuf};

use rmig_test_support::{Journal, ScratchDatabase};
use rmig_tests::cargo_rmig::Package;

use crate::oracle;

/// Down to here every downgrade takes back what its upgrade did, so that there is a way up again.
const HALFWAY: &str = "1b5f0d9ad7c1";

/// Both keep their rows in the same table, so that either can take over from the other.
const SETTINGS: &str = "version_table = \"alembic_version\"\n";

/// As Alembic makes it: its column is for its own identifiers, which have 12 characters.
const VERSION_TABLE: &str = "CREATE TABLE alembic_version (\n\tversion_num VARCHAR(32) NOT NULL, \n\t\
                             CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)";

rmig_test_support::on_every_database!(the_history_of_mlflow_gives_what_alembic_gives);

fn the_history_of_mlflow_gives_what_alembic_gives(theirs: &ScratchDatabase) {
    let alembic = Alembic::new(theirs);
    alembic.run("initial");
    let head = alembic.run("upgrade");
    let at_head = text(theirs);
    assert_eq!(alembic.run("halfway"), HALFWAY);
    let halfway = text(theirs);

    // rmig takes over what Alembic has applied …
    let package = alembic.package();
    assert_eq!(rows(&package, theirs), HALFWAY);
    package.succeed(["upgrade", "--url", theirs.url()]);
    let again = text(theirs);
    // … and Alembic what rmig has.
    let bottom = alembic.run("bottom");
    let at_bottom = text(theirs);

    let package = alembic.package();
    let ours = ScratchDatabase::new(theirs.server());
    ours.sql(&fs::read_to_string(alembic.out.join("initial.sql")).expect("the initial tables"));
    ours.sql(VERSION_TABLE);
    let url = ours.url();
    let revisions = fs::read_dir(package.versions()).expect("revisions").count();

    package.succeed(["upgrade", "--url", url]);
    assert_same(&at_head, &ours, "at the head");
    assert_eq!(rows(&package, &ours), head);
    let journal = "SELECT count(DISTINCT revision) FROM rmig_journal";
    assert_eq!(ours.rows(journal), [[revisions.to_string()]]);
    assert_eq!(steps(&package, "upgrade", "heads", url), 0);

    package.succeed(["downgrade", HALFWAY, "--url", url]);
    assert_same(&halfway, &ours, "halfway down");
    assert_eq!(rows(&package, &ours), HALFWAY);
    assert!(steps(&package, "upgrade", "heads", url) > 20);
    assert_same(&again, &ours, "at the head again");

    let target = if bottom.is_empty() { "base" } else { &bottom };
    package.succeed(["downgrade", target, "--url", url]);
    assert_same(&at_bottom, &ours, "at the bottom");
    assert_eq!(rows(&package, &ours), bottom);
}

/// The real Alembic at a database.
struct Alembic<'a> {
    database: &'a ScratchDatabase,
    out: PathBuf,
}

impl<'a> Alembic<'a> {
    fn new(database: &'a ScratchDatabase) -> Self {
        let out = oracle::scratch("mlflow").join(database.server().name());
        // An earlier run's way down is none of this run's.
        drop(fs::remove_dir_all(&out));
        Self { database, out }
    }

    /// Runs it and answers the version rows, a line for each.
    fn run(&self, what: &str) -> String {
        let cache = oracle::scratch("packages-cache").display().to_string();
        let out = self.out.display().to_string();
        let url = self.database.url();
        let arguments = ["--cache", &cache, "--out", &out, "--url", url, what];
        let printed = oracle::run("mlflow_record.py", &arguments);
        printed.trim().to_owned()
    }

    /// The revisions as they are known so far.
    fn package(&self) -> Package {
        let package = Package::with_settings(SETTINGS);
        for file in fs::read_dir(self.out.join("versions")).expect("mlflow_record.py wrote none") {
            let file = file.expect("a file");
            fs::copy(file.path(), package.versions().join(file.file_name())).expect("a copy");
        }
        package
    }
}

/// Schema and rows, the version table too.
fn text(database: &ScratchDatabase) -> String {
    // Alembic's batch keeps constraints in a set: their order isn't the same from run to run.
    let text = database.schema_text(Journal::LeftOut);
    let lines: Vec<&str> = text.lines().collect();
    let is_constraint = |line: &&str| line.starts_with("\tCONSTRAINT ");
    let runs = lines.chunk_by(|one, next| is_constraint(one) && is_constraint(next));
    let sorted = runs.flat_map(|run| {
        let mut run: Vec<&str> = run
            .iter()
            .map(|line| line.trim_end_matches([',', ' ']))
            .collect();
        run.sort_unstable();
        run
    });
    sorted.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn assert_same(theirs: &str, ours: &ScratchDatabase, when: &str) {
    let ours = text(ours);
    let only = |here: &str, there: &str| {
        let lines = here
            .lines()
            .filter(|line| !there.lines().any(|other| other == *line));
        lines.map(|line| format!("  {line}\n")).collect::<String>()
    };
    assert!(
        ours == theirs,
        "{when}: only Alembic's\n{}only ours\n{}",
        only(theirs, &ours),
        only(&ours, theirs)
    );
}

/// What `current` says of the version rows, a line for each.
fn rows(package: &Package, database: &ScratchDatabase) -> String {
    let json = package.succeed(["current", "--format", "json", "--url", database.url()]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("one document");
    let rows = json["databases"][0]["rows"].as_array().expect("rows");
    let rows: Vec<&str> = rows.iter().filter_map(|row| row.as_str()).collect();
    rows.join("\n")
}

/// How many sections a command runs.
fn steps(package: &Package, command: &str, target: &str, url: &str) -> usize {
    let json = package.succeed([command, target, "--format", "json", "--url", url]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("one document");
    json["databases"][0]["steps"]
        .as_array()
        .expect("steps")
        .len()
}

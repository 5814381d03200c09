//! Every code in the sources is documented, and every documented code is in the sources.

#![expect(clippy::unwrap_used, reason = "a test may fail where it helps itself")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

const CRATES: [&str; 5] = [
    "cargo-rmig",
    "rmig",
    "rmig-dialects",
    "rmig-engine",
    "rmig-plugins",
];

/// What a code follows where one is given.
const BEFORE: [&str; 3] = ["Finding::new(", "CommandError::new(", "code("];

#[test]
fn documentation_and_sources_know_the_same_codes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut sources = String::new();
    for name in CRATES {
        read_sources(&root.join(name).join("src"), &mut sources);
    }
    let documented = documented(&fs::read_to_string(root.join("docs/errors.md")).unwrap());
    assert!(
        documented.len() > 80,
        "hardly any code is documented: {documented:?}"
    );

    let undocumented: Vec<_> = given(&sources)
        .into_iter()
        .filter(|code| !documented.contains(code))
        .collect();
    assert!(
        undocumented.is_empty(),
        "not in docs/errors.md: {undocumented:?}"
    );
    let gone: Vec<_> = documented
        .iter()
        .filter(|code| !sources.contains(&format!("\"{code}\"")))
        .collect();
    assert!(
        gone.is_empty(),
        "in docs/errors.md, but nowhere in the sources: {gone:?}"
    );
}

/// The text of every source file below `folder`, without its tests.
fn read_sources(folder: &Path, text: &mut String) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if name.ends_with("tests") || ["rig", "testing"].contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            read_sources(&path, text);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = fs::read_to_string(&path).unwrap();
            let code = source.split("#[cfg(test)]").next().unwrap();
            text.extend(
                code.lines()
                    .filter(|line| !line.trim_start().starts_with("//")),
            );
        }
    }
}

fn given(sources: &str) -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for before in BEFORE {
        for (at, _) in sources.match_indices(before) {
            let rest = sources[at + before.len()..].trim_start();
            if let Some((code, _)) = rest.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
                codes.insert(code.to_owned());
            }
        }
    }
    codes
}

/// The words in code quotes in the first column of the tables.
fn documented(page: &str) -> BTreeSet<String> {
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `"));
    let cells = rows.filter_map(|row| row.split(" |").next());
    cells
        .flat_map(|cell| {
            cell.split(", ")
                .map(|word| word.trim_matches('`').to_owned())
        })
        .collect()
}

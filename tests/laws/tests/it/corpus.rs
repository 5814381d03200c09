//! Inputs by hand, and those that once broke a law: `fuzz/corpus/<law>/`.

use std::path::{Path, PathBuf};

use rmig_laws::{LAWS, hold};

/// The files of a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs_err::read_dir(folder).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

pub fn corpus(law: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    let files = files(&root.join(law)).into_iter();
    files
        .map(|path| (path.clone(), fs_err::read(path).unwrap()))
        .collect()
}

#[test]
fn every_input_that_is_kept_is_held_against_its_law() {
    for (law, _) in LAWS {
        let inputs = corpus(law);
        assert!(inputs.len() >= 10, "{law} has {} inputs", inputs.len());
        for (path, input) in inputs {
            // Says which one it was.
            println!("{}", path.display());
            hold(law, &input);
        }
    }
}

#[test]
fn there_is_a_fuzz_target_for_every_law() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    let names = |folder: &str| -> Vec<String> {
        let files = files(&fuzz.join(folder)).into_iter();
        files
            .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
            .collect()
    };
    let laws = LAWS.map(|(name, _)| name.to_owned());
    assert_eq!(names("corpus"), laws);
    assert_eq!(names("fuzz_targets"), laws);
    let manifest = fs_err::read_to_string(fuzz.join("Cargo.toml")).unwrap();
    for law in &laws {
        let target = fs_err::read_to_string(fuzz.join(format!("fuzz_targets/{law}.rs"))).unwrap();
        assert!(
            target.contains(&format!("hold(\"{law}\", input)")),
            "{target}"
        );
        assert!(manifest.contains(&format!("name = \"{law}\"")), "{law}");
    }
}

//! Writing into real folders: once, never over anything, and without traces of a failure.

use std::{collections::BTreeMap, thread};

use super::*;

/// Every path below `root` with its text; folders have none.
fn tree(root: &Path) -> BTreeMap<String, Option<String>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            found.insert(
                name,
                path.is_file().then(|| fs::read_to_string(&path).unwrap()),
            );
            if path.is_dir() {
                folders.push(path);
            }
        }
    }
    found
}

#[test]
fn a_file_is_written_with_its_folders_and_nothing_else() {
    let root = tempfile::tempdir().unwrap();
    let path = publish(
        &root.path().join("versions"),
        Path::new("2026/11/a.sql"),
        "text",
    )
    .unwrap();
    assert_eq!(path, root.path().join("versions/2026/11/a.sql"));
    let expected = [
        ("versions", None),
        ("versions/2026", None),
        ("versions/2026/11", None),
        ("versions/2026/11/a.sql", Some("text")),
    ];
    let expected = expected.map(|(name, text)| (name.to_owned(), text.map(str::to_owned)));
    assert_eq!(tree(root.path()), BTreeMap::from(expected));
}

#[test]
fn nothing_is_ever_overwritten() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("folder.sql")).unwrap();
    fs::write(root.path().join("a.sql"), "mine").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", root.path().join("link.sql")).unwrap();
    let before = tree(root.path());
    for name in [
        "a.sql",
        "folder.sql",
        #[cfg(unix)]
        "link.sql",
    ] {
        let error = publish(root.path(), Path::new(name), "text").unwrap_err();
        assert!(
            matches!(error, PublishError::Exists { .. }),
            "{name}: {error}"
        );
    }
    assert_eq!(tree(root.path()), before);
}

#[test]
fn of_many_writers_one_wins() {
    let root = tempfile::tempdir().unwrap();
    let won: usize = thread::scope(|scope| {
        let writers: Vec<_> = (0..8)
            .map(|writer| {
                let root = root.path();
                scope.spawn(move || publish(root, Path::new("x/a.sql"), &format!("{writer}")))
            })
            .collect();
        writers
            .into_iter()
            .map(|w| usize::from(w.join().unwrap().is_ok()))
            .sum()
    });
    assert_eq!(won, 1);
    assert_eq!(tree(root.path()).len(), 2);
}

#[test]
fn a_path_that_leads_out_is_refused() {
    let root = tempfile::tempdir().unwrap();
    for path in ["../a.sql", "/tmp/a.sql", "a/../../b.sql", "", "."] {
        let error = publish(root.path(), Path::new(path), "text").unwrap_err();
        assert!(matches!(error, PublishError::Outside { .. }), "{path}");
    }
    assert!(tree(root.path()).is_empty());
}

#[test]
fn a_failure_leaves_nothing_behind() {
    let root = tempfile::tempdir().unwrap();
    let too_long = format!("new/folder/{}.sql", "x".repeat(300));
    let error = publish(root.path(), Path::new(&too_long), "text").unwrap_err();
    assert!(matches!(error, PublishError::Io(_)));
    assert!(tree(root.path()).is_empty());

    fs::write(root.path().join("file"), "mine").unwrap();
    let error = publish(root.path(), Path::new("file/a.sql"), "text").unwrap_err();
    assert!(matches!(error, PublishError::Io(_)), "{error}");
    assert_eq!(tree(root.path()).len(), 1);
}

#[test]
fn what_a_killed_run_left_is_no_obstacle() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join(".rmig-0.tmp"), "half").unwrap();
    publish(root.path(), Path::new("a.sql"), "text").unwrap();
    assert_eq!(
        fs::read_to_string(root.path().join("a.sql")).unwrap(),
        "text"
    );
    assert_eq!(
        fs::read_to_string(root.path().join(".rmig-0.tmp")).unwrap(),
        "half"
    );
}

//! Symbols over small graphs.

use super::*;
use crate::graph::tests::graph;

const TWO_BRANCHES: &str = "a1[A]\n a2: a1\n a3: a2\n b1[B]\n b2(a2): b1\n b3: b2";

fn resolve(text: &str) -> Result<Vec<String>, ResolveError> {
    let map = graph(TWO_BRANCHES);
    let found = Resolver::new(&map).revisions(&text.parse()?)?;
    Ok(map.ids(&found).into_iter().map(str::to_owned).collect())
}

fn upgrade(text: &str, rows: &[&str]) -> Result<Vec<String>, ResolveError> {
    let map = graph(TWO_BRANCHES);
    let rows: Vec<_> = rows.iter().map(|&row| row.to_owned()).collect();
    let found = Resolver::with_rows(&map, &rows)?.upgrade_targets(&text.parse()?)?;
    Ok(map.ids(&found).into_iter().map(str::to_owned).collect())
}

#[test]
fn names_and_branches_mean_what_they_mean_in_alembic() {
    for (symbol, expected) in [
        ("base", vec![]),
        ("heads", vec!["a3", "b3"]),
        ("a2", vec!["a2"]),
        ("A", vec!["a1"]),
        ("A@head", vec!["a3"]),
        ("a1@head", vec!["a3"]),
        ("B@b1", vec!["b1"]),
        ("B@heads", vec!["b3"]),
        ("A@base", vec![]),
        ("B@-1", vec!["b2"]),
        ("-1", vec!["a2", "b2"]),
    ] {
        assert_eq!(resolve(symbol).unwrap(), expected, "{symbol}");
    }
}

#[test]
fn what_means_nothing_is_refused_with_a_hint() {
    let code = |text: &str| {
        let error = resolve(text).unwrap_err();
        let code = miette::Diagnostic::code(&error).map(|code| code.to_string());
        let help = miette::Diagnostic::help(&error).map(|help| help.to_string());
        (code.unwrap(), help.unwrap_or_default())
    };
    assert_eq!(code("head").0, "multiple-heads");
    assert_eq!(code("B@a1").0, "not-on-branch");
    assert_eq!(code("C@head").0, "no-such-branch");
    assert_eq!(code("a1+1").0, "wrong-way");
    assert_eq!(code("-9").0, "relative-too-far");
    assert_eq!(code("current").0, "no-current");
    assert_eq!(code("HEAD~2").1, "steps are written head-2");
    assert_eq!(code("HEAD^").1, "steps are written head-1");
    assert_eq!(code("latest").1, "did you mean `head`?");
    assert_eq!(code("a1+x").1, "steps are a number behind the sign: a1+2");
    assert_eq!(code("a1..a3").1, "a range is written with a colon: a1:a3");
    for text in [
        "",
        "@head",
        "A@",
        "A@B@head",
        "a1+",
        "+x",
        "-1x",
        "a1:a2",
        "a-99999999999999999999",
    ] {
        assert_eq!(code(text).0, "invalid-symbol", "{text}");
    }
}

#[test]
fn beginnings_are_enough_if_only_one_name_has_them() {
    let map = graph("ae1027\n ae2099: ae1027\n f00[aexx]: ae2099");
    let find = |text: &str| Resolver::new(&map).revisions(&text.parse().unwrap());
    assert_eq!(map.ids(&find("ae10").unwrap()), ["ae1027"]);
    assert_eq!(map.ids(&find("ae2").unwrap()), ["ae2099"]);
    let candidates = vec!["ae1027".to_owned(), "ae2099".to_owned(), "aexx".to_owned()];
    assert_eq!(
        find("ae"),
        Err(ResolveError::AmbiguousRevision {
            name: "ae".to_owned(),
            candidates
        })
    );
    assert!(matches!(
        find("f"),
        Err(ResolveError::NoSuchRevision { .. })
    ));
}

#[test]
fn steps_of_an_upgrade_count_from_the_rows() {
    assert_eq!(upgrade("A@+1", &[]).unwrap(), ["a1"]);
    assert_eq!(upgrade("+1", &["a1"]).unwrap(), ["a2"]);
    assert_eq!(upgrade("A@+1", &["b2"]).unwrap(), ["a3"]);
    assert_eq!(upgrade("a1+2", &[]).unwrap(), ["a3"]);
    assert_eq!(
        upgrade("head-1", &[]).unwrap_err().to_string(),
        r#""head-1" names several heads: a3, b3"#
    );
    assert!(matches!(
        upgrade("+1", &["a1", "b1"]),
        Err(ResolveError::AmbiguousCurrent { .. })
    ));
    assert!(matches!(
        upgrade("+1", &[]),
        Err(ResolveError::AmbiguousWalk { .. })
    ));
    assert!(matches!(
        upgrade("-1", &["a2"]),
        Err(ResolveError::WrongWay { .. })
    ));
    assert!(matches!(
        upgrade("a1-1", &[]),
        Err(ResolveError::TooFar { .. })
    ));
    assert!(matches!(
        upgrade("head", &["zz"]),
        Err(ResolveError::UnknownVersionRow { .. })
    ));
}

#[test]
fn ranges_of_history_include_both_ends() {
    let map = graph(TWO_BRANCHES);
    let history = |text: &str| {
        let found = Resolver::new(&map).history(&text.parse()?)?;
        Ok::<_, ResolveError>(map.ids(&found).join(" "))
    };
    assert_eq!(history(":").unwrap(), "a3 b3 b2 b1 a2 a1");
    assert_eq!(history("a2:a3").unwrap(), "a3 a2");
    assert_eq!(history("a1:+1").unwrap(), "a2 a1");
    assert_eq!(history(":b2").unwrap(), "b2 b1 a2 a1");
    assert_eq!(history("A@base:").unwrap(), "a3 a2 a1");
    assert!(matches!(
        history("a3:a1"),
        Err(ResolveError::NotAnAncestor { .. })
    ));
    assert!(matches!(history("a1"), Err(ResolveError::Symbol(_))));
    assert!(matches!(history("a:b:c"), Err(ResolveError::Symbol(_))));
}

#[test]
fn a_branch_label_may_have_signs() {
    let map = graph("a1[team-core]\n a2: a1\n b1[v-2]\n b2: b1");
    let find = |text: &str| {
        let found = Resolver::new(&map).upgrade_targets(&text.parse()?)?;
        Ok::<_, ResolveError>(map.ids(&found).join(" "))
    };
    assert_eq!(find("team-core").unwrap(), "a1");
    assert_eq!(find("team-core@head").unwrap(), "a2");
    assert_eq!(find("team-core+1").unwrap(), "a2");
    assert_eq!(find("v-2@head").unwrap(), "b2");
    assert_eq!(find("v-2").unwrap(), "b1");
}

//! What somebody probably meant who typed a name that isn't there.

use crate::{graph::RevisionMap, near::did_you_mean};

/// A hint for a name that no revision and no label has.
pub(super) fn for_name(map: &RevisionMap, name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let git = lower
        .strip_prefix("head")
        .map(|rest| rest.trim_start_matches(['~', '^']));
    if let Some(steps) = git
        && steps.len() + 4 < lower.len()
    {
        let steps = if steps.is_empty() { "1" } else { steps };
        return Some(format!("steps are written head-{steps}"));
    }
    let word = match lower.as_str() {
        "head" | "latest" | "newest" | "last" | "tip" | "top" => "head",
        "heads" | "all" => "heads",
        "base" | "first" | "root" | "none" | "zero" | "0" | "empty" => "base",
        "current" => "current",
        _ => return near(map, name),
    };
    Some(format!("did you mean `{word}`?"))
}

fn near(map: &RevisionMap, name: &str) -> Option<String> {
    if let Some((known, _)) = name.split_once(['+', '-'])
        && (map.find(known).is_some() || map.find_label(known).is_some())
    {
        return Some(format!("steps are a number behind the sign: {known}+2"));
    }
    if let Some((lower, upper)) = name.split_once("..")
        && !name.contains('/')
    {
        return Some(format!("a range is written with a colon: {lower}:{upper}"));
    }
    let ids = map.positions().map(|at| map.id(at));
    let hint = did_you_mean(name, ids.chain(map.labels().map(|(label, _)| label)));
    hint.or_else(|| Some("`cargo rmig history` lists the revisions and labels".to_owned()))
}

//! Near misses by name: what the user probably meant.

/// The candidate that is nearest to `name`, if any is near enough to be worth a hint.
///
/// ```
/// use rmig_engine::near::nearest;
///
/// assert_eq!(nearest("script_locaton", ["script_location", "timezone"]), Some("script_location"));
/// assert_eq!(nearest("ulr", ["url"]), Some("url"));
/// assert_eq!(nearest("zzz", ["script_location", "timezone"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Nobody mistypes a name as long as that, and to compare it would take its length times over.
    if name.len() > 1000 {
        return None;
    }
    let name = name.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| {
            let candidate_in_lower_case = candidate.to_lowercase();
            let score = match strsim::osa_distance(&name, &candidate_in_lower_case) {
                // Short names with two letters swapped have little in common for the other measure.
                1 if name.chars().count() > 2 => 0.99,
                _ => strsim::jaro_winkler(&name, &candidate_in_lower_case),
            };
            (score, candidate)
        })
        .filter(|(score, _)| *score >= 0.8)
        .fold(None, |best: Option<(f64, &str)>, near| match best {
            Some(best) if best.0 >= near.0 => Some(best),
            _ => Some(near),
        })
        .map(|(_, candidate)| candidate)
}

/// `did you mean "…"?` for the nearest candidate.
#[must_use]
pub fn did_you_mean<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(name, candidates).map(|near| format!("did you mean {near:?}?"))
}

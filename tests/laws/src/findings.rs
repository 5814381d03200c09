//! Findings lie in their text, and can be shown on any terminal.

use rmig_engine::diagnostic::{Finding, Findings, Severity, location, plain};

/// Each finding names a place in its source, if it has one, and is shown without anything that a terminal obeys.
pub fn can_be_shown(findings: &Findings) {
    assert!(!findings.is_empty());
    findings.0.iter().for_each(lies_in_its_source);
    let shown = plain(findings, Severity::Error, &|_, text| text.to_owned());
    let harmful = |c: char| c.is_control() && c != '\n' && c != '\t';
    assert!(!shown.contains(harmful), "{shown:?}");
    let longest = shown.lines().map(|line| line.chars().count()).max();
    assert!(longest < Some(700), "{longest:?}");
}

fn lies_in_its_source(finding: &Finding) {
    assert!(finding.help.is_some(), "{finding:?}");
    assert_eq!(finding.labels.is_empty(), finding.source.is_none());
    let Some(source) = &finding.source else {
        return;
    };
    for (span, _) in &finding.labels {
        assert!(source.text().get(span.clone()).is_some(), "{finding:?}");
    }
    assert!(location(finding).is_some(), "{finding:?}");
}

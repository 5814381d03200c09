//! Sections and their markers.

use std::{path::Path, sync::LazyLock};

use rmig_engine::{
    diagnostic::{Findings, Source},
    dialect::Dialect,
    plan::Direction,
    registry::Registry,
    section::{Section, check, parse, select},
};

use crate::{findings::can_be_shown, rules::On};

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
    let mut registry = Registry::new();
    rmig_dialects::register(&mut registry).unwrap();
    registry
});

/// Reads a text as the body of a revision on every kind of database.
pub fn holds(input: &[u8]) {
    let source = Source::new(Path::new("a.sql"), String::from_utf8_lossy(input));
    for name in ["sqlite", "postgresql", "mysql", "mariadb"] {
        let dialect = REGISTRY.dialects.by_name(name).unwrap().as_ref();
        match parse(&source, 0, &On(dialect.scan_rules())) {
            Err(findings) => can_be_shown(&findings),
            Ok(sections) => are_sound(&source, &sections, dialect),
        }
    }
}

fn are_sound(source: &Source, sections: &[Section], dialect: &dyn Dialect) {
    let mut at = 0;
    let mut findings = Findings::default();
    for section in sections {
        for span in [&section.marker.span]
            .into_iter()
            .chain(&section.statements)
        {
            assert!(span.start >= at && span.start < span.end, "{section:?}");
            assert!(source.text().get(span.clone()).is_some(), "{section:?}");
            at = span.end;
        }
        check(source, section, dialect, &mut findings);
    }
    let spellings = [vec![dialect.name()]];
    for direction in [Direction::Upgrade, Direction::Downgrade] {
        assert!(sections.iter().any(|section| section.is(direction)));
        if let Err(finding) = select(source, sections, direction, "main", &spellings) {
            findings.push(*finding);
        }
    }
    // As the runner does: what there is too much of is counted.
    if let Err(findings) = findings.or(()) {
        can_be_shown(&findings);
    }
}

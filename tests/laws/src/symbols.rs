//! Symbols and ranges, and what they mean in a graph.

use std::sync::LazyLock;

use rmig_engine::{
    diagnostic::{Severity, location, plain},
    graph::{Revision, RevisionMap},
    symbol::{ResolveError, Resolver, Symbol, SymbolError, SymbolRange},
};

/// Two lines that meet, a label with signs in it, a second base that depends on the first.
static MAP: LazyLock<RevisionMap> = LazyLock::new(|| {
    let revision = |id: &str, down: &[&str], depends_on: &[&str], labels: &[&str]| Revision {
        id: id.to_owned(),
        down_revision: down.iter().map(|&id| id.to_owned()).collect(),
        depends_on: depends_on.iter().map(|&id| id.to_owned()).collect(),
        branch_labels: labels.iter().map(|&id| id.to_owned()).collect(),
    };
    RevisionMap::new(vec![
        revision("ae10", &[], &[], &[]),
        revision("ae20", &["ae10"], &[], &["accounts"]),
        revision("b30", &["ae10"], &[], &["v-2"]),
        revision("c40", &["ae20", "b30"], &[], &[]),
        revision("d50", &[], &["b30"], &["reports", "1+1"]),
        revision("é🦀", &["d50"], &[], &[]),
    ])
    .unwrap()
});

/// Reads a text as a symbol and as a range, and looks both up.
pub fn holds(input: &[u8]) {
    let text = &String::from_utf8_lossy(input);
    let rows = ["b30".to_owned(), "d50".to_owned()];
    let resolvers = [
        Resolver::new(&MAP),
        Resolver::with_rows(&MAP, &rows).unwrap(),
    ];
    match text.parse::<Symbol>() {
        Err(error) => points_into(text, &error),
        Ok(symbol) => {
            assert_eq!(symbol.text, *text);
            for resolver in &resolvers {
                can_be_told(resolver.revisions(&symbol));
                can_be_told(resolver.revision(&symbol));
                can_be_told(resolver.upgrade_targets(&symbol));
                can_be_told(resolver.downgrade_target(&symbol));
            }
        }
    }
    match text.parse::<SymbolRange>() {
        Err(error) => points_into(text, &error),
        Ok(range) => {
            for resolver in &resolvers {
                can_be_told(resolver.history(&range));
            }
        }
    }
}

fn points_into(text: &str, error: &SymbolError) {
    assert_eq!(error.text, text);
    assert!(text.get(error.span.clone()).is_some(), "{error:?}");
    assert_eq!(location(error), None);
    let shown = plain(error, Severity::Error, &|_, text| text.to_owned());
    assert!(shown.contains("help: "), "{shown}");
}

fn can_be_told<T>(answer: Result<T, ResolveError>) {
    if let Err(error) = answer {
        let shown = plain(&error, Severity::Error, &|_, text| text.to_owned());
        assert!(shown.contains("help: "), "{shown}");
    }
}

//! Arbitrary bytes, and real files that were cut, doubled, put together and sprinkled with signs.

use std::{path::Path, sync::LazyLock};

use proptest::{prelude::*, sample::Index};
use rmig_laws::{LAWS, hold};

use crate::corpus::corpus;

/// Signs that parsers stumble over.
const SIGNS: [&str; 44] = [
    "'",
    "\"",
    "`",
    "[",
    "]",
    "{",
    "}",
    "(",
    ")",
    "$$",
    "$a$",
    "/*",
    "*/",
    "/*!",
    "--",
    "#",
    ";",
    "\\",
    "\n",
    "\r\n",
    "\r",
    "\0",
    "\t",
    "\u{feff}",
    "\u{202e}",
    "é",
    "🦀",
    "=",
    ":",
    "://",
    "@",
    "+",
    "-",
    "..",
    "%",
    "%00",
    "?",
    "${",
    "=\"\"\"\n",
    "DELIMITER //\n",
    "-- rmig: upgrade\n",
    "-- rmig: downgrade\n",
    "-- revision = \"a\"\n",
    "BEGIN ",
];

/// Scripts and dumps of the repository.
static SCRIPTS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders = vec![
        root.join("examples"),
        root.join("tests/data/dumps"),
        root.join("rmig-dialects/src/cutting/fixtures"),
    ];
    let mut scripts = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs_err::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("target") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "sql") {
                scripts.push(fs_err::read(path).unwrap());
            }
        }
    }
    scripts.sort();
    assert!(scripts.len() > 20);
    scripts
});

fn seeds(law: &str) -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = corpus(law).into_iter().map(|(_, input)| input).collect();
    if ["header", "scanner", "sections"].contains(&law) {
        seeds.extend(SCRIPTS.iter().cloned());
    }
    seeds
}

/// One change of an input.
#[derive(Clone, Debug)]
enum Change {
    Cut(Index, Index),
    Double(Index, Index),
    Splice(Index, Index, Index),
    Insert(Index, &'static str),
    Replace(Index, u8),
    Repeat(Index, &'static str, usize),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let sign = || prop::sample::select(SIGNS.to_vec());
    let change = prop_oneof![
        any::<(Index, Index)>().prop_map(|(from, to)| Change::Cut(from, to)),
        any::<(Index, Index)>().prop_map(|(from, to)| Change::Double(from, to)),
        any::<(Index, Index, Index)>().prop_map(|(at, from, to)| Change::Splice(at, from, to)),
        (any::<Index>(), sign()).prop_map(|(at, sign)| Change::Insert(at, sign)),
        any::<(Index, u8)>().prop_map(|(at, byte)| Change::Replace(at, byte)),
        (any::<Index>(), sign(), 2_usize..300)
            .prop_map(|(at, sign, times)| Change::Repeat(at, sign, times)),
    ];
    prop::collection::vec(change, 1..12)
}

fn changed(mut input: Vec<u8>, other: &[u8], changes: Vec<Change>) -> Vec<u8> {
    for change in changes {
        let at = |index: Index, bytes: &[u8]| index.index(bytes.len() + 1);
        let range = |from: Index, to: Index, bytes: &[u8]| {
            let (from, to) = (at(from, bytes), at(to, bytes));
            from.min(to)..from.max(to)
        };
        let insert = |input: &mut Vec<u8>, place: Index, bytes: &[u8]| {
            let place = at(place, input);
            drop(input.splice(place..place, bytes.iter().copied()));
        };
        match change {
            Change::Insert(place, sign) => insert(&mut input, place, sign.as_bytes()),
            Change::Repeat(place, sign, times) => {
                insert(&mut input, place, sign.repeat(times).as_bytes());
            }
            Change::Splice(place, from, to) => {
                insert(&mut input, place, &other[range(from, to, other)]);
            }
            Change::Double(from, to) => {
                let range = range(from, to, &input);
                let part = input[range.clone()].to_vec();
                drop(input.splice(range.end..range.end, part));
            }
            Change::Cut(from, to) => drop(input.drain(range(from, to, &input))),
            Change::Replace(place, byte) => {
                let place = at(place, &input);
                if let Some(replaced) = input.get_mut(place) {
                    *replaced = byte;
                }
            }
        }
    }
    input
}

/// How many cases, where `PROPTEST_CASES` doesn't say it.
fn config() -> ProptestConfig {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(200),
    }
}

macro_rules! laws {
    ($($law:ident)*) => {
        #[test]
        fn all_laws_are_tried() {
            assert_eq!(LAWS.map(|(name, _)| name), [$(stringify!($law)),*]);
        }

        $(mod $law {
            use super::*;

            static SEEDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| seeds(stringify!($law)));

            proptest! {
                #![proptest_config(config())]

                #[test]
                fn holds_for_changed_files(
                    input in prop::sample::select(&SEEDS[..]),
                    other in prop::sample::select(&SEEDS[..]),
                    changes in changes(),
                ) {
                    hold(stringify!($law), &changed(input, &other, changes));
                }

                #[test]
                fn holds_for_signs(signs in prop::collection::vec(prop::sample::select(SIGNS.to_vec()), 0..60)) {
                    hold(stringify!($law), signs.concat().as_bytes());
                }

                #[test]
                fn holds_for_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
                    hold(stringify!($law), &bytes);
                }
            }
        })*
    };
}

laws! { database_url header scanner sections settings symbols }

//! What holds for every input of rmig's parsers: each law is a function of bytes that panics where it is broken.
//!
//! The tests of this package run them over a corpus, over mutations of real files and over texts made to take
//! long; `fuzz/` has libFuzzer look for more.
#![expect(clippy::unwrap_used, reason = "a law that is broken panics")]

mod database_url;
mod findings;
mod header;
mod rules;
mod scanner;
mod sections;
mod settings;
mod symbols;

/// A law, by the name of its fuzz target and of its folder in the corpus.
pub type Law = (&'static str, fn(&[u8]));

/// All laws.
pub const LAWS: [Law; 6] = [
    ("database_url", database_url::holds),
    ("header", header::holds),
    ("scanner", scanner::holds),
    ("sections", sections::holds),
    ("settings", settings::holds),
    ("symbols", symbols::holds),
];

/// Holds the law of that name against an input.
///
/// # Panics
///
/// The law is broken, or there is none of that name.
pub fn hold(name: &str, input: &[u8]) {
    let (_, holds) = LAWS.iter().find(|(known, _)| *known == name).unwrap();
    holds(input);
}

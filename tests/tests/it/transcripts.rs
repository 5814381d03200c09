//! The sessions that the pages show are what a terminal shows.
//!
//! A fenced `console` block after `<!-- transcript: SCENE -->` runs in a project of that scene; blocks of one scene go
//! on where the one before has ended. `RMIG_WRITE_TRANSCRIPTS=1` writes what comes out into the pages.

mod mask;
mod revisions;
mod scene;

use std::{collections::BTreeMap, env, fs, path::Path};

use scene::Scene;

const MARK: &str = "<!-- transcript: ";

#[test]
fn the_first_page_shows_what_happens() {
    check("README.md");
}

#[test]
fn the_journal_page_shows_what_happens() {
    check("docs/journal.md");
}

#[test]
fn the_page_about_running_shows_what_happens() {
    check("docs/running.md");
}

fn check(page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(page);
    let text = fs::read_to_string(&path).expect("the page is there");
    let mut scenes = BTreeMap::new();
    let mut shown = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once(MARK) {
        let (name, after) = after
            .split_once(" -->\n```console\n")
            .expect("a block follows");
        let (block, after) = after.split_once("```\n").expect("the block ends");
        let scene = scenes.entry(name).or_insert_with(|| Scene::new(name));
        let played = scene.play(block);
        shown.push_str(&format!(
            "{before}{MARK}{name} -->\n```console\n{played}```\n"
        ));
        rest = after;
    }
    assert!(!scenes.is_empty(), "{page} shows nothing");
    shown.push_str(rest);
    if env::var_os("RMIG_WRITE_TRANSCRIPTS").is_some() {
        fs::write(&path, shown).expect("the page can be written");
        return;
    }
    assert!(
        shown == text,
        "{page} isn't what happens; RMIG_WRITE_TRANSCRIPTS=1 writes it anew\n{}",
        difference(&text, &shown)
    );
}

/// The lines that only one of them has.
fn difference(page: &str, shown: &str) -> String {
    let only = |mark: &str, here: &str, there: &str| {
        let lines = here
            .lines()
            .filter(|line| !there.lines().any(|other| other == *line));
        lines
            .map(|line| format!("{mark}{line}\n"))
            .collect::<String>()
    };
    only("-", page, shown) + &only("+", shown, page)
}

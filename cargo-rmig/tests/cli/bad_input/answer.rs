//! What every answer to a bad input has to be.

use std::{
    ffi::OsString,
    os::unix::ffi::OsStringExt,
    process::{Command, Stdio},
    sync::{LazyLock, mpsc},
    time::Duration,
};

use super::case::{Case, unescaped};
use crate::support::Output;

/// What `docs/errors.md` lists.
static CODES: LazyLock<String> = LazyLock::new(|| {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/errors.md");
    std::fs::read_to_string(path).unwrap()
});

/// No secret of a case may be shown; they all use this one.
const SECRET: &str = "hunter2";

/// What names a place: a file, a flag, a variable, or the input itself in quotes.
const PLACES: [&str; 8] = ["-->", "$ROOT", "--", "\"", "`", "RMIG_", "EDITOR", "URL"];

/// Characters that turn the direction of reading, or that nobody sees.
const INVISIBLE: [char; 12] = [
    '\u{200b}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}',
    '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}',
];

/// The answer for a person, and what is bad about it or about the one in JSON, which has to say the same.
pub fn of(case: &Case) -> (Output, Vec<String>) {
    let mut output = run(case, &case.command);
    let json = run(case, &in_json(&case.command));
    let mut complaints = complaints(&case.command, &output);
    let error = serde_json::from_str(&json.stdout)
        .map_or(serde_json::Value::Null, |document: serde_json::Value| {
            document["error"].clone()
        });
    let says_the_same = json.exit == output.exit
        && error["code"]
            .as_str()
            .is_some_and(|code| error_of(&output) == Some(code))
        && !json.stdout.contains(SECRET);
    if !says_the_same {
        complaints.push(format!("JSON says something else:\n{json}"));
    }
    output.stdout.clear();
    (output, complaints)
}

/// What an answer has to do: say what, where and what to do, in words that may be shown on a terminal.
fn complaints(command: &str, output: &Output) -> Vec<String> {
    let text = &output.stderr;
    let strange = |c: char| c != '\n' && c != '\t' && (c.is_control() || INVISIBLE.contains(&c));
    let mut complaints = Vec::new();
    let mut unless = |fine: bool, complaint: String| {
        if !fine {
            complaints.push(complaint);
        }
    };
    unless(
        ["1", "2"].contains(&output.exit.as_str()),
        format!("exit {}", output.exit),
    );
    unless(!text.contains("panicked"), "a panic".to_owned());
    unless(!text.contains(SECRET), "a secret".to_owned());
    unless(
        !text.contains(strange),
        "characters that do something to a terminal".to_owned(),
    );
    unless(text.len() < 40_000, format!("{} bytes", text.len()));
    let longest = text
        .lines()
        .map(|line| line.chars().count())
        .max()
        .unwrap_or_default();
    unless(longest < 600, format!("a line of {longest} characters"));
    unless(error_of(output).is_some(), "no error".to_owned());
    // Of very many findings most get one line.
    let drawn = text.split(" more, in short:").next().unwrap_or_default();
    for block in drawn.split("error[").skip(1) {
        let (code, rest) = block.split_once("]: ").unwrap_or_default();
        unless(
            CODES.contains(&format!("`{code}`")),
            format!("{code:?} is not documented"),
        );
        unless(rest.contains("= help: "), "no help".to_owned());
        let mut typed = command.split(' ').skip(1).filter(|word| word.len() > 1);
        let names_place = PLACES.iter().any(|place| rest.contains(place))
            || typed.any(|word| rest.contains(word));
        unless(names_place, "no place".to_owned());
    }
    complaints
}

/// The command with its answer in JSON.
fn in_json(command: &str) -> String {
    match command.split_once(" -- ") {
        Some((before, after)) => format!("{before} --format json -- {after}"),
        None => format!("{command} --format json"),
    }
}

/// The code of the first error, which may stand below what has been done before it.
fn error_of(output: &Output) -> Option<&str> {
    // What the parser of arguments says, in its own words.
    if output.exit == "2"
        && output.stderr.starts_with("error: ")
        && output.stderr.contains("--help")
    {
        return Some("usage");
    }
    let (before, error) = output.stderr.split_once("error[")?;
    (before.is_empty() || before.ends_with('\n')).then(|| error.split(']').next())?
}

/// Runs a command in the package; words like `NAME=value` before it are its environment.
fn run(case: &Case, words: &str) -> Output {
    let env = &case.environment();
    let words = shlex::split(words).unwrap();
    let words: Vec<OsString> = words
        .iter()
        .map(|word| OsString::from_vec(unescaped(word)))
        .collect();
    let is_variable = |word: &&OsString| {
        word.to_str().is_some_and(|word| {
            word.split_once('=')
                .is_some_and(|(name, _)| name.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
        })
    };
    let variables: Vec<&OsString> = words.iter().take_while(is_variable).collect();
    let mut command = env.command_of("app", &words[variables.len()..]);
    for variable in variables {
        let (name, value) = variable.to_str().unwrap().split_once('=').unwrap();
        command.env(name, value);
    }
    if let [wrapper, arguments @ ..] = case.under {
        let mut wrapped = Command::new(wrapper);
        wrapped
            .args(arguments)
            .arg(command.get_program())
            .args(command.get_args());
        wrapped
            .current_dir(env.path("app"))
            .env_clear()
            .stdin(Stdio::null());
        for (name, value) in command.get_envs() {
            wrapped.env(name, value.unwrap());
        }
        command = wrapped;
    }
    let child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let id = child.id();
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || sender.send(child.wait_with_output()));
    // Far more than any of them needs, even on a machine that is busy.
    let output = receiver
        .recv_timeout(Duration::from_secs(60))
        .unwrap_or_else(|_| {
            let _ = Command::new("kill").args(["-9", &id.to_string()]).status();
            panic!("{}: {words:?} hangs", case.title);
        });
    env.done(output.unwrap())
}

//! One bad input, and the file format in which most of them are written down.
//!
//! ```text
//! == what is wrong
//! $ NAME=value heads --flag        the command; without one, the first of the file
//! --- a1.sql                       a revision; with a `/` in it, a path below the root;
//! -- revision = "a⟨00⟩"            `settings`: of the package; `manifest`: all of it
//! ```
//!
//! Every case begins with the package of `TestEnvironment::linear` and a script template; `--- !path` takes
//! a file away. `⟨1b⟩` is a byte, `⟨300 x⟩` is a text
//! 300 times, and `⟨⟩` at the end of a file takes its last line end away.

use crate::support::TestEnvironment;

/// One bad input.
pub struct Case {
    /// What is wrong.
    pub title: String,
    /// The command, its words as for a shell.
    pub command: String,
    /// Makes the input.
    pub prepare: Box<dyn Fn(&TestEnvironment)>,
    /// What the command runs under: a program with its arguments, to which the command is added.
    pub under: &'static [&'static str],
}

impl Case {
    /// A case in code.
    pub fn new(title: &str, command: &str, prepare: impl Fn(&TestEnvironment) + 'static) -> Self {
        Self {
            title: title.to_owned(),
            command: command.to_owned(),
            prepare: Box::new(prepare),
            under: &[],
        }
    }

    /// The same under a program.
    pub fn under(self, under: &'static [&'static str]) -> Self {
        Self { under, ..self }
    }

    /// The cases of a file.
    pub fn all(text: &'static str) -> Vec<Self> {
        let mut command = "";
        let mut cases = Vec::new();
        for part in text.split("\n== ").skip(1) {
            let (title, rest) = part.split_once('\n').unwrap();
            let mut parts = format!("\n{rest}\n")
                .split("\n--- ")
                .map(str::to_owned)
                .collect::<Vec<_>>()
                .into_iter();
            let head = parts.next().unwrap();
            let own = rest
                .strip_prefix("$ ")
                .map(|rest| rest.lines().next().unwrap());
            assert_eq!(
                head.trim().lines().count(),
                usize::from(own.is_some()),
                "{title}"
            );
            // The first command of a file is that of all cases that name none.
            command = if command.is_empty() {
                own.unwrap()
            } else {
                command
            };
            let files: Vec<(String, Vec<u8>)> = parts
                .map(|file| {
                    let (name, text) = file.split_once('\n').unwrap();
                    let text = text.trim_end_matches('\n').to_owned() + "\n";
                    (
                        name.to_owned(),
                        unescaped(text.strip_suffix("⟨⟩\n").unwrap_or(&text)),
                    )
                })
                .collect();
            cases.push(Self::new(title, own.unwrap_or(command), move |env| {
                for (name, bytes) in &files {
                    write(env, name, bytes);
                }
            }));
        }
        cases
    }

    /// A fresh world with the input in it.
    pub fn environment(&self) -> TestEnvironment {
        let env = TestEnvironment::linear();
        let template = include_str!("../../../../templates/generic/revision.sql.jinja");
        env.write("app/migrations/revision.sql.jinja", template);
        (self.prepare)(&env);
        env
    }
}

fn write(env: &TestEnvironment, name: &str, bytes: &[u8]) {
    if let Some(gone) = name.strip_prefix('!') {
        return env.remove(gone);
    }
    let package = b"[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n";
    let (path, before) = match name {
        "manifest" => ("app/Cargo.toml".to_owned(), Vec::new()),
        "settings" => (
            "app/Cargo.toml".to_owned(),
            [&package[..], b"[package.metadata.rmig]\n"].concat(),
        ),
        path if path.contains('/') => (path.to_owned(), Vec::new()),
        name => (format!("app/migrations/versions/{name}"), Vec::new()),
    };
    env.write(&path, "");
    std::fs::write(env.path(&path), [&before, bytes].concat()).unwrap();
}

/// A text with its `⟨…⟩` taken for what they mean.
pub fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('⟨') {
        let (escape, after) = after.split_once('⟩').unwrap();
        bytes.extend(before.as_bytes());
        match escape.split_once(' ') {
            Some((times, what)) => bytes.extend(what.repeat(times.parse().unwrap()).as_bytes()),
            None => bytes.push(u8::from_str_radix(escape, 16).unwrap()),
        }
        rest = after;
    }
    bytes.extend(rest.as_bytes());
    bytes
}

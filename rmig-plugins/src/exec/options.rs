//! The options of `exec`.

use std::collections::BTreeMap;

use rmig_engine::{near::did_you_mean, write_hook::HookError};

const NAMES: [&str; 3] = ["executable", "options", "cwd"];

/// The options as they are used.
#[derive(Debug)]
pub(super) struct Options<'a> {
    pub executable: &'a str,
    /// `options`, split into words.
    pub words: Vec<String>,
    pub cwd: Option<&'a str>,
}

impl<'a> Options<'a> {
    pub(super) fn read(options: &'a BTreeMap<String, String>) -> Result<Self, HookError> {
        if let Some(unknown) = options.keys().find(|name| !NAMES.contains(&name.as_str())) {
            return Err(HookError::UnknownOption {
                option: unknown.clone(),
                hint: did_you_mean(unknown, NAMES)
                    .unwrap_or_else(|| format!("there are: {}", NAMES.join(", "))),
            });
        }
        let executable = options.get("executable").map_or("", |name| name.trim());
        if executable.is_empty() {
            return Err(HookError::MissingOption {
                option: "executable",
                hint: "name the program to run: executable = \"sqlfluff\"".to_owned(),
            });
        }
        let text = options.get("options").map_or("", String::as_str);
        let words = shlex::split(text).ok_or_else(|| HookError::InvalidOption {
            option: "options",
            problem: "has a quote that isn't closed, or ends with a backslash".to_owned(),
            hint: "it is split into words as a shell would: write '…' or \"…\" around blanks"
                .to_owned(),
        })?;
        Ok(Self {
            executable,
            words,
            cwd: options.get("cwd").map(String::as_str),
        })
    }
}

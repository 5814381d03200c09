//! What a command left: exit code and both streams, as one text.

use std::{fmt, os::unix::process::ExitStatusExt, path::Path, process};

/// What a command left, for one snapshot.
pub struct Output {
    /// How it ended: its exit code, or the signal that killed it.
    pub exit: String,
    /// What it answered.
    pub stdout: String,
    /// What it said besides.
    pub stderr: String,
}

impl Output {
    pub(super) fn new(output: process::Output, root: &Path) -> Self {
        let root = root.to_str().unwrap();
        let text = |bytes| {
            let text = String::from_utf8(bytes).unwrap();
            assert!(!text.contains('\r'), "{text:?}");
            text.replace(root, "$ROOT")
        };
        let status = output.status;
        Self {
            exit: status.code().map_or_else(
                || format!("signal {}", status.signal().unwrap_or_default()),
                |code| code.to_string(),
            ),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// Fails unless the command succeeded.
    #[track_caller]
    pub fn success(self) -> Self {
        assert_eq!(self.exit, "0", "{self}");
        self
    }

    /// Fails unless the command failed in that way.
    #[track_caller]
    pub fn fails_with(self, exit: u8, code: &str) -> Self {
        assert_eq!(self.exit, exit.to_string(), "{self}");
        assert!(self.stderr.contains(&format!("error[{code}]")), "{self}");
        self
    }

    /// The answer as JSON; what went wrong stands in there and nowhere else.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        assert!(!self.stderr.contains("error"), "{self}");
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self}"))
    }
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "exit: {}", self.exit)?;
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if text.is_empty() {
                continue;
            }
            writeln!(f, "---- {name} ----")?;
            for line in text.lines() {
                // Snapshots are trimmed, so what stands at the end of a line has to be seen.
                let shown = line.trim_end();
                let spaces = "·".repeat(line.len() - shown.len());
                writeln!(f, "{shown}{spaces}")?;
            }
            if !text.ends_with('\n') {
                writeln!(f, "[no line end]")?;
            }
        }
        Ok(())
    }
}

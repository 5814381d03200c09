//! The arguments of `exec`, with the file's path among them.

use std::{
    ffi::{OsStr, OsString},
    path::Path,
};

/// Stands for the file's path in `options`.
const TOKEN: &str = "REVISION_SCRIPT_FILENAME";

/// The words with the path for every token, or with the path before them if there is none.
pub(super) fn with_path(words: &[String], path: &Path) -> Vec<OsString> {
    let first = (!words.iter().any(|word| word.contains(TOKEN))).then(|| path.into());
    first
        .into_iter()
        .chain(words.iter().map(|word| replace(word, path.as_os_str())))
        .collect()
}

fn replace(word: &str, path: &OsStr) -> OsString {
    let mut replaced = OsString::new();
    for (index, piece) in word.split(TOKEN).enumerate() {
        if index > 0 {
            replaced.push(path);
        }
        replaced.push(piece);
    }
    replaced
}

/// The command as a person would type it.
pub(super) fn shown(executable: &str, arguments: &[OsString]) -> String {
    let words = arguments.iter().map(|argument| argument.to_string_lossy());
    let words: Vec<_> = std::iter::once(executable.into()).chain(words).collect();
    let quoted = shlex::try_join(words.iter().map(AsRef::as_ref));
    quoted.unwrap_or_else(|_| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(options: &[&str]) -> Vec<OsString> {
        let words: Vec<String> = options.iter().map(|&word| word.to_owned()).collect();
        with_path(&words, Path::new("/m/a b.sql"))
    }

    #[test]
    fn the_path_goes_where_the_token_is_or_first() {
        assert_eq!(arguments(&[]), ["/m/a b.sql"]);
        assert_eq!(arguments(&["-l", "79"]), ["/m/a b.sql", "-l", "79"]);
        assert_eq!(arguments(&["-l", TOKEN, "79"]), ["-l", "/m/a b.sql", "79"]);
        assert_eq!(
            arguments(&[
                "--in=REVISION_SCRIPT_FILENAME",
                "REVISION_SCRIPT_FILENAME.bak"
            ]),
            ["--in=/m/a b.sql", "/m/a b.sql.bak"]
        );
    }

    #[test]
    fn the_command_is_shown_quoted() {
        assert_eq!(shown("fmt", &arguments(&["x"])), "fmt '/m/a b.sql' x");
    }
}

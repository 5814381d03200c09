//! The settings that a URL asks for in `options`, as the server reads them.

/// A setting that we ask for ourselves: where it isn't there afterwards, somebody between us and the
/// server has taken it away.
pub(super) const PROBE: &str = "rmig.probe";

/// The settings in the text of `options`: `-c name=value`, `-cname=value` and `--name=value`.
pub(super) fn settings(options: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut words = words(options).into_iter();
    while let Some(word) = words.next() {
        let setting = match (word.as_str(), word.strip_prefix("--")) {
            ("-c", _) => words.next(),
            (_, Some(setting)) => Some(setting.to_owned()),
            (word, None) => word.strip_prefix("-c").map(str::to_owned),
        };
        let pair = setting.as_deref().and_then(|text| text.split_once('='));
        if let Some((name, value)) = pair {
            found.push((name.replace('-', "_"), value.to_owned()));
        }
    }
    found
}

/// The words between white space; a backslash takes the next character as it is.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            c if c.is_whitespace() => words.extend(word.take()),
            '\\' => word.get_or_insert_default().extend(characters.next()),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_in_every_form() {
        let text = r"-c search_path=a,\ b --lock-timeout=3s -cx.y=\\1 -B 3 -c nothing  -c z=";
        let read: Vec<String> = settings(text)
            .into_iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        assert_eq!(
            read,
            ["search_path=a, b", "lock_timeout=3s", r"x.y=\1", "z="]
        );
        assert!(settings("").is_empty());
    }
}

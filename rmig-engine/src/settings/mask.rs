//! Hides passwords in a manifest's text, byte for byte, before anything of it is shown.

/// The text with the password of every URL overwritten by as many asterisks as it has bytes, so
/// that spans still fit.
pub(super) fn mask(text: &str) -> String {
    let mut masked = text.as_bytes().to_vec();
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|rest| rest.find("://")) {
        let start = from + found + 3;
        let rest = text.get(start..).unwrap_or("");
        let end = start + rest.find(['"', '\'', '\n']).unwrap_or(rest.len());
        let url = text.get(start..end).unwrap_or("");
        if let Some(at) = url.rfind('@')
            && let Some(colon) = url.get(..at).and_then(|login| login.find(':'))
        {
            hide(&mut masked, text, start + colon + 1, start + at);
        }
        from = start;
    }
    // What was meant for a URL may lack its scheme or a slash.
    for (at, _) in text.match_indices('@') {
        let before = text.get(..at).unwrap_or("");
        let Some(quote) = before.rfind(['"', '\'', '\n']) else {
            continue;
        };
        let login = before.get(quote + 1..).unwrap_or("");
        let is_string = before.get(quote..=quote) != Some("\n");
        if let Some(colon) = login.find(':')
            && is_string
            && !login.contains("://")
        {
            hide(&mut masked, text, quote + 1 + colon + 1, at);
        }
    }
    for word in ["password=", "passwd=", "pwd="] {
        for (at, _) in text.match_indices(word) {
            let start = at + word.len();
            let rest = text.get(start..).unwrap_or("");
            let end = start + rest.find(['"', '\'', '\n', '&']).unwrap_or(rest.len());
            hide(&mut masked, text, start, end);
        }
    }
    String::from_utf8(masked).unwrap_or_default()
}

/// Overwrites a range, unless it is a variable's name and no secret at all.
fn hide(masked: &mut [u8], text: &str, start: usize, end: usize) {
    let secret = text.get(start..end).unwrap_or("");
    if secret.starts_with("${") && secret.ends_with('}') {
        return;
    }
    if let Some(bytes) = masked.get_mut(start..end) {
        bytes.fill(b'*');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_overwritten_and_nothing_else() {
        for (text, shown) in [
            (
                r#"url = "postgres://u:pä@h/d""#,
                r#"url = "postgres://u:***@h/d""#,
            ),
            (
                r#"url = "postgres://u:a@b@h/d""#,
                r#"url = "postgres://u:***@h/d""#,
            ),
            (r#"url = "pg://u:${PW}@h/d""#, r#"url = "pg://u:${PW}@h/d""#),
            (r#"url = "//u:abc@h/d""#, r#"url = "//u:***@h/d""#),
            (r#"url = "pg:/u:a@h/d""#, r#"url = "pg:****@h/d""#),
            ("a = 'x:y' # a@b\nb = 'c@d'", "a = 'x:y' # a@b\nb = 'c@d'"),
            (
                r#"u = "pg://h/d?password=abc&x=1""#,
                r#"u = "pg://h/d?password=***&x=1""#,
            ),
            (
                "homepage = \"https://h/d\"\n# a@b: c",
                "homepage = \"https://h/d\"\n# a@b: c",
            ),
        ] {
            assert_eq!(mask(text), shown);
            assert_eq!(mask(text).len(), text.len());
        }
    }
}

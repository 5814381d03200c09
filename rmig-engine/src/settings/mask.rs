//! Hides passwords in a manifest's text, byte for byte, before anything of it is shown.

/// The text with the password of every URL overwritten by as many asterisks as it has bytes, so
/// that spans still fit.
pub(super) fn mask(text: &str) -> String {
    let mut masked = text.as_bytes().to_vec();
    let mut start = 0;
    let mut opened_by = '\n';
    // What a URL can't go beyond: quotes and line ends.
    for piece in text.split_inclusive(ENDS) {
        let content = piece.trim_end_matches(ENDS);
        url(&mut masked, content, start);
        if opened_by != '\n' {
            login(&mut masked, content, start);
        }
        parameters(&mut masked, content, start);
        start += piece.len();
        opened_by = piece.chars().next_back().unwrap_or('\n');
    }
    String::from_utf8(masked).unwrap_or_default()
}

const ENDS: [char; 3] = ['"', '\'', '\n'];

/// Hides what stands between the user's name and the last `@` of a URL.
fn url(masked: &mut [u8], content: &str, offset: usize) {
    let Some((scheme, rest)) = content.split_once("://") else {
        return;
    };
    if let Some(at) = rest.rfind('@')
        && let Some(colon) = rest.get(..at).and_then(|login| login.find(':'))
        && let Some(secret) = rest.get(colon + 1..at)
    {
        hide(masked, secret, offset + scheme.len() + 3 + colon + 1);
    }
}

/// Hides the same in a string that was meant for a URL but lacks its scheme or a slash.
fn login(masked: &mut [u8], content: &str, offset: usize) {
    let content = content.split("://").next().unwrap_or_default();
    if let Some(at) = content.rfind('@')
        && let Some(colon) = content.get(..at).and_then(|login| login.find(':'))
        && let Some(secret) = content.get(colon + 1..at)
    {
        hide(masked, secret, offset + colon + 1);
    }
}

/// Hides the values of parameters that are called like a password.
fn parameters(masked: &mut [u8], content: &str, offset: usize) {
    for word in ["password=", "passwd=", "pwd="] {
        let mut from = 0;
        while let Some(found) = content.get(from..).and_then(|rest| rest.find(word)) {
            let start = from + found + word.len();
            let rest = content.get(start..).unwrap_or_default();
            let secret = rest.split('&').next().unwrap_or_default();
            hide(masked, secret, offset + start);
            from = start + secret.len();
        }
    }
}

/// Overwrites a secret, unless it is a variable's name and none at all.
fn hide(masked: &mut [u8], secret: &str, start: usize) {
    let name = secret
        .strip_prefix("${")
        .and_then(|name| name.strip_suffix('}'));
    if name.is_some_and(|name| !name.contains(['{', '}'])) {
        return;
    }
    if let Some(bytes) = masked.get_mut(start..start + secret.len()) {
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

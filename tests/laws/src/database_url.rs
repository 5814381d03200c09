//! URLs of databases: whatever stands in them, the password is never shown.

use std::path::Path;

use rmig_engine::database_url::DatabaseUrl;

const SECRET: &str = "hunter2";

/// Reads a text as a URL, and as the parts of one with a password.
pub fn holds(input: &[u8]) {
    let text = &String::from_utf8_lossy(input);
    shown(text);
    let (user, rest) = text.split_once('\n').unwrap_or((text, ""));
    for url in [
        format!("postgres://{user}:{SECRET}@{rest}"),
        format!("mysql://{user}:{SECRET}{rest}@host/shop"),
        format!(
            "mysql://host/shop?password={SECRET}{}",
            rest.replace('@', "")
        ),
    ] {
        if let Some(shown) = shown(&url) {
            assert!(!shown.contains(SECRET), "{url:?} is shown as {shown:?}");
        }
    }
}

fn shown(text: &str) -> Option<String> {
    let url = DatabaseUrl::parse(text).ok()?;
    assert_eq!(url.expose(), text);
    assert!(text.starts_with(url.scheme()));
    let absolute = url.relative_to(Path::new("/base"));
    assert_eq!(
        absolute.relative_to(Path::new("/other")),
        absolute,
        "{text:?}"
    );
    Some(format!("{url} {url:?} {absolute}"))
}

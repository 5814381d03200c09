//! What can be said of a server's URL before a driver reads it.

use std::{io::Read as _, path::Path};

use rmig_engine::{
    connection::{DatabaseError, ErrorKind},
    database_url::DatabaseUrl,
    near::nearest,
};

/// How much of a certificate's file is read, in bytes.
const MAX_FILE: u64 = 16 << 20;

/// The URL with those parameters only that the driver knows: it would log the others.
///
/// # Errors
///
/// When the password can't be told from the rest, or a parameter looks like a misspelt one.
pub(crate) fn for_driver(
    url: &DatabaseUrl,
    known: &[&str],
    ignored: &[&str],
) -> Result<String, DatabaseError> {
    check_login(url)?;
    if url.expose().contains("%00") {
        // The servers' protocols end names there: what follows would be taken for something else.
        let message = format!("the URL {url} has a NUL character in it");
        return Err(DatabaseError::new(ErrorKind::Url, message).with_help("take the %00 out of it"));
    }
    let (before, query) = split_query(url.expose());
    let mut text = before.to_owned();
    let mut separator = '?';
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, _) = pair.split_once('=').unwrap_or((pair, ""));
        let key = decode(key);
        // `options[search_path]` is one of a family.
        let name = key.split('[').next().unwrap_or_default();
        if known.contains(&name) {
            text.push(separator);
            text.push_str(pair);
            separator = '&';
        } else if !ignored.contains(&name)
            && let Some(near) = nearest(name, known.iter().copied())
        {
            let message = format!("the URL {url} has a parameter {name:?}, which nobody reads");
            return Err(DatabaseError::new(ErrorKind::Url, message)
                .with_help(format!("did you mean {near:?}?")));
        }
    }
    Ok(text)
}

/// The values of a URL's parameter under any of its names, decoded; the last one counts.
pub(crate) fn parameter(url: &DatabaseUrl, names: &[&str]) -> Option<String> {
    let (_, query) = split_query(url.expose());
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(key, value)| (decode(key), value))
        .rfind(|(key, _)| names.contains(&key.as_str()))
        .map(|(_, value)| decode(value))
}

/// The content of a file that the URL names, relative to where its relative paths begin.
pub(crate) fn file(
    url: &DatabaseUrl,
    names: &[&str],
    base: Option<&Path>,
) -> Result<Option<Vec<u8>>, DatabaseError> {
    let Some(path) = parameter(url, names) else {
        return Ok(None);
    };
    let path = base.unwrap_or(Path::new("")).join(path);
    // A certificate may come through a pipe, but not without end.
    let whole = |file: std::fs::File| {
        let mut bytes = Vec::new();
        file.take(MAX_FILE).read_to_end(&mut bytes).map(|_| bytes)
    };
    let read = std::fs::File::open(&path).and_then(whole).map_err(|error| {
        let message = format!("{} can't be read: {error}", path.display());
        let name = names.first().copied().unwrap_or_default();
        DatabaseError::new(ErrorKind::Url, message)
            .with_help(format!("mend the path after `{name}=` in the URL"))
    });
    read.map(Some)
}

/// Refuses a URL in which a part of the password would be taken for a host or a database, and be
/// shown as such.
fn check_login(url: &DatabaseUrl) -> Result<(), DatabaseError> {
    let Some((_, rest)) = url.expose().split_once("://") else {
        // Not to be shown: what is a password in it, nobody can tell.
        let message = "the URL of a server has two slashes behind its scheme";
        let help = format!(
            "write it as `{}://user:password@host/database`",
            url.scheme()
        );
        return Err(DatabaseError::new(ErrorKind::Url, message).with_help(help));
    };
    let authority_ends = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, behind) = rest.split_at(authority_ends);
    let cut_short = !authority.contains('@') && authority.contains(':') && behind.contains('@');
    if cut_short || later_at(authority, behind) {
        let message = "the URL can't be read: where does its password end?";
        return Err(DatabaseError::new(ErrorKind::Url, message).with_help(
            "write special characters in the password, and any other `@` behind the host, as \
             percent codes: `/` as %2F, `?` as %3F, `#` as %23, `@` as %40",
        ));
    }
    Ok(())
}

/// Whether another `@` follows the login before the parameters begin.
fn later_at(authority: &str, behind: &str) -> bool {
    let fragment = behind.starts_with('#') || behind.contains('#');
    let path = behind.split('?').next().unwrap_or_default();
    authority.contains('@') && (path.contains('@') || (fragment && behind.contains('@')))
}

fn split_query(url: &str) -> (&str, &str) {
    url.split('#')
        .next()
        .and_then(|url| url.split_once('?'))
        .unwrap_or((url, ""))
}

/// A part of a URL with its percent codes and plus signs replaced.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let code = behind
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        rest = if code.is_some() {
            behind.get(2..).unwrap_or_default()
        } else {
            behind
        };
        bytes.push(code.unwrap_or(if *first == b'+' { b' ' } else { *first }));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> DatabaseUrl {
        DatabaseUrl::parse(text).unwrap()
    }

    #[test]
    fn only_what_the_driver_knows_is_handed_on() {
        let kept = |text| for_driver(&url(text), &["sslmode", "options"], &["ssl"]);
        assert_eq!(
            kept("db://u:p@h/d?sslmode=require&pgbouncer=true&options[a]=b&ssl=1").unwrap(),
            "db://u:p@h/d?sslmode=require&options[a]=b"
        );
        assert_eq!(kept("db://h/d?x=1").unwrap(), "db://h/d");
        let error = kept("db://u:p4ss@h/d?sslmod=require").unwrap_err();
        assert_eq!(
            error.message,
            "the URL db://u:***@h/d?sslmod=require has a parameter \"sslmod\", which nobody reads"
        );
        assert_eq!(error.help.as_deref(), Some("did you mean \"sslmode\"?"));
    }

    #[test]
    fn a_password_that_is_cut_short_is_refused_and_not_shown() {
        for text in [
            "db://u:12/34@h/d",
            "db://u:12?34@h/d",
            "db://u:12#34@h/d",
            "db://u:1@2#34/5@h/d",
            "db:u:1234@h/d",
        ] {
            let error = for_driver(&url(text), &[], &[]).unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains("12") && !shown.contains("34"), "{shown}");
            assert!(
                shown.contains("%2F") || shown.contains("two slashes"),
                "{shown}"
            );
        }
        assert!(for_driver(&url("db://u:p@ss@h:12/d"), &[], &[]).is_ok());
        assert!(for_driver(&url("db:///d?user=a@b"), &[], &[]).is_ok());
    }

    #[test]
    fn parameters_are_decoded() {
        let url = url("db://h/d?ssl-ca=a&sslrootcert=%2Fcerts%2F%C3%A4+b.pem&x=%zz%4#f=1");
        let root = parameter(&url, &["sslrootcert", "ssl-ca"]);
        assert_eq!(root.as_deref(), Some("/certs/ä b.pem"));
        assert_eq!(parameter(&url, &["x"]).as_deref(), Some("%zz%4"));
        assert_eq!(parameter(&url, &["f"]), None);
    }
}

//! A database URL that never shows its password.

use std::{
    fmt,
    path::{Path, PathBuf},
};

/// A URL such as `postgres://app:secret@localhost/shop` or `sqlite:data/shop.sqlite`.
///
/// `Display`, `Debug` and serde hide the password, wherever it stands in the URL; only
/// [`expose`](Self::expose), for the driver, gives the text as it is.
///
/// ```
/// use rmig_engine::database_url::DatabaseUrl;
///
/// let url = DatabaseUrl::parse("postgres://app:secret@localhost/shop").unwrap();
/// assert_eq!(url.to_string(), "postgres://app:***@localhost/shop");
/// assert_eq!(url.scheme(), "postgres");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

/// Why a text is no URL; it doesn't repeat the text, which may be a secret in the wrong place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidUrl {
    /// It doesn't begin with letters and a colon.
    #[error("the database URL has no scheme")]
    NoScheme,
    /// It has a line end, a NUL or the like in it.
    #[error("the database URL has a control character in it")]
    ControlCharacter,
}

impl InvalidUrl {
    /// What to do about it.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::NoScheme => "begin it with a scheme, such as sqlite:data/app.sqlite",
            Self::ControlCharacter => {
                "take line ends and the like out of it; in a name or a password, write them as %0A"
            }
        }
    }
}

/// Query parameters that drivers read secrets from.
const SECRET_PARAMETERS: [&str; 4] = ["password", "sslpassword", "passwd", "pwd"];

impl DatabaseUrl {
    /// Takes `text` for a URL if it begins with a scheme.
    ///
    /// # Errors
    ///
    /// [`InvalidUrl`] says why it is none.
    pub fn parse(text: &str) -> Result<Self, InvalidUrl> {
        let (scheme, _) = text.split_once(':').ok_or(InvalidUrl::NoScheme)?;
        let first = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
        let rest = scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        if !first || !rest {
            return Err(InvalidUrl::NoScheme);
        }
        if text.contains(char::is_control) {
            return Err(InvalidUrl::ControlCharacter);
        }
        Ok(Self(text.to_owned()))
    }

    /// What stands before the first colon, as written.
    #[must_use]
    pub fn scheme(&self) -> &str {
        self.0.split_once(':').map_or("", |(scheme, _)| scheme)
    }

    /// The whole URL, password included: for the driver alone.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Where the path of a SQLite file begins, if the path is relative.
    pub(crate) fn relative_path_start(&self) -> Option<usize> {
        let rest = self.0.strip_prefix("sqlite:")?;
        let path = rest.strip_prefix("//").unwrap_or(rest);
        let name = path.split('?').next().unwrap_or(path);
        let elsewhere = name.is_empty()
            || name == ":memory:"
            || name.starts_with("file:")
            || Path::new(name).is_absolute();
        (!elsewhere).then(|| self.0.len() - path.len())
    }

    /// The same URL, with the relative path of a SQLite file counted from `base`.
    ///
    /// ```
    /// use std::path::Path;
    ///
    /// use rmig_engine::database_url::DatabaseUrl;
    ///
    /// let url = DatabaseUrl::parse("sqlite:data/shop.sqlite?mode=rwc").unwrap();
    /// let url = url.relative_to(Path::new("/srv/shop"));
    /// assert_eq!(url.to_string(), "sqlite:/srv/shop/data/shop.sqlite?mode=rwc");
    /// ```
    #[must_use]
    pub fn relative_to(&self, base: &Path) -> Self {
        let Some(start) = self.relative_path_start() else {
            return self.clone();
        };
        let path = &self.0[start..];
        let (path, query) = path.split_at(path.find('?').unwrap_or(path.len()));
        // The driver decodes percent signs and ends the path at a question mark.
        let base = base
            .to_string_lossy()
            .replace('%', "%25")
            .replace('?', "%3F");
        let path: PathBuf = Path::new(&base).join(path).components().collect();
        Self(format!("sqlite:{}{query}", path.display()))
    }

    /// The URL with every secret in it replaced by `***`.
    fn hidden(&self) -> String {
        // A `?` may stand unescaped in the password: the query begins after the last `@`.
        let login_end = if self.0.contains("://") {
            self.0.rfind('@').unwrap_or(0)
        } else {
            0
        };
        let (before_query, query) = match self.0[login_end..].find('?') {
            Some(at) => (
                &self.0[..login_end + at],
                Some(&self.0[login_end + at + 1..]),
            ),
            None => (self.0.as_str(), None),
        };
        let mut text = match before_query.split_once("://") {
            // The last `@`: an unescaped one may stand in the password itself.
            Some((scheme, rest)) => match rest.rsplit_once('@') {
                Some((login, host)) => match login.split_once(':') {
                    Some((user, _)) => format!("{scheme}://{user}:***@{host}"),
                    None => before_query.to_owned(),
                },
                None => before_query.to_owned(),
            },
            None => before_query.to_owned(),
        };
        for (index, pair) in query
            .into_iter()
            .flat_map(|query| query.split('&'))
            .enumerate()
        {
            text.push(if index == 0 { '?' } else { '&' });
            match pair.split_once('=') {
                Some((key, _)) if SECRET_PARAMETERS.contains(&key.to_lowercase().as_str()) => {
                    text.push_str(key);
                    text.push_str("=***");
                }
                _ => text.push_str(pair),
            }
        }
        text
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hidden())
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({})", self.hidden())
    }
}

impl serde::Serialize for DatabaseUrl {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_is_shown() {
        for (given, shown) in [
            ("postgres://u:p@h/d", "postgres://u:***@h/d"),
            ("postgres://u:p@ss@h:5432/d", "postgres://u:***@h:5432/d"),
            ("postgres://u:p?q@h/d", "postgres://u:***@h/d"),
            (
                "postgres://h/d?user=u&password=p",
                "postgres://h/d?user=u&password=***",
            ),
            ("mysql://u@h/d", "mysql://u@h/d"),
            ("sqlite:data/a.sqlite", "sqlite:data/a.sqlite"),
            ("sqlite://a.db?mode=ro", "sqlite://a.db?mode=ro"),
        ] {
            let url = DatabaseUrl::parse(given).unwrap();
            assert_eq!(url.to_string(), shown);
            assert!(!format!("{url:?}").contains(":p"));
        }
    }

    #[test]
    fn a_relative_sqlite_path_is_counted_from_the_base() {
        for (given, resolved) in [
            ("sqlite:a.db", "sqlite:/b%25%3F/a.db"),
            (
                "sqlite://./x/a.db?mode=rwc",
                "sqlite:/b%25%3F/x/a.db?mode=rwc",
            ),
            ("sqlite:///a.db", "sqlite:///a.db"),
            ("sqlite::memory:", "sqlite::memory:"),
            ("sqlite://:memory:", "sqlite://:memory:"),
            ("sqlite:", "sqlite:"),
            ("postgres://h/d", "postgres://h/d"),
        ] {
            let url = DatabaseUrl::parse(given)
                .unwrap()
                .relative_to(Path::new("/b%?"));
            assert_eq!(url.expose(), resolved, "{given}");
        }
    }

    #[test]
    fn what_has_no_scheme_is_no_url() {
        for text in ["", "app.sqlite", "://x", "1a:b", "a b:c"] {
            assert_eq!(DatabaseUrl::parse(text), Err(InvalidUrl::NoScheme));
        }
        for text in ["sqlite:a\nb.db", "postgres://u:\u{1b}@h", "mysql:\0"] {
            assert_eq!(DatabaseUrl::parse(text), Err(InvalidUrl::ControlCharacter));
        }
    }
}

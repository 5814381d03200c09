//! The parts of a database's URL.

use percent_encoding::percent_decode_str;
use url::Url;

/// Where a database is and who may enter.
#[derive(Clone)]
pub struct Address {
    url: Url,
}

impl Address {
    /// Reads a URL; `variable` is named where it is none.
    pub(crate) fn parse(variable: &str, text: &str) -> Self {
        let url = Url::parse(text).unwrap_or_else(|error| panic!("{variable} is no URL: {error}"));
        assert!(url.has_host(), "{variable} names no host");
        Self { url }
    }

    /// The URL with everything in it.
    pub fn url(&self) -> String {
        self.url.to_string()
    }

    /// The host.
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    /// The port, the usual one if the URL names none.
    pub fn port(&self) -> u16 {
        let usual = if self.url.scheme().starts_with("postgres") {
            5432
        } else {
            3306
        };
        self.url.port().unwrap_or(usual)
    }

    /// The user.
    pub fn user(&self) -> String {
        decoded(self.url.username())
    }

    /// The password.
    pub fn password(&self) -> String {
        decoded(self.url.password().unwrap_or_default())
    }

    /// The name of the database.
    pub fn database(&self) -> String {
        decoded(self.url.path().trim_start_matches('/'))
    }

    /// The same server, another database.
    #[must_use]
    pub fn with_database(&self, name: &str) -> Self {
        let mut url = self.url.clone();
        url.set_path(name);
        Self { url }
    }

    /// The same database, another port of loopback.
    #[must_use]
    pub fn with_port(&self, port: u16) -> Self {
        let mut url = self.url.clone();
        url.set_ip_host([127, 0, 0, 1].into())
            .expect("the URL has a host");
        url.set_port(Some(port)).expect("the URL has a host");
        Self { url }
    }

    /// The same database for another user.
    #[must_use]
    pub fn with_user(&self, user: &str, password: &str) -> Self {
        let mut url = self.url.clone();
        url.set_username(user).expect("the URL has a host");
        url.set_password(Some(password))
            .expect("the URL has a host");
        Self { url }
    }

    /// The same database with one parameter set; what was there under that name goes.
    #[must_use]
    pub fn with_parameter(&self, name: &str, value: &str) -> Self {
        let others: Vec<(String, String)> = self
            .url
            .query_pairs()
            .filter(|(key, _)| key != name)
            .map(|(key, value)| (key.into_owned(), value.into_owned()))
            .collect();
        let mut url = self.url.clone();
        url.query_pairs_mut()
            .clear()
            .extend_pairs(others)
            .append_pair(name, value);
        Self { url }
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_falls_into_its_parts_and_is_put_together_anew() {
        let address = Address::parse("X", "postgres://me:p%40ss@db.example/first?sslmode=require");
        assert_eq!(address.host(), "db.example");
        assert_eq!(address.port(), 5432);
        assert_eq!(address.user(), "me");
        assert_eq!(address.password(), "p@ss");
        assert_eq!(address.database(), "first");
        let other = address
            .with_database("second")
            .with_port(99)
            .with_user("you", "a/b")
            .with_parameter("sslmode", "disable");
        assert_eq!(
            other.url(),
            "postgres://you:a%2Fb@127.0.0.1:99/second?sslmode=disable"
        );
        assert_eq!(other.password(), "a/b");
    }

    #[test]
    #[should_panic(expected = "X is no URL")]
    fn what_is_no_url_is_said_with_its_variable() {
        Address::parse("X", "nonsense");
    }
}

//! The time zone of new revisions, by name.

use jiff::tz::{TimeZone, TimeZoneDatabase};
use miette::Diagnostic;

use crate::near::did_you_mean;

/// A name that no time zone has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Diagnostic)]
#[error("there is no time zone {name:?}")]
#[diagnostic(code("unknown-time-zone"))]
pub struct UnknownTimeZone {
    /// The name as written.
    pub name: String,
    /// The nearest name, or what a name looks like.
    #[help]
    pub hint: String,
}

/// The time zone that `name` stands for in `database`; upper and lower case don't matter.
///
/// # Errors
///
/// When there is none.
pub fn time_zone(name: &str, database: &TimeZoneDatabase) -> Result<TimeZone, UnknownTimeZone> {
    if name.eq_ignore_ascii_case("utc") {
        return Ok(TimeZone::UTC);
    }
    database.get(name).map_err(|_| {
        let known: Vec<String> = database
            .available()
            .map(|known| known.to_string())
            .collect();
        let hint = if known.is_empty() {
            "this system has no time zone data, so only \"UTC\" is known".to_owned()
        } else {
            did_you_mean(name, known.iter().map(String::as_str)).unwrap_or_else(|| {
                "write an IANA name such as \"UTC\" or \"Europe/Berlin\"".to_owned()
            })
        };
        UnknownTimeZone {
            name: name.to_owned(),
            hint,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_found_in_any_case_and_a_wrong_one_is_told() {
        let database = jiff::tz::db();
        assert_eq!(time_zone("utc", database), Ok(TimeZone::UTC));
        if database.available().next().is_none() {
            return;
        }
        assert_eq!(
            time_zone("europe/berlin", database).unwrap().iana_name(),
            Some("Europe/Berlin")
        );
        let error = time_zone("Europe/Berln", database).unwrap_err();
        assert_eq!(error.hint, "did you mean \"Europe/Berlin\"?");
        for name in ["", "\0", "../../etc/passwd", "zzz zzz"] {
            assert_eq!(time_zone(name, database).unwrap_err().name, name);
        }
    }

    #[test]
    fn without_data_only_utc_is_known() {
        let database = TimeZoneDatabase::none();
        assert_eq!(time_zone("UTC", &database), Ok(TimeZone::UTC));
        let error = time_zone("Europe/Berlin", &database).unwrap_err();
        assert!(error.hint.starts_with("this system has no time zone data"));
    }
}

//! MySQL or MariaDB, and what of a session differs between the two.

/// Which of the two a server is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flavour {
    /// MySQL, and whoever calls itself so.
    Mysql,
    /// MariaDB.
    MariaDb,
}

/// Everything but the SQL mode that changes what a script means and that any user may set.
///
/// Not among it: `explicit_defaults_for_timestamp`, `innodb_strict_mode`, `sql_require_primary_key`
/// and `sql_log_bin`, which take a privilege somewhere; they stay as the server has them.
macro_rules! profile {
    ($mode:literal, $more:literal) => {
        &[
            "SET NAMES utf8mb4",
            concat!(
                "SET SESSION sql_mode = '",
                $mode,
                "', time_zone = '+00:00', foreign_key_checks = 1, unique_checks = 1, \
                 autocommit = 1, completion_type = 'NO_CHAIN', sql_safe_updates = 0, \
                 sql_auto_is_null = 0, sql_big_selects = 1, \
                 sql_select_limit = 18446744073709551615, group_concat_max_len = 1048576, \
                 div_precision_increment = 4, default_week_format = 0, lc_time_names = 'en_US', \
                 sql_quote_show_create = 1",
                $more
            ),
            "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ WRITE",
        ]
    };
}

impl Flavour {
    /// The flavour of a server that calls its version `version`.
    pub(super) fn of_version(version: &str) -> Self {
        if version.to_ascii_lowercase().contains("mariadb") {
            Self::MariaDb
        } else {
            Self::Mysql
        }
    }

    /// The name of the dialect.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Mysql => "mysql",
            Self::MariaDb => "mariadb",
        }
    }

    /// The name for people.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Mysql => "MySQL",
            Self::MariaDb => "MariaDB",
        }
    }

    /// The session's settings, pinned.
    ///
    /// The SQL mode is the one that the server comes with, whatever a configuration file says: what a
    /// script loaded by the client sees on a server that nobody has changed. Routines, triggers and
    /// events keep the mode that they were created in, so it has to be the same everywhere.
    pub(super) fn profile(self) -> &'static [&'static str] {
        match self {
            Self::Mysql => profile!(
                "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,\
                 ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION",
                ""
            ),
            Self::MariaDb => profile!(
                "STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,\
                 NO_ENGINE_SUBSTITUTION",
                ", check_constraint_checks = 1"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_known_by_its_version() {
        for (version, flavour) in [
            ("10.11.14-MariaDB-0+deb12u2", Flavour::MariaDb),
            ("5.5.5-10.4.7-MariaDB-log", Flavour::MariaDb),
            ("8.4.3", Flavour::Mysql),
            ("8.0.36-28 Percona Server", Flavour::Mysql),
        ] {
            assert_eq!(Flavour::of_version(version), flavour, "{version}");
        }
    }
}

//! What to do about errors of the server.

/// A statement was given up because it ran for too long.
pub(super) const STATEMENT_TIMEOUT: &str =
    "give statements more time (the statement time-out), or make this one shorter";

/// What to do about the error with this number and message.
pub(super) fn of(number: u16, message: &str) -> Option<String> {
    Some(match number {
        // The server watched the time; MariaDB, MySQL.
        1969 | 3024 => STATEMENT_TIMEOUT.to_owned(),
        1205 => {
            "another connection holds a lock on what this needs; wait until it is done, then run \
                 it again"
                .to_owned()
        }
        1213 => "this and another transaction waited for one another; run it again".to_owned(),
        1142 | 1143 => denied_command(message)?,
        1044 => {
            let (user, database) = denied_database(message)?;
            format!(
                "an administrator can allow it: `GRANT ALL PRIVILEGES ON `{database}`.* TO {user}`"
            )
        }
        1227 | 1370 | 1410 => {
            "an administrator can GRANT the privilege that the message names".to_owned()
        }
        1419 => "an administrator can set log_bin_trust_function_creators = 1, or grant SUPER"
            .to_owned(),
        // 1290 is for all options; only this one means the whole server.
        1290 if read_only(message) => READ_ONLY_SERVER.to_owned(),
        1049 => "create the database first, or mend its name; the setting `version_table_schema` has that \
                 of the version table"
            .to_owned(),
        1836 => READ_ONLY_SERVER.to_owned(),
        1792 => "this command only looks at the database, or the server makes every transaction \
                 read-only"
            .to_owned(),
        1021 | 1114 => NO_SPACE.to_owned(),
        3 | 1026 if message.contains("28") => NO_SPACE.to_owned(),
        1030 if message.contains(" 28 ") || message.contains("No space") => NO_SPACE.to_owned(),
        1153 => "raise max_allowed_packet on the server, or cut the statement in two".to_owned(),
        1100 => "the script has locked other tables; end that with UNLOCK TABLES".to_owned(),
        1451 | 1452 => "a row that others point to has to be there as long as they do".to_owned(),
        1418 => {
            "declare the function DETERMINISTIC, NO SQL or READS SQL DATA; or an administrator \
                 sets log_bin_trust_function_creators = 1"
                .to_owned()
        }
        1231 | 1232 | 1193 => {
            "see the manual of your server's version for its variables".to_owned()
        }
        _ => return None,
    })
}

const READ_ONLY_SERVER: &str =
    "this server only takes reads, as replicas do; put the primary's host into the URL";
const NO_SPACE: &str =
    "the server's disk or tablespace is full; make room there, then run it again";

/// Whether error 1290 is about a server that is read-only.
fn read_only(message: &str) -> bool {
    message.contains("read-only") || message.contains("read_only")
}

/// `INSERT command denied to user 'u'@'h' for table `db`.`t``, `… for column 'c' in table 't'`.
fn denied_command(message: &str) -> Option<String> {
    let (command, rest) = message.split_once(" command denied to user ")?;
    let (user, table) = rest.split_once(" for ")?;
    let table = table
        .rsplit_once("table ")
        .map_or(table, |(_, table)| table);
    let table = table.replace('\'', "`");
    Some(format!(
        "an administrator can allow it: `GRANT {command} ON {table} TO {user}`"
    ))
}

/// `Access denied for user 'u'@'h' to database 'd'`.
pub(super) fn denied_database(message: &str) -> Option<(&str, &str)> {
    let (_, rest) = message.split_once("Access denied for user ")?;
    let (user, database) = rest.split_once(" to database ")?;
    Some((user, database.trim_matches('\'')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_do_is_spelt_out() {
        for (number, message, help) in [
            (
                1142,
                "INSERT command denied to user 'u'@'h' for table `shop`.`t`",
                "`GRANT INSERT ON `shop`.`t` TO 'u'@'h'`",
            ),
            (
                1142,
                "CREATE VIEW command denied to user 'u'@'%' for table 'v'",
                "`GRANT CREATE VIEW ON `v` TO 'u'@'%'`",
            ),
            (
                1143,
                "UPDATE command denied to user 'u'@'h' for column 'c' in table 't'",
                "`GRANT UPDATE ON `t` TO 'u'@'h'`",
            ),
            (
                1290,
                "The MariaDB server is running with the --read-only option so it cannot execute \
                 this statement",
                "put the primary's host into the URL",
            ),
            (
                1044,
                "Access denied for user 'u'@'h' to database 'shop'",
                "`GRANT ALL PRIVILEGES ON `shop`.* TO 'u'@'h'`",
            ),
        ] {
            let told = of(number, message).unwrap();
            assert!(told.ends_with(help), "{told}");
        }
        let other = "The MariaDB server is running with the --secure-file-priv option";
        assert_eq!(of(1290, other), None);
    }
}

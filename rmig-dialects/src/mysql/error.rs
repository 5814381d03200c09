//! From sqlx's errors to ours.

use rmig_engine::connection::{DatabaseError, ErrorKind};
use sqlx::mysql::MySqlDatabaseError;

use super::{guard, help, message::Failure, span};

const OUT_OF_RANGE: u16 = 1690;
const QUERY_INTERRUPTED: u16 = 1317;

/// Lock wait time-out, deadlock, no waiting.
const BUSY: &[u16] = &[1205, 1213, 3572];

/// The server says good-bye: it shuts down, the connection was killed or its packets got lost.
const LOST: &[u16] = &[
    1053, 1077, 1078, 1079, 1080, 1152, 1158, 1159, 1160, 1161, 1184, 1927, 3168, 3169, 4031,
];

/// Nothing is called so: table, database, view, trigger, event, routine, sequence.
const MISSING: &[&str] = &[
    "1049", "1146", "1305", "1347", "1360", "1539", "4089", "4091",
];

/// What the server answered to `sql`.
pub(super) fn from_sqlx(error: sqlx::Error, sql: &str) -> DatabaseError {
    let database = match error {
        sqlx::Error::Database(database) => database,
        sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) => return lost(&error),
        error => return DatabaseError::new(ErrorKind::Other, error.to_string()),
    };
    let Some(server) = database.try_downcast_ref::<MySqlDatabaseError>() else {
        return DatabaseError::new(ErrorKind::Other, database.message());
    };
    let number = server.number();
    let kind = match number {
        QUERY_INTERRUPTED => ErrorKind::Cancelled,
        _ if BUSY.contains(&number) => ErrorKind::Busy,
        _ if LOST.contains(&number) => ErrorKind::Lost,
        _ => ErrorKind::Other,
    };
    let guarded = (number == OUT_OF_RANGE).then(|| guard::message_of(server.message()));
    let (span, message) = match guarded.flatten() {
        Some(message) => (None, message.replace("\\'", "'").replace("''", "'")),
        None => span::locate(number, server.message(), sql),
    };
    let mut error = DatabaseError::new(kind, message);
    error.code = Some(number.to_string());
    error.help = help::of(number, server.message());
    error.span = span;
    error
}

/// As [`from_sqlx`], where a message failed.
pub(super) fn of_failure(failure: Failure, sql: &str) -> DatabaseError {
    let mut error = from_sqlx(failure.error, sql);
    if failure.overdue && error.kind == ErrorKind::Cancelled {
        error.kind = ErrorKind::Other;
        "the statement ran for longer than it may".clone_into(&mut error.message);
        error.help = Some(help::STATEMENT_TIMEOUT.to_owned());
    }
    error
}

/// Whether an error says that there is no such thing.
pub(super) fn is_missing(error: &DatabaseError) -> bool {
    error
        .code
        .as_deref()
        .is_some_and(|code| MISSING.contains(&code))
}

fn lost(error: &sqlx::Error) -> DatabaseError {
    let why = match error {
        sqlx::Error::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            "the server closed it".to_owned()
        }
        sqlx::Error::Io(error) => error.to_string(),
        sqlx::Error::Tls(error) => error.to_string(),
        error => error.to_string(),
    };
    let message = format!("the connection to the server was lost: {why}");
    DatabaseError::new(ErrorKind::Lost, message)
}

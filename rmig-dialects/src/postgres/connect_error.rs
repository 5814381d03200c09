//! Why PostgreSQL doesn't let us in.

use rmig_engine::connection::{DatabaseError, ErrorKind};
use sqlx::postgres::PgDatabaseError;

use super::{error::message, reach::Reach};

/// Puts what happened on the way into a database into one sentence.
pub(super) fn explain(error: sqlx::Error, reach: &Reach) -> DatabaseError {
    let target = reach.target();
    if let Some(explained) = target.explain(&error) {
        return explained;
    }
    let answer = match error {
        sqlx::Error::Database(database) => database.try_downcast::<PgDatabaseError>(),
        other => {
            let message = format!("PostgreSQL at {} can't be reached: {other}", target.place);
            return DatabaseError::new(ErrorKind::Connect, message);
        }
    };
    match answer {
        Ok(answer) => refused(&answer, reach),
        Err(other) => DatabaseError::new(ErrorKind::Connect, other.message()),
    }
}

/// Whether a proxy refuses what we ask the server for at the start. Its words are English.
pub(super) fn is_startup_parameter(error: &DatabaseError) -> bool {
    let refused = ["startup parameter", "command-line options"];
    refused.iter().any(|words| error.message.contains(words))
}

/// The server itself has refused.
fn refused(answer: &PgDatabaseError, reach: &Reach) -> DatabaseError {
    let place = reach.target().place;
    let (user, database) = (reach.user(), reach.database());
    let words = message(answer);
    let (message, help) = match answer.code() {
        "3D000" => (
            format!("there is no database {database:?} on PostgreSQL at {place}"),
            create_database(reach),
        ),
        "28P01" if reach.has_password() => (
            format!("PostgreSQL at {place} refuses the password of the user {user:?}"),
            "put the right password into the URL, with special characters as percent codes".into(),
        ),
        "28P01" => (
            format!("PostgreSQL at {place} asks for the password of the user {user:?}"),
            "put the password into the URL, into PGPASSWORD, or into ~/.pgpass".into(),
        ),
        "28000" if words.contains("no encryption") => (
            format!("PostgreSQL at {place} refuses the user {user:?}: {words}"),
            "the server may want TLS: put `sslmode=require` into the URL".into(),
        ),
        "28000" => (
            format!("PostgreSQL at {place} refuses the user {user:?}: {words}"),
            format!(
                "put the right user into the URL, or create it: `CREATE ROLE {} LOGIN`; who may \
                 come from where stands in the server's pg_hba.conf",
                quoted(user)
            ),
        ),
        "42501" => (
            format!("the user {user:?} may not enter the database {database:?}: {words}"),
            format!(
                "somebody who may has to `GRANT CONNECT ON DATABASE {} TO {}`",
                quoted(database),
                quoted(user)
            ),
        ),
        "53300" => (
            format!("PostgreSQL at {place} has too many connections already: {words}"),
            "wait until some have ended, or raise `max_connections` or the role's limit".into(),
        ),
        "57P03" => (
            format!("PostgreSQL at {place} isn't ready: {words}"),
            "wait a moment, then run the command again".into(),
        ),
        _ => (
            format!("PostgreSQL at {place} refuses the connection: {words}"),
            "see what the URL says about user, database and options".into(),
        ),
    };
    DatabaseError {
        code: Some(answer.code().to_owned()),
        ..DatabaseError::new(ErrorKind::Connect, message).with_help(help)
    }
}

/// The commands that create the database.
fn create_database(reach: &Reach) -> String {
    let (user, database) = (reach.user(), reach.database());
    let options = reach.options();
    let host = match options.get_socket() {
        Some(folder) => folder.display().to_string(),
        None => options.get_host().to_owned(),
    };
    format!(
        "create it: `createdb -h {host} -p {} -U {user} {database}`, or in another database of this \
         server `CREATE DATABASE {}`",
        options.get_port(),
        quoted(database)
    )
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

//! Every way in which a server can't be reached, in one sentence, without a password.

use std::time::Duration;

use rmig_engine::connection::{Access, ConnectOptions, DatabaseError, ErrorKind};
use rmig_test_support::{MessageCounter, Server};

use super::rig::*;

/// Checks what every such error has, and gives its message and help.
fn told(error: &DatabaseError) -> (String, String) {
    assert!(
        matches!(error.kind, ErrorKind::Connect | ErrorKind::Url),
        "{error:?}"
    );
    let help = error.help.clone().unwrap();
    let shown = format!("{error} {error:?} {help}");
    for secret in ["pass%wörd", "pass%25w", "s3cr3t", "w%C3%B6rd", ":secret"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    assert!(!shown.contains(" at line "), "{shown}");
    assert!(!error.message.contains('\n'), "{shown}");
    (error.message.clone(), help)
}

#[tokio::test]
async fn a_database_that_is_missing_comes_with_the_command_that_creates_it() {
    let database = ScratchDatabase::postgres();
    let address = database.address();
    let error = refused(&address.with_database("no such \"one").url()).await;
    let (message, help) = told(&error);
    let place = format!("{}:{}", address.host(), address.port());
    assert_eq!(
        message,
        format!("there is no database \"no such \\\"one\" on PostgreSQL at {place}")
    );
    assert!(help.contains("`createdb -h "), "{help}");
    assert!(
        help.contains("`CREATE DATABASE \"no such \"\"one\"`"),
        "{help}"
    );
    assert_eq!(error.code.as_deref(), Some("3D000"));
}

#[tokio::test]
async fn wrong_users_and_passwords_are_told_apart() {
    let database = ScratchDatabase::postgres();
    let address = database.address();
    let role = Role::new(&database, "");
    try_connect(&role.url(), &ConnectOptions::new(Access::Look))
        .await
        .unwrap();

    let url = address.with_user(&role.name, "s3cr3t/%").url();
    let (message, help) = told(&refused(&url).await);
    assert!(
        message.contains("refuses the password of the user"),
        "{message}"
    );
    assert!(help.contains("percent codes"), "{help}");
    let url = address.with_user("nobody_of_this_name", "s3cr3t").url();
    let (message, _) = told(&refused(&url).await);
    assert!(message.contains("nobody_of_this_name"), "{message}");
    let bare = format!(
        "postgres://{}@{}:{}/x",
        role.name,
        address.host(),
        address.port()
    );
    let (message, help) = told(&refused(&bare).await);
    assert!(message.contains("asks for the password"), "{message}");
    assert!(help.contains("PGPASSWORD"), "{help}");
    let url = format!(
        "postgres://u:{}/s3cr3t@{}/d",
        address.port(),
        address.host()
    );
    let (message, help) = told(&refused(&url).await);
    assert!(
        message.contains("where does its password end?"),
        "{message}"
    );
    assert!(help.contains("%2F"), "{help}");
}

#[tokio::test]
async fn a_role_that_may_not_enter_is_told_which_grant_is_missing() {
    let database = ScratchDatabase::postgres();
    let role = Role::new(&database, "");
    database.sql(&format!(
        "REVOKE CONNECT ON DATABASE {} FROM PUBLIC",
        database.name()
    ));
    let (message, help) = told(&refused(&role.url()).await);
    assert!(message.contains("may not enter"), "{message}");
    let grant = format!(
        "GRANT CONNECT ON DATABASE \"{}\" TO \"{}\"",
        database.name(),
        role.name
    );
    assert!(help.contains(&grant), "{help}");
}

#[tokio::test]
async fn a_role_that_has_all_its_connections_is_told_so() {
    let database = ScratchDatabase::postgres();
    let role = Role::new(&database, "CONNECTION LIMIT 0");
    let (message, _) = told(&refused(&role.url()).await);
    assert!(
        message.contains("has too many connections already"),
        "{message}"
    );
}

#[tokio::test]
async fn wrong_hosts_and_ports_are_told_apart() {
    let database = ScratchDatabase::postgres();
    let address = database.address();
    let free = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let (message, help) = told(&refused(&address.with_port(free).url()).await);
    let start = format!("PostgreSQL at 127.0.0.1:{free} can't be reached: ");
    assert_eq!(message, format!("{start}the connection was refused"));
    assert!(help.contains("host and port"), "{help}");
    let (message, _) = told(&refused("postgres://u:s3cr3t@no-such-host.invalid/d").await);
    assert!(
        message.ends_with("no host is known by this name"),
        "{message}"
    );
    let (message, _) = told(&refused("postgres://u:s3cr3t@%2Fno%2Fsuch%2Ffolder/d").await);
    assert!(
        message.ends_with("/.s.PGSQL.5432 can't be reached: there is no such socket"),
        "{message}"
    );
    let mysql = Server::Mysql.address();
    let url = format!("postgres://u:s3cr3t@{}:{}/d", mysql.host(), mysql.port());
    let (message, _) = told(&refused(&url).await);
    assert!(message.contains("can't be reached"), "{message}");
}

#[tokio::test]
async fn a_server_that_says_nothing_is_given_up() {
    let database = ScratchDatabase::postgres();
    let counter = MessageCounter::before(&database);
    counter.freeze();
    let options = ConnectOptions {
        connect_timeout: Duration::from_millis(200),
        ..ConnectOptions::new(Access::Look)
    };
    let error = try_connect(&counter.url(), &options).await.err().unwrap();
    let (message, _) = told(&error);
    assert!(
        message.ends_with("no answer within 0.2 seconds"),
        "{message}"
    );
}

#[tokio::test]
async fn a_url_that_cant_be_read_says_what_is_wrong() {
    let url = ScratchDatabase::postgres().address().clone();
    for (parameter, value, wrong) in [
        ("sslmode", "no-verify", "no-verify"),
        ("sslmod", "require", "has a parameter \"sslmod\""),
        ("port", "many", "invalid digit"),
        (
            "sslrootcert",
            "/no/such/ca.pem",
            "/no/such/ca.pem can't be read",
        ),
    ] {
        let (message, _) = told(&refused(&url.with_parameter(parameter, value).url()).await);
        assert!(message.contains(wrong), "{message}");
    }
}

#[tokio::test]
async fn tls_looks_at_the_authority_and_the_name_that_the_url_asks_for() {
    let database = ScratchDatabase::postgres();
    let authority = Server::Postgres.certificate_authority();
    let here = database.address().with_parameter("sslmode", "verify-full");
    let (message, help) = told(&refused(&here.url()).await);
    assert!(
        message.ends_with("nobody who is trusted has signed its certificate"),
        "{message}"
    );
    assert!(help.contains("`sslrootcert=path/to/ca.pem`"), "{help}");

    let trusted = here.with_parameter("sslrootcert", &authority);
    let options = ConnectOptions::new(Access::Look);
    let mut connection = try_connect(&trusted.url(), &options).await.unwrap();
    let encrypted = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
    assert_eq!(
        one(connection.as_mut(), encrypted).await.as_integer(),
        Some(1)
    );

    // A relative path begins where the other ones do.
    let file = std::path::Path::new(&authority);
    let name = file.file_name().unwrap().to_str().unwrap();
    let relative = here.with_parameter("sslrootcert", name);
    let options = ConnectOptions {
        base: file.parent().map(Into::into),
        ..options
    };
    let mut connection = try_connect(&relative.url(), &options).await.unwrap();
    assert_eq!(
        one(connection.as_mut(), encrypted).await.as_integer(),
        Some(1)
    );
    // The second connection comes with the same certificate.
    let canceller = connection.canceller();
    let (ran, ()) = tokio::join!(connection.execute("SELECT pg_sleep(30)"), async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        canceller.cancel().await;
    });
    assert_eq!(ran.unwrap_err().kind, ErrorKind::Cancelled);
}

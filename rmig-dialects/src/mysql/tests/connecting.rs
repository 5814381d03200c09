//! Whatever is wrong with a URL or a server is one clear sentence without a password.

use std::{
    net::TcpListener,
    time::{Duration, Instant},
};

use rmig_engine::connection::{Access, ConnectOptions, DatabaseError, ErrorKind};
use rmig_test_support::{Address, Server};

use super::rig::{ScratchDatabase, one, refused, text, try_connect};

/// A password that stands for itself wherever it is shown, also in percent codes.
const SECRET: &str = "s3cr3t/?#@&";

fn check(error: &DatabaseError, message: &str, help: &str) {
    assert!(
        matches!(error.kind, ErrorKind::Connect | ErrorKind::Url),
        "{error:?}"
    );
    assert!(error.message.contains(message), "{error}");
    assert!(!error.message.contains('\n'));
    let told = error.help.clone().unwrap_or_default();
    assert!(told.contains(help), "{error}: {told}");
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("s3cr3t"), "{shown}");
}

fn with_secret(address: &Address) -> Address {
    address.with_user(&address.user(), SECRET)
}

#[tokio::test]
async fn a_database_that_isn_t_there_comes_with_the_command_that_creates_it() {
    let there = Server::Mysql.address();
    let error = refused(&there.with_database("rmig_no_such_%60x").url()).await;
    check(
        &error,
        "there is no database \"rmig_no_such_`x\" on ",
        "CREATE DATABASE `rmig_no_such_``x` CHARACTER SET utf8mb4",
    );
    let error = refused(&with_secret(&there).with_database("").url()).await;
    check(&error, "names no database", "mysql://user@host/database");
}

#[tokio::test]
async fn a_wrong_user_or_password_isn_t_let_in() {
    let there = ScratchDatabase::mysql();
    let place = format!("{}:{}", there.address().host(), there.address().port());
    for user in [&*there.address().user(), "nobody", "né"] {
        let error = refused(&there.address().with_user(user, SECRET).url()).await;
        check(
            &error,
            &format!("{place} doesn't let the user {user:?} in"),
            "percent codes",
        );
    }
}

#[tokio::test]
async fn a_server_that_isn_t_reached_is_named() {
    let there = with_secret(&Server::Mysql.address());
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let error = refused(&there.with_port(port).url()).await;
    check(
        &error,
        &format!("MySQL at 127.0.0.1:{port} can't be reached: the connection was refused"),
        "host and port",
    );

    let error = refused(&format!("mariadb://u:{}@no-such-host.invalid/d", "s3cr3t")).await;
    check(
        &error,
        "MariaDB at no-such-host.invalid:3306 can't be reached: no host is known by this name",
        "spelt",
    );

    let socket = there.with_parameter("socket", "/no/such/socket").url();
    check(
        &refused(&socket).await,
        "MySQL at /no/such/socket can't be reached: there is no such socket",
        "socket",
    );

    // Somebody who listens and says nothing.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = silent.local_addr().unwrap().port();
    let mut options = ConnectOptions::new(Access::Change);
    options.connect_timeout = Duration::from_millis(300);
    let start = Instant::now();
    let error = try_connect(&there.with_port(port).url(), &options)
        .await
        .err()
        .unwrap();
    assert!(start.elapsed() < Duration::from_secs(5));
    check(&error, "no answer within 0.3 seconds", "firewall");

    // Somebody who speaks of something else, and somebody who hangs up.
    for (said, message) in [
        (&b"\x05\0\0\0hello"[..], "doesn't speak MySQL's protocol"),
        (b"", "closed before anything was said"),
    ] {
        let other = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = other.local_addr().unwrap().port();
        let speaker = std::thread::spawn(move || {
            let (mut stream, _) = other.accept().unwrap();
            std::io::Write::write_all(&mut stream, said).unwrap();
        });
        let error = refused(&there.with_port(port).url()).await;
        speaker.join().unwrap();
        check(&error, message, "");
    }
}

#[tokio::test]
async fn a_url_that_makes_no_sense_is_shown_without_its_password() {
    for (url, message, help) in [
        (
            "mysql://u:s3cr3t@h:port/d",
            "can't be read: invalid port number",
            "mysql://user:password@host:3306/database",
        ),
        (
            "mysql://u:s3cr3t@h/d?ssl-mode=perhaps",
            "can't be read: unknown value",
            "mysql://",
        ),
        (
            "mysql://u:s3cr3t@h/d?sslmod=required",
            "has a parameter \"sslmod\"",
            "did you mean \"sslmode\"?",
        ),
        (
            "mysql://u:12/s3cr3t@h/d",
            "where does its password end?",
            "%2F",
        ),
    ] {
        check(&refused(url).await, message, help);
    }
}

#[tokio::test]
async fn too_many_connections_of_a_user_are_told() {
    let database = ScratchDatabase::mysql();
    let name = format!("few_{}", database.name().replace("rmig_test_", ""));
    database.sql(&format!(
        "CREATE USER '{name}'@'%' IDENTIFIED BY 's3cr3t' WITH MAX_USER_CONNECTIONS 1"
    ));
    database.sql(&format!(
        "GRANT ALL ON `{}`.* TO '{name}'@'%'",
        database.name()
    ));
    let url = database.address().with_user(&name, "s3cr3t").url();
    let options = ConnectOptions::new(Access::Change);
    let first = try_connect(&url, &options).await.unwrap();
    let error = refused(&url).await;
    drop(first);
    database.sql(&format!("ALTER USER '{name}'@'%' ACCOUNT LOCK"));
    let locked = refused(&url).await;
    database.sql(&format!("DROP USER '{name}'@'%'"));
    check(
        &error,
        "has too many connections already",
        "max_connections",
    );
    check(&locked, "is locked", "ACCOUNT UNLOCK");
}

#[tokio::test]
async fn certificates_are_checked_as_the_url_says() {
    let database = ScratchDatabase::mysql();
    let authority = Server::Mysql.certificate_authority();
    let options = ConnectOptions::new(Access::Change);
    let cipher = "SHOW SESSION STATUS LIKE 'Ssl_cipher'";
    let with = |mode: &str| database.address().with_parameter("ssl-mode", mode);
    for address in [
        with("REQUIRED"),
        with("VERIFY_CA").with_parameter("ssl-ca", &authority),
        with("VERIFY_IDENTITY").with_parameter("ssl-ca", &authority),
    ] {
        let mut connection = try_connect(&address.url(), &options).await.unwrap();
        let rows = connection.query(cipher).await.unwrap();
        assert_ne!(rows[0][1], text(""), "{}", address.url());
        // Cancelling takes the same way.
        connection.canceller().cancel().await;
    }
    let mut plain = try_connect(&with("DISABLED").url(), &options)
        .await
        .unwrap();
    assert_eq!(plain.query(cipher).await.unwrap()[0][1], text(""));
    assert_eq!(one(plain.as_mut(), "SELECT 1").await.as_integer(), Some(1));

    // Nobody whom this machine trusts has signed it.
    let error = refused(&with_secret(&with("VERIFY_CA")).url()).await;
    check(
        &error,
        "nobody who is trusted has signed its certificate",
        "`ssl-ca=path/to/ca.pem`",
    );
    // Another name leads to the same server.
    let verified = with("VERIFY_IDENTITY").with_parameter("ssl-ca", &authority);
    let other_name = verified
        .url()
        .replace(&format!("@{}:", verified.host()), "@0.0.0.0:");
    let error = refused(&other_name).await;
    check(
        &error,
        "its certificate is for another host name",
        "`ssl-mode=VERIFY_CA`",
    );
    let gone = with("VERIFY_CA").with_parameter("ssl-ca", "/no/such/ca.pem");
    let error = refused(&with_secret(&gone).url()).await;
    check(&error, "/no/such/ca.pem can't be read", "`ssl-ca=`");
}

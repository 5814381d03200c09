//! Servers that can't be reached or don't let in: one clear message each, and no password.

use rmig_test_support::{ScratchDatabase, Server};

use crate::support::{TestEnvironment, rev};

/// What every command with a database says of a URL; the same for all of them.
#[track_caller]
fn refusal(url: &str) -> String {
    let env = TestEnvironment::empty();
    env.package("app", "url = \"${DATABASE_URL}\"\n", &[rev("a1")]);
    env.write("app/.env", &format!("DATABASE_URL={url}\n"));
    let mut answers = Vec::new();
    for words in [
        "current",
        "upgrade",
        "downgrade base",
        "stamp head",
        "ensure-version",
    ] {
        for format in ["", " --format json", " -vv"] {
            let output = env.run(&format!("{words}{format}"));
            assert_eq!(output.exit, "1", "{words}: {output}");
            let all = format!("{}{}", output.stdout, output.stderr);
            for secret in ["wr0ng", "secret"] {
                assert!(!all.contains(secret), "{words}{format}: {output}");
            }
            if format.is_empty() {
                answers.push(output.stderr);
            }
        }
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:#?}");
    let answer = answers.remove(0);
    assert!(
        answer.starts_with("error[cannot-open-database]"),
        "{answer}"
    );
    assert_eq!(answer.lines().count(), 2, "{answer}");
    answer
}

/// The refusals of a server, without what differs from run to run.
fn refusals(server: Server) -> String {
    let database = ScratchDatabase::new(server);
    let address = database.address();
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let mut text = String::new();
    for (what, url) in [
        (
            "password",
            address.with_user(&address.user(), "wr0ng").url(),
        ),
        ("user", address.with_user("nobody_here", "wr0ng").url()),
        ("database", address.with_database("rmig_test_nowhere").url()),
        ("port", address.with_port(port).url()),
        (
            "host",
            address.url().replace(address.host(), "nowhere.invalid"),
        ),
    ] {
        let answer = refusal(&url);
        text.push_str(&format!("{what}\n{answer}"));
    }
    text.replace(&port.to_string(), "$FREE")
        .replace(&address.port().to_string(), "$PORT")
        .replace(address.host(), "$HOST")
        .replace(&address.user(), "$USER")
}

#[test]
fn postgresql() {
    insta::assert_snapshot!(refusals(Server::Postgres), @r#"
    password
    error[cannot-open-database]: PostgreSQL at $HOST:$PORT refuses the password of the user "$USER"
      = help: put the right password into the URL, with special characters as percent codes
    user
    error[cannot-open-database]: PostgreSQL at $HOST:$PORT refuses the password of the user "nobody_here"
      = help: put the right password into the URL, with special characters as percent codes
    database
    error[cannot-open-database]: there is no database "$USER_test_nowhere" on PostgreSQL at $HOST:$PORT
      = help: create it: `createdb -h $HOST -p $PORT -U $USER $USER_test_nowhere`, or in another database of this server `CREATE DATABASE "$USER_test_nowhere"`
    port
    error[cannot-open-database]: PostgreSQL at $HOST:$FREE can't be reached: the connection was refused
      = help: start PostgreSQL, or put the right host and port into the URL
    host
    error[cannot-open-database]: PostgreSQL at nowhere.invalid:$PORT can't be reached: no host is known by this name
      = help: see whether the host in the URL is spelt right
    "#);
}

#[test]
fn mysql() {
    insta::assert_snapshot!(refusals(Server::Mysql), @r#"
    password
    error[cannot-open-database]: $HOST:$PORT doesn't let the user "$USER" in: user, host or password is wrong
      = help: see whether user and password in the URL are right; special characters in them are written as percent codes
    user
    error[cannot-open-database]: $HOST:$PORT doesn't let the user "nobody_here" in: user, host or password is wrong
      = help: see whether user and password in the URL are right; special characters in them are written as percent codes
    database
    error[cannot-open-database]: there is no database "$USER_test_nowhere" on $HOST:$PORT
      = help: create it: `CREATE DATABASE `$USER_test_nowhere` CHARACTER SET utf8mb4`
    port
    error[cannot-open-database]: MySQL at $HOST:$FREE can't be reached: the connection was refused
      = help: start MySQL, or put the right host and port into the URL
    host
    error[cannot-open-database]: MySQL at nowhere.invalid:$PORT can't be reached: no host is known by this name
      = help: see whether the host in the URL is spelt right
    "#);
}

/// One server's port with the other one's scheme.
#[test]
fn the_wrong_kind_of_server() {
    for (scheme, server) in [("postgres", Server::Mysql), ("mysql", Server::Postgres)] {
        let database = ScratchDatabase::new(server);
        let (_, rest) = database.url().split_once("://").unwrap();
        let env = TestEnvironment::empty();
        env.package("app", "", &[rev("a1")]);
        let output = env.run(&format!("current --url {scheme}://{rest}"));
        let output = output.fails_with(1, "cannot-open-database");
        assert!(!output.stderr.contains("secret"), "{output}");
    }
}

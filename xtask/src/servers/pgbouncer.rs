//! A PgBouncer of our own before a PostgreSQL, which hands out sessions for one transaction each.

use std::{
    fs::File,
    net::{Ipv4Addr, TcpStream},
    process::Stdio,
};

use super::{
    folder::Folder,
    owner::Owner,
    port,
    process::{Process, Signals, SpawnApart},
};
use crate::{
    debian,
    shell::{Failure, Result},
};

/// Starts it before the server that a URL leads to, and says which URL leads there through it. Every
/// database of the server can be reached, with the user and the password of the URL.
pub fn start(folder: &Folder, postgres: &str) -> Result<(Process, String)> {
    let program = debian::program("pgbouncer")
        .ok_or_else(|| Failure("the package pgbouncer brought no `pgbouncer`".to_owned()))?;
    let there = Login::read(postgres).ok_or_else(|| {
        Failure("RMIG_TEST_POSTGRES_URL names no user, password or host".to_owned())
    })?;
    // The package's own user is that of PostgreSQL.
    let owner = Owner::new("postgres")?;
    let home = folder.of(&owner, "pgbouncer")?;
    let port = port::free()?;
    let users = home.join("users");
    let quoted = |text: &str| text.replace('"', "\"\"");
    let login = format!(
        "\"{}\" \"{}\"\n",
        quoted(there.user),
        quoted(&there.password)
    );
    let settings = format!(
        "[databases]\n* = host={} port={}\n\n[pgbouncer]\nlisten_addr = 127.0.0.1\n\
         listen_port = {port}\nunix_socket_dir =\nauth_type = scram-sha-256\nauth_file = {}\n\
         pool_mode = transaction\ndefault_pool_size = 20\nmax_client_conn = 500\n\
         server_idle_timeout = 10\nserver_login_retry = 1\n",
        there.host,
        there.port,
        users.display(),
    );
    let file = home.join("pgbouncer.ini");
    for (path, text) in [(&users, login), (&file, settings)] {
        fs_err::write(path, text)?;
        owner.give(path)?;
    }
    let log = home.join("log");
    let output = File::create(&log)?;
    let child = owner
        .command(&program, Some("TERM"))
        .arg(&file)
        .stdin(Stdio::null())
        .stdout(output.try_clone()?)
        .stderr(output)
        .spawn_apart()?;
    let process = Process {
        name: "PgBouncer",
        child,
        log,
        // On SIGINT it would wait for its clients.
        signals: Signals {
            stop: "TERM",
            hurry: "TERM",
        },
        is_ready: Box::new(move || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()),
    };
    let Login {
        login, database, ..
    } = there;
    let url = format!("postgres://{login}@127.0.0.1:{port}/{database}");
    Ok((process, url))
}

/// The parts of a URL.
struct Login<'a> {
    /// User and password, as they are written.
    login: &'a str,
    user: &'a str,
    password: String,
    host: &'a str,
    port: &'a str,
    database: &'a str,
}

impl<'a> Login<'a> {
    fn read(url: &'a str) -> Option<Self> {
        let (_, rest) = url.split_once("://")?;
        let (login, rest) = rest.split_once('@')?;
        let (user, password) = login.split_once(':')?;
        let (place, path) = rest.split_once('/').unwrap_or((rest, "postgres"));
        let (host, port) = place.split_once(':').unwrap_or((place, "5432"));
        Some(Self {
            login,
            user,
            password: decoded(password)?,
            host,
            port,
            database: path.split('?').next().unwrap_or_default(),
        })
    }
}

/// A part of a URL with its percent codes replaced.
fn decoded(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (code, rest) = part.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(code, 16).ok()?);
        bytes.extend(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

//! Large inputs that are made to take long: what takes twice as long for twice as much is done at once,
//! and what looks at everything again and again never ends. Nothing is timed but that it ends at all.

use std::{
    sync::{LazyLock, mpsc},
    thread,
    time::Duration,
};

use rmig_laws::hold;

/// Far more than anything linear needs, on any machine; far less than what is quadratic would.
const PATIENCE: Duration = Duration::from_secs(240);

/// How large the inputs are: 256 kB, and 4 MB with `RMIG_LAWS_FULL=1`, which takes minutes and finds what is
/// quadratic with a small constant, too.
static SIZE: LazyLock<usize> = LazyLock::new(|| match std::env::var_os("RMIG_LAWS_FULL") {
    Some(_) => 1 << 22,
    None => 1 << 18,
});

/// Holds a law against `begin`, `unit` over and over, and `end`.
#[track_caller]
fn ends(law: &'static str, (begin, unit, end): (&str, &str, &str)) {
    let input = format!("{begin}{}{end}", unit.repeat(*SIZE / unit.len()));
    let (sender, receiver) = mpsc::channel();
    // It is left alone where it doesn't end: the test's process does.
    thread::spawn(move || {
        hold(law, input.as_bytes());
        sender.send(()).unwrap();
    });
    if let Err(error) = receiver.recv_timeout(PATIENCE) {
        panic!("{law}: {begin:?} {unit:?} … {end:?}: {error}");
    }
}

/// Texts that scanners and parsers of sections may look at more than once.
const SQL: [(&str, &str, &str); 60] = [
    ("", "/*", ""),
    ("", "/* ", "*/"),
    ("/*", "*", "/"),
    ("", "/*!50001 ", ""),
    ("", "/*!*/", ""),
    ("", "*/", ""),
    ("", "'", ""),
    ("'", "''", ""),
    ("", "'a'\n", ""),
    ("", "'a' -- b\n", "'"),
    ("'a'\n", "-- b\n", "'"),
    ("E'", "\\", ""),
    ("", "E'\\'", ""),
    ("", "\"", ""),
    ("", "`", ""),
    ("", "[", ""),
    ("", "$a", ""),
    ("", "$a$", ""),
    ("$a$", "$", ""),
    ("$a$", "$b$", ""),
    (
        "$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa$",
        "$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
        "",
    ),
    ("", "$", ""),
    ("", "$1", ""),
    ("", "+", ""),
    ("", "+-", ""),
    ("", "-+", ""),
    ("", "<+", ""),
    ("", "@+", "-"),
    ("", "-", ""),
    ("", "- -", ""),
    ("", "/", ""),
    ("", "(", ""),
    ("", "()", ""),
    ("", ";", ""),
    ("", "a;", ""),
    ("", "a ", ""),
    ("", "a", ""),
    ("", "1.e", ""),
    ("", "0x", ""),
    ("", "?", ""),
    ("", ":a", ""),
    ("", "é", ""),
    ("", "\u{feff}", ""),
    ("", "\n", ""),
    ("", "\r", ""),
    ("", "--\n", ""),
    ("", "#\n", ""),
    ("", "BEGIN ", ""),
    ("CREATE FUNCTION f() AS ", "BEGIN ", ""),
    ("CREATE PROCEDURE p() BEGIN ", "CASE WHEN 1 THEN ", ""),
    ("CREATE TRIGGER t BEGIN ", "SELECT 1;", ""),
    ("DELIMITER //\n", "a//", ""),
    ("DELIMITER //\n", "/", ""),
    ("DELIMITER aaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\n", "a", ""),
    ("", "DELIMITER //\n", ""),
    ("", "\\restrict x\n", ""),
    ("", "COPY t FROM stdin;\n", ""),
    ("COPY t FROM stdin;\n", "1\n", "\\.\n"),
    ("", "SELECT 1;\n-- a\n", ""),
    ("", "EXPLAIN ", ""),
];

#[test]
fn scanning() {
    for text in SQL {
        ends("scanner", text);
    }
}

#[test]
fn one_delimiter_as_long_as_the_text() {
    let delimiter = "a".repeat(*SIZE) + "b\n";
    ends("scanner", (&format!("DELIMITER {delimiter}"), "a", ""));
    let tag = "a".repeat(*SIZE);
    ends("scanner", (&format!("${tag}$"), "a", "$"));
}

#[test]
fn sections() {
    for (begin, unit, end) in SQL {
        ends(
            "sections",
            (&format!("-- rmig: upgrade\n{begin}"), unit, end),
        );
    }
    for text in [
        ("", "-- rmig: upgrade\n", ""),
        ("", "-- rmig: downgrade\n", ""),
        ("", "-- rmig: upgrade\n-- rmig: downgrade\n", ""),
        ("", "-- rmig: upgrade\nSELECT 1;\n-- rmig: downgrade\n", ""),
        ("", "-- rmig: upgrade dialect=mssql\n", ""),
        ("", "-- rmig: upgrade dialect=mysql\n", ""),
        ("", "-- rmig: sideways\n", ""),
        ("", "-- rmig upgrade\n", ""),
        ("", "-- rmig:\n", ""),
        ("-- rmig: upgrade", " a=b", ""),
        ("-- rmig: upgrade", " dialect=mysql", ""),
        (
            "-- rmig: downgrade",
            " irreversible",
            "\n-- rmig: upgrade\n",
        ),
        ("SELECT 1", "\n-- rmig: upgrade", ""),
        ("SELECT (", "\n-- rmig: upgrade", ""),
        ("-- rmig: upgrade\n", "COMMIT;", "\n-- rmig: downgrade\n"),
        (
            "-- rmig: upgrade\n",
            "COPY t FROM stdin;\n",
            "\n-- rmig: downgrade\n",
        ),
        ("-- rmig: upgrade\n", ".read x\n", "\n-- rmig: downgrade\n"),
        (
            "-- rmig: upgrade\n",
            "SELECT ?;\n",
            "\n-- rmig: downgrade\n",
        ),
        ("-- rmig: upgrade\n", "SELECT 1;", "\n-- rmig: downgrade\n"),
    ] {
        ends("sections", text);
    }
}

#[test]
fn headers() {
    for text in [
        ("", "-", ""),
        ("", "--", ""),
        ("", "--\n", ""),
        ("", "-- a\r\n", ""),
        ("", "-- revision = \"a\"\n", ""),
        ("-- revision = \"a\"\n", "-- depends_on = []\n", ""),
        ("-- revision = \"a\"\n", "-- a\n", ""),
        ("-- revision = \"a\"\n", "-- x = 1\n", ""),
        (
            "-- revision = \"a\"\n-- down_revision = [",
            "\"b\", ",
            "]\n",
        ),
        ("-- revision = \"a\"\n-- down_revision = [", "1, ", "]\n"),
        ("-- revision = ", "[", ""),
        ("-- revision = ", "{a=", ""),
        ("-- revision = \"\"\"\n", "-- a\n", ""),
        ("-- revision = \"", "\\u0041", "\"\n"),
        ("-- revision = \"a\"\n-- a", ".a", " = 1\n"),
        ("-- revision = \"a\"\n", "-- [a]\n", ""),
        ("-- revision = \"a\"\n", "-- [[a]]\n", ""),
        (
            "-- depends_on = 1\n",
            "-- down_revision = 2\n",
            "-- revision = \"a\"\n",
        ),
    ] {
        ends("header", text);
    }
}

#[test]
fn manifests() {
    for text in [
        ("", "a", ""),
        ("", "[", ""),
        ("a = ", "[", ""),
        ("a = ", "{a=", ""),
        ("a = \"", "a@", "\""),
        ("a = \"", "a:b@", "\""),
        ("a = \"", "://", "@\""),
        ("a = \"", "://a:b@", "\""),
        ("# ", "://a:b@", ""),
        ("# ", "@", ""),
        ("url = \"", "password=", "\""),
        ("url = \"a:", "${A}", "\""),
        ("url = \"a:", "${", "\""),
        ("url = \"a:", "$", "\""),
        ("file_template = \"", "%(rev)s", "\""),
        ("file_template = \"", "%", "\""),
        ("version_locations = [", "\"a\", ", "]"),
        ("write_hooks = [", "\"a\", ", "]"),
        ("databases = {", "a = 1, ", "}"),
        ("lock_timeout = \"", "1h", "\""),
    ] {
        ends("settings", text);
    }
    for (name, line) in [
        ("keys", "k# = 1\n"),
        ("databases", "databases.d#.url = \"sqlite:a\"\n"),
        ("hooks", "hooks.h#.type = \"x\"\n"),
    ] {
        let lines: String = (0..20_000)
            .map(|n| line.replace('#', &n.to_string()))
            .collect();
        println!("{name}");
        ends("settings", (&lines, " ", ""));
    }
}

#[test]
fn symbols_and_urls() {
    for sign in [
        "~", "@", "+", "-", ":", "a", ".", "..", "+1", "-1", "@a", "é", "head", "a1+1",
    ] {
        ends("symbols", ("", sign, ""));
        ends("symbols", ("accounts@", sign, ""));
        ends("symbols", ("ae10+", sign, "1"));
    }
    for sign in [
        "@",
        ":",
        "/",
        "?",
        "&",
        "=",
        "#",
        "%",
        "a",
        "&password=",
        "://",
        "a:b@",
    ] {
        ends("database_url", ("", sign, ""));
        ends("database_url", ("postgres://", sign, ""));
        ends("database_url", ("sqlite:a?", sign, ""));
    }
}

//! `history` as a picture.

use insta::assert_snapshot;

use crate::support::{TestEnvironment, rev};

/// A fork, a merge, a dependency, and texts that every language has to escape.
fn project() -> TestEnvironment {
    TestEnvironment::new(&[
        rev("a1").message("Begin <now> & \"here\""),
        rev("b1").after(&["a1"]).labels(&["accounts"]),
        rev("c1").after(&["a1"]),
        rev("d1").depends_on(&["b1"]),
    ])
}

#[test]
fn mermaid() {
    assert_snapshot!(project().run("history --format mermaid"), @r#"
    exit: 0
    ---- stdout ----
    flowchart BT
        r0["c1"]
        r1["d1"]
        r2["b1 (accounts)"]
        r3["a1<br/>Begin #60;now#62; #38; #34;here#34;"]
        r3 --> r0
        r2 -.-> r1
        r3 --> r2
    "#);
}

#[test]
fn graphviz() {
    assert_snapshot!(project().run("history --format dot"), @r#"
    exit: 0
    ---- stdout ----
    digraph revisions {
        rankdir=BT
        node [shape=box]
        r0 [label="c1"]
        r1 [label="d1"]
        r2 [label="b1 (accounts)"]
        r3 [label="a1\nBegin <now> & \"here\""]
        r3 -> r0
        r2 -> r1 [style=dashed]
        r3 -> r2
    }
    "#);
}

#[test]
fn svg() {
    assert_snapshot!(project().run("history --format svg"), @r##"
    exit: 0
    ---- stdout ----
    <svg xmlns="http://www.w3.org/2000/svg" width="288" height="160" viewBox="0 0 288 160" font-family="monospace" font-size="13">
    <rect width="100%" height="100%" fill="white"/>
    <path d="M 24 32 Q 24 32 24 48 L 24 112 Q 24 128 24 128" fill="none" stroke="#666" stroke-width="1.5"/>
    <path d="M 48 64 Q 48 64 48 80 L 48 80 Q 48 96 48 96" fill="none" stroke="#666" stroke-width="1.5" stroke-dasharray="4 3"/>
    <path d="M 48 96 Q 24 96 24 112 L 24 112 Q 24 128 24 128" fill="none" stroke="#666" stroke-width="1.5"/>
    <circle cx="24" cy="32" r="5" fill="white" stroke="#333" stroke-width="1.5"/>
    <text x="72" y="36">c1</text>
    <circle cx="48" cy="64" r="5" fill="white" stroke="#333" stroke-width="1.5"/>
    <text x="72" y="68">d1</text>
    <circle cx="48" cy="96" r="5" fill="white" stroke="#333" stroke-width="1.5"/>
    <text x="72" y="100">b1 (accounts)</text>
    <circle cx="24" cy="128" r="5" fill="white" stroke="#333" stroke-width="1.5"/>
    <text x="72" y="132">a1  Begin &lt;now&gt; &amp; "here"</text>
    </svg>
    "##);
}

#[test]
fn only_history_is_drawn() {
    assert_snapshot!(project().run("heads --format svg"), @"
    exit: 2
    ---- stderr ----
    error[usage]: there is no picture of this
      = help: --format mermaid, dot and svg belong to `history`; others know human and json
    ");
}

//! `sql`: operations as the statements of a dialect.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use insta::assert_snapshot;

use crate::support::TestEnvironment;

/// Runs `sql` with operations on stdin, and answers exit code and both streams.
fn sql(arguments: &str, operations: &str) -> String {
    let env = TestEnvironment::new(&[]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-rmig"));
    command.env_clear().current_dir(env.path("app"));
    command
        .args(["rmig", "sql"])
        .args(arguments.split_whitespace());
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // Whoever refuses the arguments doesn't read.
    let _ = child.stdin.take().unwrap().write_all(operations.as_bytes());
    let output = child.wait_with_output().unwrap();
    format!(
        "exit: {}\n{}{}",
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap()
    )
}

const INDEX: &str = r#"[
    {"op": "add_column", "table": "t", "column": {"name": "s", "type": "text", "comment": "x"}},
    {"op": "create_index", "name": "i", "table": "t", "columns": ["s"], "postgresql_concurrently": true}
]"#;

#[test]
fn statements_are_printed_with_what_they_need() {
    assert_snapshot!(sql("--dialect postgresql", INDEX), @"
    exit: 0
    -- rmig: upgrade
    ALTER TABLE t ADD COLUMN s TEXT;

    COMMENT ON COLUMN t.s IS 'x';

    -- rmig: upgrade transaction=none
    CREATE INDEX CONCURRENTLY i ON t (s);
    ");
    assert_snapshot!(sql("--dialect sqlite", INDEX), @"
    exit: 0
    ALTER TABLE t ADD COLUMN s TEXT;

    CREATE INDEX i ON t (s);
    warning[operation-warning]: the comment on s is not kept there
    ");
    assert_snapshot!(sql("--dialect postgres --reverse", INDEX), @"
    exit: 0
    -- rmig: downgrade transaction=none
    DROP INDEX CONCURRENTLY i;

    -- rmig: downgrade
    ALTER TABLE t DROP COLUMN s;
    ");
    assert_snapshot!(
        sql("--dialect mssql", r#"{"op": "rename_table", "table": "a b", "new_name": "it's"}"#),
        @"
    exit: 0
    EXEC sp_rename '[a b]', [it's];

    GO
    "
    );
}

#[test]
fn the_answer_may_be_json() {
    assert_snapshot!(sql("--dialect postgresql --format json", INDEX), @r#"
    exit: 0
    {
      "statements": [
        "ALTER TABLE t ADD COLUMN s TEXT",
        "COMMENT ON COLUMN t.s IS 'x'",
        "CREATE INDEX CONCURRENTLY i ON t (s)"
      ],
      "warnings": [],
      "sections": [
        {
          "statements": 2
        },
        {
          "statements": 1,
          "transaction": "none"
        }
      ]
    }
    "#);
    let batch = r#"{"ops": [{"op": "batch_alter_table", "table": "t", "recreate": "always",
        "copy_from": {"columns": [{"name": "a", "type": "integer", "primary_key": true}]},
        "operations": [{"op": "add_column", "column": {"name": "b", "type": "text"}}]}]}"#;
    assert_snapshot!(sql("--dialect sqlite", batch), @"
    exit: 0
    -- rmig: upgrade foreign_keys=off
    CREATE TABLE _alembic_tmp_t (
        a INTEGER NOT NULL,
        b TEXT,
        PRIMARY KEY (a)
    );

    INSERT INTO _alembic_tmp_t (a) SELECT t.a FROM t;

    DROP TABLE t;

    ALTER TABLE _alembic_tmp_t RENAME TO t;
    ");
}

#[test]
fn what_cannot_be_is_refused() {
    let alter = r#"{"op": "alter_column", "table": "t", "column": "a", "nullable": false}"#;
    assert_snapshot!(sql("--dialect sqlite --format json", alter), @r#"
    exit: 1
    {
      "error": {
        "code": "unsupported-operation",
        "message": "alter_column isn't possible on sqlite: a column can only be renamed in place",
        "help": "batch_alter_table, which makes the table anew",
        "location": null
      }
    }
    "#);
    assert_snapshot!(sql("--dialect sqlit", alter), @r#"
    exit: 1
    error[unknown-extension]: no dialect is registered under the name "sqlit"
      = help: did you mean "sqlite"?
    "#);
    assert_snapshot!(sql("--dialect mysql", r#"[{"op": "drop_table", "tabel": "t"}]"#), @"
    exit: 1
    error[bad-operation]: operation 1: drop_table: unknown field `tabel`, expected one of `table`, `schema`, `if_exists`, `original`
      = help: docs/operations.md shows the JSON of every operation
    ");
    assert_snapshot!(sql("--dialect mysql", r#"{"op": "drop_tabel", "table": "t"}"#), @r#"
    exit: 1
    error[unsupported-operation]: drop_tabel isn't possible on mysql: no operation is called so
      = help: did you mean "drop_table"?
    "#);
    assert_snapshot!(sql("--dialect mysql", "{"), @"
    exit: 1
    error[bad-operation]: the operations are no JSON: EOF while parsing an object at line 1 column 1
      = help: docs/operations.md shows the JSON of every operation
    ");
    assert_snapshot!(
        sql("--dialect mysql --reverse", r#"{"op": "drop_table", "table": "t"}"#),
        @"
    exit: 1
    error[irreversible-operation]: drop_table can't be taken back: nothing says what t was like
      = help: give the table as it was as `original`
    "
    );
    let batch = r#"{"op": "batch_alter_table", "table": "t", "operations":
        [{"op": "drop_column", "column": "a"}]}"#;
    assert_snapshot!(sql("--dialect sqlite", batch), @"
    exit: 1
    error[unsupported-operation]: batch_alter_table isn't possible on sqlite: t has to be known to be made anew, and no database was asked
      = help: `copy_from`, which says what the table is like, or a database to look at
    ");
}

#[test]
fn what_makes_no_sense_is_told() {
    let cases = [
        r#"{"op": "create_table"}"#,
        r#"{"op": "create_table", "table": "t"}"#,
        r#"{"op": "create_table", "table": "t", "columns": [{"name": "a", "type": {"type": "integer", "length": 3}}]}"#,
        r#"{"op": "create_table", "table": "t", "columns": [{"name": "a", "type": {"type": "numeric", "precison": 3}}]}"#,
        r#"{"op": "drop_table", "table": "a\u0000b"}"#,
        r#"{"op": "execute_update", "table": "t", "values": {}}"#,
        r#"{"op": "bulk_insert", "table": "t", "rows": [{"a": {"date": 5}}]}"#,
    ];
    let answers: Vec<String> = cases
        .iter()
        .map(|case| sql("--dialect mysql", case))
        .collect();
    assert_snapshot!(answers.join("\n"), @r#"
    exit: 1
    error[unsupported-operation]: create_table isn't possible on mysql: a name is missing
      = help: give it

    exit: 1
    error[unsupported-operation]: create_table isn't possible on mysql: t has no columns
      = help: give it `columns`

    exit: 1
    error[bad-operation]: operation 1: create_table: the type takes no "length"
      = help: docs/operations.md shows the JSON of every operation

    exit: 1
    error[bad-operation]: operation 1: create_table: unknown field `precison`, expected `precision` or `scale`
      = help: docs/operations.md shows the JSON of every operation

    exit: 1
    error[bad-operation]: the operations hold a NUL character, which no SQL can
      = help: docs/operations.md shows the JSON of every operation

    exit: 1
    error[unsupported-operation]: execute_update isn't possible on mysql: there are no values to set
      = help: give them as `values`

    exit: 1
    error[unsupported-operation]: bulk_insert isn't possible on mysql: a: date is a text, not 5
      = help: a number, a text, true, false, null, {"date": …} …
    "#);
}

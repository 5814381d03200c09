"""Runs mlflow's real migrations on SQLite and records what each revision executed.

    python mlflow_record.py --cache DIR --out DIR

Writes OUT/initial.sql (the tables of mlflow 0.9.1, which its first revision expects, with some
rows), OUT/versions/*.sql (rmig revisions with the recorded statements) and OUT/expected.json
(the schema and every row that the run ended with). Offline SQL can't do this: many of the scripts
look at the database.
"""

import argparse
import json
import logging
import re
import shutil
import sqlite3
import sys
from pathlib import Path

import installed

# mlflow itself needs scientific packages that its migrations never touch; what its small sibling
# needs is enough, whichever release of it there is.
SUPPORT = "mlflow-skinny>=3,<3.19"
READS = ("SELECT", "PRAGMA", "EXPLAIN")
REBUILDS = re.compile(r"(DROP TABLE|ALTER TABLE \S+ RENAME TO)\b")
ROWS = """
INSERT INTO experiments VALUES (0, 'Default', './mlruns/0', 'active');
INSERT INTO experiments VALUES (1, 'it''s a "test"; really', './mlruns/1', 'active');
INSERT INTO experiments VALUES (2, 'gone', './mlruns/2', 'deleted');
INSERT INTO runs VALUES ('run1', 'one', 'LOCAL', 'train.py', 'main', 'ada', 'FINISHED', 1600000000000, 1600000001000, 'abc123', 'active', './mlruns/1/run1', 1);
INSERT INTO runs VALUES ('run2', 'two?', 'NOTEBOOK', 'n.ipynb', '', 'bob', 'RUNNING', 1600000002000, NULL, '', 'active', './mlruns/0/run2', 0);
INSERT INTO runs VALUES ('run3', NULL, 'UNKNOWN', '', '', '', 'FAILED', 1600000003000, 1600000004000, '', 'deleted', './mlruns/0/run3', 0);
INSERT INTO metrics VALUES ('loss', 0.5, 1600000000100, 'run1');
INSERT INTO metrics VALUES ('loss', 0.25, 1600000000200, 'run1');
INSERT INTO metrics VALUES ('accuracy', 1e-9, 1600000002500, 'run2');
INSERT INTO params VALUES ('lr', '0.01', 'run1');
INSERT INTO params VALUES ('note', 'a;b ''c'' ?', 'run2');
INSERT INTO tags VALUES ('mlflow.user', 'ada', 'run1');
INSERT INTO tags VALUES ('mlflow.runName', 'two', 'run2');
"""


def literal(value):
    """A value as SQLite writes it."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, bytes):
        return f"X'{value.hex()}'"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    raise SystemExit(f"no literal for {value!r}")


def inlined(statement, parameters):
    """The statement with its parameters in place of the question marks outside of quotes."""
    values = iter(parameters)
    pieces = re.split(r"""('(?:[^']|'')*'|"(?:[^"]|"")*"|\?)""", statement)
    written = "".join(literal(next(values)) if piece == "?" else piece for piece in pieces)
    if next(values, written) is not written:
        raise SystemExit(f"parameters are left over: {statement} {parameters!r}")
    return written


class Recorder:
    """Collects statements until a revision is through."""

    def __init__(self):
        self.pending = []
        self.revisions = {}

    def on_statement(self, _connection, _cursor, statement, parameters, _context, many):
        text = statement.strip()
        if text.upper().startswith(READS) or "alembic_version" in text:
            return
        for each in parameters if many else [parameters]:
            self.pending.append(inlined(text, each))

    def on_version_apply(self, *, step, **_rest):
        self.revisions[step.up_revision_id] = self.pending
        self.pending = []


def run(database, scripts, recorder):
    """Upgrades the database to the heads, mlflow's own `env.py` and all."""
    import sqlalchemy
    from alembic import command
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext

    sqlalchemy.event.listen(sqlalchemy.Engine, "before_cursor_execute", recorder.on_statement)
    configure = EnvironmentContext.configure
    EnvironmentContext.configure = lambda self, **options: configure(
        self, on_version_apply=recorder.on_version_apply, **options
    )
    config = Config()
    config.set_main_option("script_location", str(scripts))
    config.set_main_option("path_separator", "os")
    config.set_main_option("sqlalchemy.url", f"sqlite:///{database}")
    command.upgrade(config, "heads")


def initial_sql():
    """The tables before the first revision, and some rows for the data migrations."""
    from mlflow.store.tracking.dbmodels.initial_models import Base
    from sqlalchemy.dialects import sqlite
    from sqlalchemy.schema import CreateTable

    tables = (str(CreateTable(table).compile(dialect=sqlite.dialect())) for table in Base.metadata.sorted_tables)
    return "".join(f"{table.strip()};\n" for table in tables) + ROWS


def revision_file(entry, statements):
    """A recorded revision as rmig reads it."""
    rebuilds = any(REBUILDS.match(statement) for statement in statements)
    marker = "-- rmig: upgrade" + (" foreign_keys=off" if rebuilds else "")
    body = "".join(f"{statement};\n" for statement in statements)
    return f"{installed.rmig_header(entry)}\n{marker}\n{body}\n-- rmig: downgrade irreversible\n"


def contents(database):
    """The schema and every row, the version table aside."""
    connection = sqlite3.connect(database)
    schema = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
    ).fetchall()
    schema = [row for row in schema if row[2] != "alembic_version"]
    tables = [name for kind, name, _, _ in schema if kind == "table" and not name.startswith("sqlite_")]
    rows = {}
    for table in tables:
        columns = [name for _, name, *_ in connection.execute(f'PRAGMA table_info("{table}")')]
        quoted = " || '|' || ".join(f'quote("{column}")' for column in columns)
        rows[table] = sorted(row for (row,) in connection.execute(f'SELECT {quoted} FROM "{table}"'))
    return {"schema": schema, "rows": rows}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cache", required=True)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    requirement, folder = installed.HISTORIES["mlflow"]
    package = installed.install(options.cache, requirement)
    support = installed.install(options.cache, SUPPORT, with_dependencies=True)
    sys.path[:0] = [str(package), str(support)]
    logging.disable(logging.INFO)

    out = Path(options.out)
    shutil.rmtree(out, ignore_errors=True)
    (out / "versions").mkdir(parents=True)
    initial = initial_sql()
    (out / "initial.sql").write_text(initial, encoding="utf-8")
    database = out / "alembic.sqlite"
    with sqlite3.connect(database) as connection:
        connection.executescript(initial)
    connection.close()

    recorder = Recorder()
    run(database, (package / folder).parent, recorder)
    if recorder.pending:
        raise SystemExit(f"statements of no revision: {recorder.pending}")
    entries = installed.scripts(package / folder)
    for entry in entries:
        path = out / "versions" / (entry["name"] + ".sql")
        path.write_text(revision_file(entry, recorder.revisions[entry["revision"]]), encoding="utf-8")
    expected = {"revisions": len(entries), **contents(database)}
    (out / "expected.json").write_text(json.dumps(expected, indent=1), encoding="utf-8")
    statements = sum(map(len, recorder.revisions.values()))
    print(f"mlflow: {len(entries)} revisions, {statements} statements")


if __name__ == "__main__":
    main()

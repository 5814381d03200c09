"""Runs mlflow's real migrations under the real Alembic, and makes rmig revisions of what they did.

    python mlflow_record.py --cache DIR --out DIR --url URL initial | upgrade | halfway | bottom

`initial` makes the tables of mlflow 0.9.1, which its first revision expects, with some rows; `upgrade` goes
from there to the head, `halfway` a way back down, and `bottom` as far down as mlflow's scripts go. Each
prints the version rows in the end, and adds to OUT/versions/*.sql. A section there is what Alembic writes
offline. Where a script looks at the database, so that there is no such text, or where the text is another one
(indexes in another order, MySQL's `DROP CHECK`, which MariaDB doesn't know), it is what the script executed.
"""

import argparse
import io
import json
import logging
import re
import sys
import warnings
from pathlib import Path

import inlining
import installed

# mlflow itself needs scientific packages that its migrations never touch; what its small sibling
# needs is enough, whichever release of it there is.
SUPPORT = "mlflow-skinny>=3,<3.19"
READS = ("SELECT", "PRAGMA", "EXPLAIN", "SHOW")
REBUILDS = re.compile(r"^(DROP TABLE|ALTER TABLE \S+ RENAME TO)\b", re.MULTILINE)
# What Alembic writes around a revision; rmig has its own.
AROUND = re.compile(
    r"^(BEGIN|COMMIT|(CREATE TABLE|INSERT INTO|UPDATE|DELETE FROM) alembic_version\b[^;]*);$|^-- Running .*$",
    re.MULTILINE,
)
# Above it every downgrade takes back what its upgrade did, so that there is a way up again.
HALFWAY = "1b5f0d9ad7c1"
# mlflow's own way back ends above these; above others its downgrades are empty.
BOTTOM = {
    # "cannot INSERT into generated column": the rebuild of `spans` copies a generated column.
    "sqlite": "c8d9e0f1a2b3",
    # "other objects depend on it": the older downgrades leave the tables that refer to this one's.
    "postgresql": "2b4d017a5e9b",
    "mysql": "base",
}
ROWS = """
INSERT INTO experiments VALUES (3, 'Default', './mlruns/3', 'active');
INSERT INTO experiments VALUES (1, 'it''s a "test"; really', './mlruns/1', 'active');
INSERT INTO experiments VALUES (2, 'gone', './mlruns/2', 'deleted');
INSERT INTO runs VALUES ('run1', 'one', 'LOCAL', 'train.py', 'main', 'ada', 'FINISHED', 1600000000000, 1600000001000, 'abc123', 'active', './mlruns/1/run1', 1);
INSERT INTO runs VALUES ('run2', 'two?', 'NOTEBOOK', 'n.ipynb', '', 'bob', 'RUNNING', 1600000002000, NULL, '', 'active', './mlruns/3/run2', 3);
INSERT INTO runs VALUES ('run3', NULL, 'UNKNOWN', '', '', '', 'FAILED', 1600000003000, 1600000004000, '', 'deleted', './mlruns/3/run3', 3);
INSERT INTO metrics VALUES ('loss', 0.5, 1600000000100, 'run1');
INSERT INTO metrics VALUES ('loss', 0.25, 1600000000200, 'run1');
INSERT INTO metrics VALUES ('accuracy', 1e-9, 1600000002500, 'run2');
INSERT INTO params VALUES ('lr', '0.01', 'run1');
INSERT INTO params VALUES ('note', 'a;b ''c'' ?', 'run2');
INSERT INTO tags VALUES ('mlflow.user', 'ada', 'run1');
INSERT INTO tags VALUES ('mlflow.runName', 'two', 'run2');
"""


class Recorder:
    """Collects what is executed until somebody asks."""

    def __init__(self, engine):
        import sqlalchemy

        self.pending = []
        self.dialect = engine.dialect.name
        sqlalchemy.event.listen(sqlalchemy.Engine, "before_cursor_execute", self.on_statement)

    def on_statement(self, connection, _cursor, statement, parameters, _context, many):
        text = statement.strip()
        if text.upper().startswith(READS) or "alembic_version" in text:
            return
        for each in parameters if many else [parameters]:
            self.pending.append(inlining.inlined(connection, text, each))

    def take(self):
        taken, self.pending = self.pending, []
        return "".join(f"{statement};\n" for statement in taken)


class History:
    """mlflow's revisions and a database of theirs."""

    def __init__(self, url, scripts, out):
        import sqlalchemy
        from alembic.config import Config
        from alembic.script import ScriptDirectory

        url = dialect_url(url)
        self.engine = sqlalchemy.create_engine(url, poolclass=sqlalchemy.pool.NullPool)
        self.dialect = self.engine.dialect.name
        self.buffer = io.StringIO()
        self.config = Config(output_buffer=self.buffer, stdout=io.StringIO())
        self.config.set_main_option("script_location", str(scripts))
        self.config.set_main_option("path_separator", "os")
        self.config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
        walked = ScriptDirectory.from_config(self.config).walk_revisions()
        self.order = [script.revision for script in walked][::-1]
        self.file = out / "steps.json"
        self.steps = json.loads(self.file.read_text("utf-8")) if self.file.exists() else {}

    def initial(self):
        """The tables before the first revision, and some rows for the data migrations."""
        from mlflow.store.tracking.dbmodels.initial_models import Base
        from sqlalchemy.schema import CreateTable

        tables = (str(CreateTable(table).compile(self.engine)) for table in Base.metadata.sorted_tables)
        script = "".join(f"{table.strip()};\n" for table in tables) + ROWS
        with self.engine.begin() as connection:
            for statement in filter(str.strip, script.split(";\n")):
                connection.exec_driver_sql(statement)
        return script

    def run(self, direction, revisions, target_of):
        """One revision after the other, so that it is known which of them did what."""
        from alembic import command

        act = getattr(command, direction)
        recorder = Recorder(self.engine)
        for revision in revisions:
            target = target_of(revision)
            ends = [revision, self.below(revision)]
            offline = self.offline(act, ":".join(ends if direction == "downgrade" else ends[::-1]))
            act(self.config, target)
            executed = recorder.take()
            if offline is None or bare(offline) != bare(executed):
                offline = executed
            self.steps.setdefault(revision, {})[direction] = offline

    def upgrade(self):
        self.run("upgrade", self.order, lambda revision: revision)

    def downgrade(self, bottom):
        if self.dialect == "mysql":
            self.without_foreign_keys()
        position = 0 if bottom == "base" else self.order.index(bottom) + 1
        applied = self.rows()[0]
        self.run("downgrade", self.order[position : self.order.index(applied) + 1][::-1], self.below)

    def below(self, revision):
        return ["base", *self.order][self.order.index(revision)]

    def offline(self, act, span):
        """What Alembic writes for a range without a database, if it can."""
        if self.dialect == "sqlite":
            return None  # SQLite keeps definitions as they were sent, and offline they look otherwise
        self.buffer.seek(0)
        self.buffer.truncate()
        try:
            act(self.config, span, sql=True)
        except Exception:  # each script that looks at the database fails in its own way
            return None
        return AROUND.sub("", self.buffer.getvalue()).strip()

    def without_foreign_keys(self):
        """mlflow drops indexes that foreign keys of the same table need, which MariaDB refuses otherwise."""
        import sqlalchemy

        def switch_off(connection, _record):
            connection.cursor().execute("SET foreign_key_checks = 0")

        sqlalchemy.event.listen(sqlalchemy.Engine, "connect", switch_off)

    def rows(self):
        with self.engine.connect() as connection:
            rows = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
            return sorted(row for (row,) in rows)

    def write(self, entries, folder):
        """The recorded revisions as rmig reads them."""
        self.file.write_text(json.dumps(self.steps), encoding="utf-8")
        folder.mkdir(exist_ok=True)
        for entry in entries:
            steps = self.steps[entry["revision"]]
            sections = [self.section(direction, steps.get(direction)) for direction in ("upgrade", "downgrade")]
            text = installed.rmig_header(entry) + "".join(sections)
            (folder / f"{entry['name']}.sql").write_text(text, encoding="utf-8")

    def section(self, direction, body):
        if body is None:
            return f"\n-- rmig: {direction} irreversible\n"
        marker = f"\n-- rmig: {direction} dialect={self.dialect}"
        if self.dialect == "sqlite" and REBUILDS.search(body):
            marker += " foreign_keys=off"
        if self.dialect == "mysql" and direction == "downgrade":
            body = f"SET foreign_key_checks = 0;\n{body}"
        return f"{marker}\n{body.strip()}\n"


def bare(script):
    """A script without what is only for people."""
    return re.sub(r"[\s;]+", "", script)


def dialect_url(url):
    """A URL of rmig's as SQLAlchemy writes it, with the drivers that are installed."""
    url = re.sub(r"^postgres(ql)?:", "postgresql+psycopg:", url)
    url = re.sub(r"^(mysql|mariadb):", "mysql+pymysql:", url)
    return re.sub(r"^sqlite:(?!//)", "sqlite:///", url)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cache", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--url", required=True)
    parser.add_argument("do", choices=["initial", "upgrade", "halfway", "bottom"])
    options = parser.parse_args()
    requirement, folder = installed.HISTORIES["mlflow"]
    package = installed.install(options.cache, requirement)
    support = installed.install(options.cache, SUPPORT, with_dependencies=True)
    sys.path[:0] = [str(package), str(support)]
    logging.disable(logging.INFO)
    warnings.simplefilter("ignore")

    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    history = History(options.url, (package / folder).parent, out)
    if options.do == "initial":
        (out / "initial.sql").write_text(history.initial(), encoding="utf-8")
        return
    if options.do == "upgrade":
        history.upgrade()
    else:
        history.downgrade(HALFWAY if options.do == "halfway" else BOTTOM[history.dialect])
    history.write(installed.scripts(package / folder), out / "versions")
    print("\n".join(history.rows()))


if __name__ == "__main__":
    main()

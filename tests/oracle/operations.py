"""The real Alembic as an oracle of operations: what it writes offline for lists of them.

    python operations.py [FILE]
    python operations.py --check DIR

A line is one case, `{dialect, ops, context?, naming_convention?, default_schema_name?}`; for each there is
a line `{sql, error, warnings}`. `--check` compares with the answers that DIR/*.jsonl already hold.

Nothing of Alembic's is re-implemented here: `form.py` makes its arguments out of JSON, and the directives
are methods of a real `Operations` over a real `MigrationContext` with `as_sql`.
"""

import argparse
import io
import json
import re
import sys
import warnings
from pathlib import Path

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import util
from sqlalchemy.engine import url
from sqlalchemy.sql import schema

import form

# Constraints and indexes of a table are sets; Alembic goes through them, and their order gets out. In the
# order in which they came to the table the same operations always have the same answer.
schema.set = util.OrderedSet

DIALECTS = "sqlite postgresql mysql mariadb mssql".split()
# Whole scripts, which have no list of operations.
SCRIPTS = "script_"
# Where Python's own text for an object says where it lies in memory.
PLACE = re.compile(r" object at 0x[0-9a-f]+")


def answer(case):
    """What Alembic writes, and whether it refuses or warns."""
    buffer = io.StringIO()
    error = None
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            operations = operations_of(case, buffer)
            for each in case["ops"]:
                form.run(operations, each)
        except Exception as problem:  # whatever it is, it is Alembic's answer
            error = {"type": type(problem).__name__, "message": message(problem)}
    return {"sql": buffer.getvalue(), "error": error, "warnings": [str(each.message) for each in warned]}


def message(problem):
    """The text of an error, without what differs from run to run."""
    if isinstance(problem, sa.exc.CircularDependencyError):
        return f"Circular dependency detected. {sorted(problem.cycles)}"
    return PLACE.sub("", str(problem))


def operations_of(case, buffer):
    """Directives that write to the buffer."""
    # Other drivers' ways to mark parameters double each `%`.
    dialect = url.make_url(f"{case['dialect']}://").get_dialect()(paramstyle="named")
    if "default_schema_name" in case:
        dialect.default_schema_name = case["default_schema_name"]
    options = {"as_sql": True, "literal_binds": True, "output_buffer": buffer, **case.get("context", {})}
    if "naming_convention" in case:
        options["target_metadata"] = sa.MetaData(naming_convention=case["naming_convention"])
    return Operations(MigrationContext.configure(dialect=dialect, opts=options))


def lines(file):
    """The cases of a file, without whole scripts."""
    for line in file:
        if line.strip():
            case = json.loads(line)
            if not case.get("case", "").startswith(SCRIPTS):
                yield case


def check(folder):
    """How many recorded answers are Alembic's, and which are not."""
    equal, different = 0, []
    for dialect in DIALECTS:
        with open(folder / f"{dialect}.jsonl", encoding="utf-8") as file:
            for case in lines(file):
                got = answer(case)
                wrong = [key for key in got if got[key] != case[key]]
                equal += not wrong
                different += [(case, got, wrong)] if wrong else []
    for case, got, wrong in different:
        print(f"{case['dialect']} {case['case']}")
        for key in wrong:
            print(f"  {key} recorded {case[key]!r}\n  {key} answered {got[key]!r}")
    print(f"{equal} equal, {len(different)} different")
    return 1 if different or not equal else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", type=Path, metavar="DIR")
    parser.add_argument("file", nargs="?", default="-")
    options = parser.parse_args()
    if options.check:
        sys.exit(check(options.check))
    source = sys.stdin if options.file == "-" else open(options.file, encoding="utf-8")
    with source:
        for case in lines(source):
            print(json.dumps(answer(case)))


if __name__ == "__main__":
    main()

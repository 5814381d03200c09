"""Writes random lists of operations with what Alembic makes of them, one case a line.

    python random_operations.py SEED COUNT [--start N]

Case number N of a seed is always the same one. The form is that of `operations.py`; a line holds the case
and its answer.
"""

import argparse
import json

import operations
import random_batches
import random_rows
from random_tables import (
    column,
    column_foreign_key,
    deferring,
    excluding,
    index,
    index_columns,
    index_options,
    options_of,
    referring,
    table,
    table_options,
)
from random_words import Dice


def create_table(dice):
    form, names = table(dice, dice.table())
    form = {"op": "create_table", **form}
    if names:
        dice.maybe(form, "indexes", 0.12, lambda: [index(dice, names)])
    placed(dice, form)
    dice.maybe(form, "comment", 0.15, dice.string)
    dice.maybe(form, "if_not_exists", 0.12, dice.flag)
    dice.maybe(form, "prefixes", 0.08, lambda: dice.pick(["TEMPORARY"], ["UNLOGGED"], ["GLOBAL", "TEMPORARY"]))
    return table_options(dice, form)


def placed(dice, form, key="schema"):
    """The form, perhaps with a schema."""
    dice.maybe(form, key, 0.2, dice.schema)
    return form


def drop_table(dice):
    form = placed(dice, {"op": "drop_table", "table": dice.table()})
    dice.maybe(form, "if_exists", 0.3, dice.flag)
    return form


def rename_table(dice):
    return placed(dice, {"op": "rename_table", "table": dice.table(), "new_name": dice.table()})


def add_column(dice):
    # SQLite refuses what would be a constraint of its own.
    made = column(dice, flags=0.04 if dice.dialect == "sqlite" else 0.18)
    if dice.dialect == "sqlite" and dice.chance(0.1):
        made["foreign_key"] = column_foreign_key(dice)
    dice.maybe(made, "primary_key", 0.06, True)
    dice.maybe(made, "autoincrement", 0.05, lambda: dice.pick(True, False))
    form = placed(dice, {"op": "add_column", "table": dice.table(), "column": made})
    dice.maybe(form, "if_not_exists", 0.12, dice.flag)
    if "foreign_key" in made and dice.dialect == "sqlite":
        form["inline_references"] = dice.chance(0.9)
    dice.maybe(form, "inline_references", 0.5 if "foreign_key" in made else 0.05, dice.flag)
    dice.maybe(form, "inline_primary_key", 0.5 if "primary_key" in made else 0.05, dice.flag)
    return form


def alter_column(dice):
    """Any combination of what is new and what was."""
    form = {"op": "alter_column", "table": dice.table(), "column": dice.column()}
    random_batches.alterations(dice, form)
    return placed(dice, form)


def drop_column(dice):
    form = placed(dice, {"op": "drop_column", "table": dice.table(), "column": dice.column()})
    dice.maybe(form, "if_exists", 0.2, dice.flag)
    if dice.dialect == "mssql" or dice.chance(0.03):
        for key in ("default", "check", "foreign_key"):
            dice.maybe(form, f"mssql_drop_{key}", 0.3, dice.flag)
    return form


def create_index(dice):
    columns = dice.columns()
    form = {
        "op": "create_index",
        "name": dice.name("ix"),
        "table": dice.table(),
        "columns": index_columns(dice, columns),
    }
    dice.maybe(form, "unique", 0.3, dice.flag)
    dice.maybe(form, "if_not_exists", 0.15, dice.flag)
    return index_options(dice, placed(dice, form), columns)


def drop_index(dice):
    form = {"op": "drop_index", "name": dice.name("ix", 0.04)}
    if not dice.chance(0.1):
        form["table"] = dice.table()
    dice.maybe(form, "if_exists", 0.2, dice.flag)
    if dice.dialect == "postgresql":
        dice.maybe(form, "postgresql_concurrently", 0.25, dice.flag)
    return placed(dice, form)


def create_unique_constraint(dice):
    columns = dice.columns()
    form = {
        "op": "create_unique_constraint",
        "name": dice.name("uq"),
        "table": dice.table(),
        "columns": columns,
    }
    return options_of(dice, "unique", deferring(dice, placed(dice, form)), columns)


def create_check_constraint(dice):
    form = {
        "op": "create_check_constraint",
        "name": dice.name("ck"),
        "table": dice.table(),
        "condition": dice.condition(),
    }
    return options_of(dice, "check", deferring(dice, placed(dice, form)), [])


def create_primary_key(dice):
    columns = dice.columns()
    form = {"op": "create_primary_key", "name": dice.name("pk"), "table": dice.table(), "columns": columns}
    return placed(dice, form)


def create_foreign_key(dice):
    local = dice.columns()
    remote = dice.columns(len(local), len(local))
    remote = (remote + [f"r{place}" for place in range(len(local))])[: len(local)]
    if dice.chance(0.02):
        remote = remote[:-1] or ["a", "b"]
    place = dice.table()
    form = {
        "op": "create_foreign_key",
        "name": dice.name("fk"),
        "table": place,
        "referent_table": place if dice.chance(0.15) else dice.table(),
        "local_cols": local,
        "remote_cols": remote,
    }
    placed(dice, placed(dice, form, "source_schema"), "referent_schema")
    return referring(dice, form)


def create_exclude_constraint(dice):
    elements = [[each, dice.pick("=", "&&", "<>")] for each in dice.columns(1, 2)]
    form = {
        "op": "create_exclude_constraint",
        "name": dice.name("ex", 0.05),
        "table": dice.table(),
        "elements": elements,
    }
    return placed(dice, excluding(dice, form))


def drop_constraint(dice):
    form = {"op": "drop_constraint", "name": dice.name("c", 0.05), "table": dice.table()}
    if not dice.chance(0.15):
        form["type_"] = dice.pick("foreignkey", "primary", "unique", "check")
        if dice.chance(0.02):
            form["type_"] = dice.pick("exclude", "foreign_key", "UNIQUE")
    dice.maybe(form, "if_exists", 0.2, dice.flag)
    return placed(dice, form)


def create_table_comment(dice):
    form = {
        "op": "create_table_comment",
        "table": dice.table(),
        "comment": None if dice.chance(0.06) else dice.string(),
    }
    dice.maybe(form, "existing_comment", 0.3, dice.string)
    return placed(dice, form)


def drop_table_comment(dice):
    form = {"op": "drop_table_comment", "table": dice.table()}
    dice.maybe(form, "existing_comment", 0.3, dice.string)
    return placed(dice, form)


# How often each directive is drawn.
DIRECTIVES = [
    (create_table, 24),
    (drop_table, 3),
    (rename_table, 3),
    (add_column, 14),
    (alter_column, 18),
    (drop_column, 4),
    (create_index, 10),
    (drop_index, 3),
    (create_unique_constraint, 5),
    (create_check_constraint, 5),
    (create_primary_key, 4),
    (create_foreign_key, 7),
    (create_exclude_constraint, 0.1),
    (drop_constraint, 5),
    (create_table_comment, 3),
    (drop_table_comment, 2),
    (random_rows.bulk_insert, 7),
    (random_rows.execute, 4),
    (random_rows.execute_update, 3),
    (random_batches.batch_alter_table, 12),
]
# SQLite refuses these everywhere but in a batch; they'd fill the cases with one and the same error.
NOT_FOR_SQLITE = {
    create_unique_constraint,
    create_check_constraint,
    create_primary_key,
    create_foreign_key,
    drop_constraint,
}


def directive(dice):
    """A random operation."""
    weights = []
    for make, weight in DIRECTIVES:
        if make is create_exclude_constraint and dice.dialect == "postgresql":
            weight = 4
        if dice.dialect == "sqlite" and make in NOT_FOR_SQLITE:
            weight = 0.3
        if dice.dialect == "sqlite" and make is random_batches.batch_alter_table:
            weight = 36
        weights.append(weight)
    ((make, _),) = dice.rng.choices(DIRECTIVES, weights)
    return make(dice)


def case(seed, number):
    """Case `number` of the seed."""
    dialect = operations.DIALECTS[number % len(operations.DIALECTS)]
    dice = Dice(f"{seed}/{number}", dialect)
    ops = [directive(dice) for _ in range(dice.rng.choices((1, 2, 3), (7, 2, 1))[0])]
    made = {"case": f"random_{seed}_{number:05}_{ops[0]['op']}", "dialect": dialect, "ops": ops}
    context = {}
    if dice.chance(0.04):
        context["literal_binds"] = False
    if dialect == "mssql" and dice.chance(0.06):
        context["mssql_batch_separator"] = dice.pick("", "GO 2", "--", "go")
    if context:
        made["context"] = context
    if dice.conventions:
        made["naming_convention"] = dice.conventions
    if dialect == "mssql" and dice.chance(0.92):
        made["default_schema_name"] = dice.pick("dbo", "dbo", "dbo", "My Schema")
    return made


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seed")
    parser.add_argument("count", type=int)
    parser.add_argument("--start", type=int, default=0)
    options = parser.parse_args()
    for number in range(options.start, options.start + options.count):
        made = case(options.seed, number)
        print(json.dumps({**made, **operations.answer(made)}))


if __name__ == "__main__":
    main()

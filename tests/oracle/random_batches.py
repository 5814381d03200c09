"""Random changes of columns, and batches of changes of one table."""

from random_tables import (
    column,
    constraint,
    default,
    deferring,
    identity,
    index,
    index_columns,
    index_options,
    options_of,
    referring,
    table,
    table_options,
)
from random_types import random_type


def alterations(dice, form, existing=None):
    """Gives the form of `alter_column` what is new and what was; at least one thing is new."""
    needs_type = dice.family == "mysql" or dice.dialect == "mssql"
    kinds = ["nullable", "comment", "server_default", "new_column_name", "type_"]
    if dice.dialect == "sqlite" and existing is None and not dice.chance(0.1):
        kinds.remove("comment")
    for key in dice.some(kinds, 1, 2) if dice.chance(0.75) else dice.some(kinds, 0, 5):
        form[key] = {
            "nullable": dice.flag,
            "comment": lambda: None if dice.chance(0.25) else dice.string(),
            "server_default": lambda: new_default(dice),
            "new_column_name": dice.column,
            "type_": lambda: altered_type(dice),
        }[key]()
    if existing is None:
        existing = {"type": altered_type(dice)}
    if dice.chance(0.85 if needs_type else 0.35):
        form["existing_type"] = existing["type"]
    if dice.chance(0.5 if needs_type else 0.2):
        form["existing_nullable"] = dice.flag()
    dice.maybe(
        form,
        "existing_server_default",
        0.3,
        lambda: dice.pick(False, None, default(dice, 0.15), default(dice, 0.15)),
    )
    dice.maybe(form, "existing_comment", 0.25, lambda: dice.pick(None, dice.string(), dice.string()))
    if dice.family == "mysql" or dice.chance(0.04):
        dice.maybe(form, "autoincrement", 0.15, dice.flag)
        dice.maybe(form, "existing_autoincrement", 0.15, dice.flag)
    if dice.dialect == "postgresql" and ("type_" in form or dice.chance(0.03)):
        dice.maybe(
            form, "postgresql_using", 0.35, lambda: dice.pick("name::integer", "lower(a)", "a\\:b", "'100%'")
        )
    if dice.dialect == "postgresql" and "server_default" in form and dice.chance(0.25):
        form["server_default"] = dice.pick(identity(dice), identity(dice), None)
        form["existing_server_default"] = dice.pick(identity(dice), None, identity(dice))


def altered_type(dice):
    """A type; more often than elsewhere one that has a CHECK."""
    if dice.chance(0.85):
        return random_type(dice)
    if dice.chance(0.5):
        return {"type": "boolean", "create_constraint": True, "name": dice.pick("ck_flag", "My Check")}
    made = {
        "type": "enum",
        "values": dice.pick(["a", "b"], ["a", "b", "it's"]),
        "name": dice.pick("state", "kind_enum"),
        "create_constraint": True,
    }
    dice.maybe(made, "native_enum", 0.5, False)
    return made


def new_default(dice):
    """A default that a column gets; null drops it and false leaves it."""
    if dice.chance(0.25):
        return None
    if dice.chance(0.05):
        return False
    return default(dice, 0.08)


class Block:
    """The table of a batch, as far as its operations know it."""

    def __init__(self, dice, form, names, recreated):
        self.dice = dice
        self.recreated = recreated
        self.columns = {each["name"]: each for each in form["columns"]}
        self.names = names
        self.constraints = [each for each in form.get("constraints", ()) if "name" in each]
        self.indexes = [each for each in form.get("indexes", ()) if "name" in each]

    def one(self):
        """A column of the table, or hardly ever another."""
        if not self.names or self.dice.chance(0.03):
            return "no_such"
        return self.dice.pick(*self.names)

    def some(self):
        return self.dice.some(self.names, 1, 2) or ["no_such"]

    def add_column(self):
        made = column(self.dice, flags=0.1, identities=False)
        form = {"op": "add_column", "column": made}
        if self.dice.chance(0.3 if self.recreated else 0.02):
            form[self.dice.pick("insert_after", "insert_before")] = self.one()
            self.dice.maybe(form, "insert_before", 0.1, self.one)
        self.dice.maybe(form, "if_not_exists", 0.05, self.dice.flag)
        if "foreign_key" in made:
            self.dice.maybe(form, "inline_references", 0.2, self.dice.flag)
        return form

    def drop_column(self):
        form = {"op": "drop_column", "column": self.one()}
        if form["column"] in self.columns and self.dice.chance(0.2):
            form["existing_type"] = self.columns[form["column"]]["type"]
        self.dice.maybe(form, "if_exists", 0.05, self.dice.flag)
        return form

    def alter_column(self):
        name = self.one()
        form = {"op": "alter_column", "column": name}
        alterations(self.dice, form, self.columns.get(name))
        self.dice.maybe(form, "insert_after", 0.04, self.one)
        return form

    def create_index(self):
        columns = index_columns(self.dice, self.names)
        form = {"op": "create_index", "name": self.dice.name("ix", 0.05), "columns": columns}
        self.dice.maybe(form, "unique", 0.3, self.dice.flag)
        self.dice.maybe(form, "if_not_exists", 0.05, self.dice.flag)
        return index_options(self.dice, form, self.names)

    def drop_index(self):
        name = self.dice.pick(*self.indexes)["name"] if self.indexes and self.dice.chance(0.9) else "ix_nope"
        form = {"op": "drop_index", "name": name}
        self.dice.maybe(form, "if_exists", 0.05, self.dice.flag)
        return form

    def drop_constraint(self):
        if not self.constraints or self.dice.chance(0.06):
            return {
                "op": "drop_constraint",
                "name": "nope",
                "type_": self.dice.pick("unique", "check", "foreignkey"),
            }
        chosen = self.dice.pick(*self.constraints)
        form = {"op": "drop_constraint", "name": chosen["name"]}
        kinds = {"foreign_key": "foreignkey", "primary_key": "primary"}
        if chosen["kind"] != "exclude" and self.dice.chance(0.85):
            form["type_"] = kinds.get(chosen["kind"], chosen["kind"])
        return form

    def create_unique_constraint(self):
        form = {"op": "create_unique_constraint", "name": self.dice.name("uq", 0.05), "columns": self.some()}
        return options_of(self.dice, "unique", deferring(self.dice, form), self.names)

    def create_check_constraint(self):
        form = {
            "op": "create_check_constraint",
            "name": self.dice.name("ck", 0.05),
            "condition": self.dice.condition(),
        }
        return options_of(self.dice, "check", deferring(self.dice, form), self.names)

    def create_primary_key(self):
        return {"op": "create_primary_key", "name": self.dice.name("pk", 0.05), "columns": self.some()}

    def create_foreign_key(self):
        local = self.some()
        remote = self.dice.some(["id", "no", "part"], len(local), len(local))
        form = {
            "op": "create_foreign_key",
            "name": self.dice.name("fk", 0.05),
            "referent_table": self.dice.table(),
        }
        form.update(local_cols=local, remote_cols=remote)
        self.dice.maybe(form, "referent_schema", 0.1, self.dice.schema)
        return referring(self.dice, form)

    def create_table_comment(self):
        form = {"op": "create_table_comment", "comment": self.dice.string()}
        self.dice.maybe(form, "existing_comment", 0.2, self.dice.string)
        return form

    def drop_table_comment(self):
        return {"op": "drop_table_comment"}

    def execute(self):
        return {"op": "execute", "sql": self.dice.pick("SELECT 1", "UPDATE a SET b = '12\\:30'", "SELECT '%'")}

    def operation(self):
        weights = {
            self.add_column: 8,
            self.alter_column: 8,
            self.drop_column: 5 if len(self.names) > 1 else 0.5,
            self.create_index: 4,
            self.drop_index: 3,
            self.drop_constraint: 4,
            self.create_unique_constraint: 3,
            self.create_check_constraint: 3,
            self.create_primary_key: 2,
            self.create_foreign_key: 3,
            self.create_table_comment: 1,
            self.drop_table_comment: 1,
            self.execute: 1,
        }
        return self.dice.rng.choices(list(weights), list(weights.values()))[0]()


def batch_alter_table(dice):
    """A batch, mostly with the table that it copies."""
    copied, names = table(dice, dice.table())
    copied["indexes"] = [index(dice, names) for _ in range(dice.rng.randint(0, 2))] if names else []
    if not copied["indexes"]:
        del copied["indexes"]
    dice.maybe(copied, "comment", 0.08, dice.string)
    table_options(dice, copied)
    form = {"op": "batch_alter_table", "table": copied.pop("table")}
    if dice.chance(0.85 if dice.dialect == "sqlite" else 0.6):
        form["copy_from"] = copied
    elif dice.dialect == "sqlite" and dice.chance(0.7):
        form["recreate"] = "never"
    choices = (
        ["always", "always", None, "auto", "never"] if "copy_from" in form else [None, None, "auto", "never"]
    )
    recreate = form.get("recreate") or dice.pick(*choices)
    if recreate:
        form["recreate"] = recreate
    block = Block(dice, copied, names, recreate == "always")
    form["operations"] = [block.operation() for _ in range(dice.rng.choices((0, 1, 2, 3), (1, 10, 6, 3))[0])]
    dice.maybe(form, "schema", 0.12, dice.schema)
    if names:
        dice.maybe(form, "partial_reordering", 0.1, lambda: reordering(dice, names))
        dice.maybe(
            form,
            "table_args",
            0.12,
            lambda: [constraint(dice, dice.pick("check", "unique", "unique", "foreign_key"), names)],
        )
    dice.maybe(form, "table_kwargs", 0.12, lambda: table_options(dice, {}))
    dice.maybe(form, "reflect_args", 0.04, lambda: [column(dice)])
    return form


def reordering(dice, names):
    """One order of columns, or several that may not contradict each other."""
    orders = [dice.some(names, 2, len(names)) for _ in range(dice.pick(1, 1, 2))]
    return [each for each in orders if each] or [names]

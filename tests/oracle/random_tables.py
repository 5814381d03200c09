"""Random columns, constraints, indexes and table options, in the form that `form.py` reads."""

from random_types import random_type

ACTIONS = ["CASCADE", "SET NULL", "RESTRICT", "NO ACTION", "SET DEFAULT", "cascade"]
ODD_ACTIONS = ["SET NULL (a)", 'SET DEFAULT (a, "b c")', "EXPLODE", ""]
CONFLICTS = ["REPLACE", "IGNORE", "FAIL", "ABORT", "ROLLBACK"]
METHODS = ["btree", "hash", "gin", "gist", "brin", "GIN", "spgist"]


def identity(dice):
    """Options of an identity column."""
    made = {}
    dice.maybe(made, "always", 0.6, dice.flag)
    dice.maybe(made, "start", 0.5, lambda: dice.pick(1, 10, 0, -5, 1000000000000))
    dice.maybe(made, "increment", 0.4, lambda: dice.pick(1, 5, -1))
    dice.maybe(made, "minvalue", 0.2, lambda: dice.pick(0, 1, -100))
    dice.maybe(made, "maxvalue", 0.2, lambda: dice.pick(100, 9223372036854775807))
    for key in ("nominvalue", "nomaxvalue"):
        dice.maybe(made, key, 0.1, True)
    dice.maybe(made, "cycle", 0.2, dice.flag)
    dice.maybe(made, "cache", 0.2, lambda: dice.pick(1, 50))
    # Both at once warn in an order that varies.
    dice.maybe(made, dice.pick("order", "on_null"), 0.05, dice.flag)
    return {"identity": made}


def computed(dice):
    made = {"sqltext": dice.computed_text()}
    if dice.chance(0.6):
        made["persisted"] = dice.flag()
    return {"computed": made}


def default(dice, generated=0.2):
    """A server default of any kind."""
    if dice.chance(generated):
        return identity(dice) if dice.chance(0.5) else computed(dice)
    if dice.chance(0.08):
        return {"now": True}
    if dice.chance(0.08):
        return {"func": dice.function()}
    if dice.chance(0.45):
        return {"literal": dice.string()}
    return {"text": dice.expression()}


def column(dice, flags=0.1, identities=True):
    """A column; `flags` is the chance of each keyword that makes a constraint or an index of it."""
    made = {"name": dice.column(), "type": random_type(dice)}
    if dice.chance(0.35):
        made["nullable"] = dice.chance(0.35)
    dice.maybe(made, "server_default", 0.3, lambda: default(dice, 0.2 if identities else 0.08))
    dice.maybe(made, "unique", flags, dice.chance(0.9))
    dice.maybe(made, "index", flags, dice.chance(0.9))
    dice.maybe(made, "comment", 0.12, dice.string)
    dice.maybe(made, "foreign_key", flags, lambda: column_foreign_key(dice))
    dice.maybe(made, "check", flags * 0.7, lambda: named(dice, "ck", {"sqltext": dice.check()}, 0.3))
    if dice.dialect == "sqlite":
        for key in ("not_null", "unique", "primary_key"):
            dice.maybe(made, f"sqlite_on_conflict_{key}", 0.05, lambda: dice.pick(*CONFLICTS))
    if dice.dialect == "mssql":
        for key in ("start", "increment"):
            dice.maybe(made, f"mssql_identity_{key}", 0.02, lambda: dice.pick(1, 5))
    return made


def primary_column(dice):
    """A column of a primary key."""
    made = {"name": "id" if dice.chance(0.7) else dice.column()}
    if dice.chance(0.7):
        made["type"] = {"type": dice.pick("integer", "integer", "bigint", "smallint")}
    else:
        made["type"] = random_type(dice)
    made["primary_key"] = True
    dice.maybe(made, "autoincrement", 0.3, lambda: dice.pick(True, False, "auto"))
    dice.maybe(made, "server_default", 0.15, lambda: identity(dice) if dice.chance(0.6) else default(dice))
    dice.maybe(made, "nullable", 0.08, dice.flag)
    dice.maybe(made, "foreign_key", 0.08, lambda: column_foreign_key(dice))
    dice.maybe(made, "comment", 0.06, dice.string)
    if dice.dialect == "sqlite":
        dice.maybe(made, "sqlite_on_conflict_primary_key", 0.1, lambda: dice.pick(*CONFLICTS))
    return made


def named(dice, prefix, form, unnamed=0.15):
    """The form with a name, or without."""
    name = dice.name(prefix, unnamed)
    return form if name is None else {**form, "name": name}


def deferring(dice, form):
    dice.maybe(form, "deferrable", 0.15, dice.flag)
    dice.maybe(form, "initially", 0.12, lambda: dice.pick("DEFERRED", "IMMEDIATE", "deferred"))
    return form


def referring(dice, form):
    """The options of a foreign key."""
    for key in ("ondelete", "onupdate"):
        dice.maybe(form, key, 0.3, lambda: dice.pick(*(ODD_ACTIONS if dice.chance(0.06) else ACTIONS)))
    dice.maybe(
        form, "match", 0.04 if dice.family == "mysql" else 0.1, lambda: dice.pick("FULL", "PARTIAL", "SIMPLE")
    )
    if dice.dialect == "postgresql":
        dice.maybe(form, "postgresql_not_valid", 0.12, dice.flag)
    return deferring(dice, form)


def column_foreign_key(dice):
    return referring(dice, named(dice, "fk", {"target": dice.target()[0]}, 0.4))


def options_of(dice, kind, form, columns):
    """The options that the dialect has for a unique, primary key or check constraint."""
    if dice.dialect == "postgresql" and kind in ("unique", "primary_key"):
        if kind == "unique":
            dice.maybe(form, "postgresql_nulls_not_distinct", 0.2, dice.flag)
        dice.maybe(form, "postgresql_include", 0.12, lambda: dice.some(columns, 1, 2))
    if dice.dialect == "postgresql" and kind == "check":
        dice.maybe(form, "postgresql_not_valid", 0.15, dice.flag)
    if dice.dialect == "mssql" and kind in ("unique", "primary_key"):
        dice.maybe(form, "mssql_clustered", 0.3, dice.flag)
    if dice.family == "mysql" and kind == "primary_key":
        dice.maybe(form, f"{dice.own()}_using", 0.12, lambda: dice.pick("btree", "HASH"))
    if dice.dialect == "sqlite":
        dice.maybe(form, "sqlite_on_conflict", 0.15, lambda: dice.pick(*CONFLICTS))
    return form


def constraint(dice, kind, columns):
    """A constraint of a table that has these columns."""
    chosen = dice.some(columns, 1, 2) if columns and not dice.chance(0.02) else ["no_such"]
    if kind == "check":
        form = named(dice, "ck", {"kind": kind, "sqltext": dice.check()})
        return options_of(dice, kind, deferring(dice, form), columns)
    if kind == "foreign_key":
        form = {"kind": kind, "columns": chosen, "refcolumns": dice.target(len(chosen))}
        form = referring(dice, named(dice, "fk", form, 0.25))
        dice.maybe(form, "use_alter", 0.04, True)
        return form
    if kind == "exclude":
        form = {"kind": kind, "elements": [[each, dice.pick("=", "&&")] for each in chosen]}
        return excluding(dice, named(dice, "ex", form))
    form = named(dice, "uq" if kind == "unique" else "pk", {"kind": kind, "columns": chosen}, 0.25)
    return options_of(dice, kind, deferring(dice, form), columns)


def excluding(dice, form):
    """The options of an exclusion constraint."""
    dice.maybe(form, "using", 0.4, lambda: dice.pick("gist", "btree", "GIST"))
    dice.maybe(form, "where", 0.3, lambda: dice.condition() if form.get("kind") else dice.check())
    if form.get("kind"):
        dice.maybe(form, "ops", 0.1, lambda: {form["elements"][0][0]: "my_opclass"})
    return deferring(dice, form)


def index_columns(dice, columns):
    """What an index is on: columns, texts, functions, in an order."""
    made = []
    for name in dice.some(columns, 1, 3) or ["a"]:
        if not dice.chance(0.15 * dice.spice):
            made.append(name)
            continue
        kind = dice.pick("text", "text", "column", "column", "func")
        if kind == "text":
            each = {"text": dice.indexed_text()}
        elif kind == "func":
            each = {"func": dice.pick("lower", "coalesce", "Mixed"), "args": [name, *dice.some(columns, 0, 1)]}
        else:
            each = {"column": name}
        for turns in (("asc", "desc"), ("nulls_first", "nulls_last")):
            if dice.chance({"text": 0.0, "column": 0.6, "func": 0.2}[kind]):
                each[dice.pick(*turns)] = True
        made.append(each)
    return made


def index_options(dice, form, columns, others=("extra",)):
    """The options that the dialect has for an index; rarely another's. It may include columns and others."""
    names = [each for each in form["columns"] if isinstance(each, str)]
    family = dice.family if not dice.chance(0.04) else dice.pick("sqlite", "postgresql", "mysql", "mssql")
    if family == "sqlite":
        dice.maybe(form, "sqlite_where", 0.3, dice.where)
    elif family == "mysql":
        own = dice.own()
        dice.maybe(
            form,
            f"{own}_length",
            0.25,
            lambda: dice.pick(5, {each: 10 for each in names} or 7, {each: 3 for each in names[:1]} or 2),
        )
        dice.maybe(form, f"{own}_prefix", 0.15, lambda: dice.pick("FULLTEXT", "SPATIAL"))
        dice.maybe(form, f"{own}_using", 0.2, lambda: dice.pick("btree", "HASH", "hash"))
        dice.maybe(form, f"{own}_with_parser", 0.1, "ngram")
    elif family == "postgresql":
        dice.maybe(form, "postgresql_using", 0.25, lambda: dice.pick(*METHODS))
        dice.maybe(form, "postgresql_ops", 0.15, lambda: {each: "text_pattern_ops" for each in names[:2]})
        dice.maybe(form, "postgresql_where", 0.2, dice.where)
        dice.maybe(form, "postgresql_include", 0.2, lambda: dice.some([*columns, *others], 1, 2))
        dice.maybe(
            form,
            "postgresql_with",
            0.15,
            lambda: dice.pick(
                {"fillfactor": 50}, {"fastupdate": "off", "buffering": "auto"}, {"deduplicate_items": True}
            ),
        )
        dice.maybe(form, "postgresql_tablespace", 0.12, lambda: dice.pick("fast", "My Space"))
        dice.maybe(form, "postgresql_concurrently", 0.15, dice.flag)
        dice.maybe(form, "postgresql_nulls_not_distinct", 0.15, dice.flag)
    else:
        dice.maybe(form, "mssql_clustered", 0.25, dice.flag)
        dice.maybe(form, "mssql_include", 0.25, lambda: dice.some([*columns, *others], 1, 2))
        dice.maybe(form, "mssql_where", 0.2, dice.where)
        dice.maybe(form, "mssql_columnstore", 0.1, dice.flag)
    return form


def index(dice, columns):
    """An index that is made with its table."""
    form = named(dice, "ix", {"columns": index_columns(dice, columns)}, 0.03)
    dice.maybe(form, "unique", 0.3, dice.flag)
    return index_options(dice, form, columns, others=())


def table_options(dice, form):
    """The options that the dialect has for a table; rarely another's."""
    family = dice.family if not dice.chance(0.04) else dice.pick("sqlite", "postgresql", "mysql")
    if family == "sqlite":
        dice.maybe(form, "sqlite_autoincrement", 0.2, dice.flag)
        dice.maybe(form, "sqlite_with_rowid", 0.12, dice.flag)
        dice.maybe(form, "sqlite_strict", 0.12, dice.flag)
    elif family == "postgresql":
        dice.maybe(form, "postgresql_inherits", 0.08, lambda: dice.pick("parent", ["a", "My B"], "a.b"))
        dice.maybe(
            form,
            "postgresql_partition_by",
            0.1,
            lambda: dice.pick("RANGE (id)", "LIST (lower(name))", "HASH (a, b)"),
        )
        dice.maybe(form, "postgresql_using", 0.06, "heap")
        dice.maybe(
            form,
            "postgresql_with",
            0.1,
            lambda: dice.pick(
                {"fillfactor": 70}, {"autovacuum_enabled": False, "toast.autovacuum_enabled": "true"}
            ),
        )
        dice.maybe(form, "postgresql_with_oids", 0.06, dice.flag)
        dice.maybe(
            form, "postgresql_on_commit", 0.06, lambda: dice.pick("PRESERVE ROWS", "DROP", "delete_rows")
        )
        dice.maybe(form, "postgresql_tablespace", 0.1, lambda: dice.pick("fast", "My Space"))
    elif family == "mysql":
        mysql_options(dice, form, dice.own())
    return form


MYSQL_OPTIONS = {
    "engine": ["InnoDB", "MyISAM"],
    "charset": ["utf8mb4", "latin1"],
    "default_charset": ["utf8mb4"],
    "collate": ["utf8mb4_bin"],
    "auto_increment": ["100"],
    "row_format": ["DYNAMIC", "COMPRESSED"],
    "key_block_size": ["8"],
    "comment": ["it's"],
    "data_directory": ["/data"],
    "pack_keys": ["1"],
    "checksum": ["1"],
    "stats_persistent": ["0"],
    "max_rows": ["1000", 1000],
    "tablespace": ["ts1"],
    "encryption": ["'Y'"],
    "partition_by": ["HASH (id)", "KEY (id)"],
    "partitions": ["4"],
    "subpartition_by": ["KEY (id)"],
    "subpartitions": ["2"],
}


def mysql_options(dice, form, own):
    if dice.chance(0.5 * dice.spice):
        for key in dice.some(MYSQL_OPTIONS, 1, 4):
            form[f"{own}_{key}"] = dice.pick(*MYSQL_OPTIONS[key])


def table(dice, name):
    """All parts of a table, and the names of its columns."""
    columns = []
    keys = dice.rng.choices((0, 1, 2, 3), weights=(2, 7, 2, 1))[0]
    explicit = keys and dice.chance(0.25)
    for _ in range(keys):
        columns.append(primary_column(dice))
        if explicit:
            del columns[-1]["primary_key"]
    key_names = [each["name"] for each in columns]
    columns += [column(dice) for _ in range(dice.rng.randint(0, 3))]
    form = {"table": name, "columns": list({each["name"]: each for each in columns}.values())}
    names = [each["name"] for each in form["columns"]]
    constraints = []
    if explicit:
        constraints.append(
            {**constraint(dice, "primary_key", names), "columns": list(dict.fromkeys(key_names))}
        )
    kinds = ["unique", "check", "foreign_key"] + ["exclude"] * (dice.dialect == "postgresql")
    if names and dice.chance(0.5 * dice.spice):
        constraints += [constraint(dice, dice.pick(*kinds), names) for _ in range(dice.rng.randint(1, 2))]
    if constraints:
        form["constraints"] = constraints
    return form, names

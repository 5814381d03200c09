"""Random operations that touch rows: inserts, updates, and statements as text."""

DATES = ["2024-02-03", "1999-12-31", "0001-01-01", "9999-12-31"]
TIMES = [
    "2024-02-03T04:05:06",
    "2024-02-03T04:05:06.123456",
    "1999-12-31T23:59:59",
    "2024-02-03T00:00:00",
    "2024-02-03T04:05:06+02:00",
]
CLOCKS = ["04:05:06", "00:00:00", "23:59:59.000001"]
NUMBERS = [0, 1, -1, 42, 2147483648, -9223372036854775808, 10**20]
FLOATS = [0.0, 1.5, -0.25, 1e30, 1e-9, 0.1, 100.0, -0.0]
DECIMALS = ["1.50", "-0.001", "123456789.123456789", "1E+5", "0"]
STATEMENTS = [
    "UPDATE account SET name='x' WHERE id=1", "SELECT 1", "DELETE FROM a;", "DELETE FROM a;\n",
    "  \n UPDATE a SET b = 1  ", "-- only a comment", "UPDATE a SET b='it''s'", "UPDATE a SET b='100%'",
    "SELECT '%(x)s', '%s', '%%'", "UPDATE a SET t='12\\:30'", "SELECT a::int FROM b",
    "SELECT '{\"a\"\\: 1}'::jsonb", "UPDATE a\n\tSET b = 1", "SELECT 'a\\\\b'", "SELECT ':x'", "SELECT a[1:2]",
    "SELECT x\\:\\:int", "A; B;\nC", "CREATE FUNCTION f() RETURNS int AS $$ SELECT 1; $$ LANGUAGE sql",
    "UPDATE a SET b = :value WHERE c = :other", "SELECT ::x", "SELECT 'ü', '日本', N'😀'", "SELECT a:b",
    "INSERT INTO a VALUES (1, 'a:b', '::')", 'SELECT "q", `b`, [c]', "SELECT ?", "UPDATE a SET b = '\\'", "",
    "GO",
]
BOUND = [
    "UPDATE a SET b = :value WHERE c = :other",
    "SELECT :value",
    "INSERT INTO a VALUES (:value, ':value', '\\:value')",
    "SELECT :value, :value::text",
]


def value(dice, kind):
    """A value that fits a type of the kind; sometimes one that doesn't."""
    if dice.chance(0.1):
        return None
    if kind != "uuid" and dice.chance(0.03):
        return dice.pick(1, "x", True, 1.5)
    if kind in ("integer", "bigint", "smallint"):
        return dice.pick(*NUMBERS)
    if kind in ("string", "text", "unicode", "enum", "char"):
        return dice.pick("a", "b") if kind == "enum" else dice.string()
    if kind == "boolean":
        return dice.flag()
    if kind in ("float", "double"):
        return dice.pick(*FLOATS)
    if kind == "numeric":
        return {"decimal": dice.pick(*DECIMALS)} if dice.chance(0.6) else dice.pick(1, 2.5, -3)
    if kind == "date":
        return {"date": dice.pick(*DATES)}
    if kind in ("datetime", "timestamp"):
        return {"datetime": dice.pick(*TIMES)}
    if kind == "time":
        return {"time": dice.pick(*CLOCKS)}
    if kind == "json":
        return {"json": dice.pick({"a": 1}, [1, "it's"], "x", {"k": {"n": None, "ü": "100%"}}, True, {})}
    if kind == "uuid":
        return {"uuid": "2f29869f-13d7-4ab2-8f4e-000000000001"}
    return {"binary": dice.pick("", "00ff", "61276222")}


KINDS = (
    "integer integer bigint string string string text unicode boolean float double numeric date datetime "
    "time json uuid "
    "binary timestamp enum smallint char"
).split()


def light_columns(dice):
    """Columns for statements, and the kind of each."""
    kinds = {}
    for name in dice.columns(1, 4):
        kinds[name] = dice.pick(*KINDS)
    made = []
    for name, kind in kinds.items():
        type_ = {"type": kind}
        if kind == "enum":
            type_.update(values=["a", "b"], name="e")
        elif kind in ("string", "char") and dice.chance(0.5):
            type_["length"] = 50
        elif kind == "numeric" and dice.chance(0.5):
            type_.update(precision=10, scale=2)
        elif kind in ("datetime", "time", "timestamp") and dice.chance(0.3):
            type_["timezone"] = True
        elif kind == "uuid" and dice.chance(0.2):
            type_["native_uuid"] = False
        made.append({"name": name, "type": type_})
    return made, kinds


def literal(dice):
    return {"inline_literal": dice.pick(1, 1.5, True, "x", dice.string(), "2024-02-03", -7)}


def bulk_insert(dice):
    columns, kinds = light_columns(dice)
    rows = []
    for _ in range(dice.rng.choices((0, 1, 2, 3), (1, 10, 6, 3))[0]):
        names = list(kinds)
        if dice.chance(0.2):
            names = dice.some(names, 1, len(names))
        row = {name: literal(dice) if dice.chance(0.08) else value(dice, kinds[name]) for name in names}
        if dice.chance(0.02):
            row["no_such"] = 1
        rows.append(row)
    form = {"op": "bulk_insert", "table": dice.table(), "columns": columns, "rows": rows}
    dice.maybe(form, "schema", 0.15, dice.schema)
    dice.maybe(form, "multiinsert", 0.12, dice.flag)
    return form


def execute(dice):
    if dice.chance(0.3):
        form = {"op": "execute", "sql": dice.pick(*BOUND)}
        values = [1, -2, 1.5, True, None, "x", dice.string(), {"date": "2024-02-03"}, {"datetime": TIMES[0]}]
        form["binds"] = {"value": dice.pick(*values)}
        if ":other" in form["sql"]:
            form["binds"]["other"] = dice.pick(*values)
        return form
    return {"op": "execute", "sql": dice.pick(*STATEMENTS)}


def execute_update(dice):
    columns, kinds = light_columns(dice)
    names = list(kinds)
    form = {"op": "execute_update", "table": dice.table(), "columns": columns}
    form["values"] = {
        each: literal(dice) if dice.chance(0.15) else value(dice, kinds[each])
        for each in dice.some(names, 1, 3)
    }
    if dice.chance(0.8):
        form["where"] = {
            each: literal(dice) if dice.chance(0.15) else value(dice, kinds[each])
            for each in dice.some(names, 1, 2)
        }
    if dice.chance(0.08):
        del form["columns"]
    dice.maybe(form, "schema", 0.15, dice.schema)
    return form

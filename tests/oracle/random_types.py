"""Random column types: the neutral ones, and those of each dialect, with their parameters."""

VALUES = [
    ["a", "b"], ["new", "done", "it's"], ["x"], ["100%", "ü", "a:b"], ["", "long value here"],
    ['"', "back\\slash"], ["a", "b", "c", "d"],
]
FIELDS = [
    "YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "YEAR TO MONTH", "DAY TO HOUR", "DAY TO SECOND",
    "day to minute",
]
RANGES = (
    "INT4RANGE INT8RANGE NUMRANGE DATERANGE TSRANGE TSTZRANGE INT4MULTIRANGE INT8MULTIRANGE NUMMULTIRANGE "
    "DATEMULTIRANGE TSMULTIRANGE TSTZMULTIRANGE"
).split()
PLAIN_TYPES = {
    "sqlite": "BLOB BOOLEAN DATE DATETIME INTEGER JSON JSONB SMALLINT TIME TIMESTAMP REAL",
    "postgresql": (
        "INTEGER BIGINT SMALLINT REAL INET CIDR CITEXT UUID MACADDR MACADDR8 MONEY OID REGCLASS "
        "REGCONFIG TSQUERY TSVECTOR "
        "DOUBLE_PRECISION DATE BYTEA BOOLEAN HSTORE JSON JSONB JSONPATH " + " ".join(RANGES)
    ),
    "mysql": "BOOLEAN DATE JSON TINYBLOB MEDIUMBLOB LONGBLOB",
    "mssql": (
        "INTEGER BIGINT SMALLINT TINYINT TEXT NTEXT DATETIME DATE DOUBLE_PRECISION SMALLDATETIME BIT "
        "REAL IMAGE TIMESTAMP "
        "ROWVERSION MONEY SMALLMONEY UNIQUEIDENTIFIER SQL_VARIANT XML JSON"
    ),
}
SIMPLE = ["integer", "bigint", "string", "text", "boolean", "datetime", "date", "numeric"]


def random_type(dice, plain=0.35):
    """Any type; most fit the dialect."""
    if dice.chance(plain):
        kind = dice.pick(*SIMPLE)
        return {"type": kind, "length": dice.pick(10, 50, 255)} if kind == "string" else {"type": kind}
    if dice.chance(0.5):
        return neutral(dice)
    family = dice.family
    if dice.chance(0.03):
        family = dice.pick("sqlite", "postgresql", "mysql", "mssql")
    return OF_DIALECT[family](dice)


def with_options(dice, kind, **options):
    """A type with some of the keywords, each a tuple of values; None leaves it out."""
    made = {"type": kind}
    for key, values in options.items():
        if dice.chance(0.5):
            made[key] = dice.pick(*values)
    return made


def neutral(dice):
    kind = dice.pick(*NEUTRAL_KINDS)
    if kind in ("string", "unicode", "char", "varchar", "nvarchar"):
        made = {"type": kind}
        if dice.chance(0.9):
            made["length"] = dice.pick(1, 5, 30, 255, 4000, 65535)
        if dice.chance(0.2):
            made["collation"] = dice.collation()
        return made
    if kind == "text":
        made = with_options(dice, kind, length=(None, None, 100, 70000))
        made = {key: each for key, each in made.items() if each is not None}
        if dice.chance(0.2):
            made["collation"] = dice.collation()
        return made
    if kind == "boolean":
        return with_check(dice, {"type": kind})
    if kind == "numeric":
        return with_options(dice, kind, precision=(1, 10, 38), scale=(0, 2, 10))
    if kind == "float":
        return with_options(dice, kind, precision=(1, 10, 24, 25, 53))
    if kind == "double":
        return with_options(dice, kind, precision=(10, 53))
    if kind in ("datetime", "time", "timestamp"):
        return with_options(dice, kind, timezone=(True, True, False))
    if kind == "interval":
        made = {"type": kind}
        if dice.chance(0.4):
            made.update(
                with_options(dice, kind, native=(True, False), second_precision=(0, 3, 6), day_precision=(2, 9))
            )
        return made
    if kind == "uuid":
        return (
            with_options(dice, kind, as_uuid=(True, False), native_uuid=(True, False))
            if dice.chance(0.4)
            else {"type": kind}
        )
    if kind == "binary":
        return with_options(dice, kind, length=(1, 16, 255, 70000))
    if kind == "enum":
        made = {"type": kind, "values": dice.pick(*VALUES)}
        if dice.chance(0.9):
            made["name"] = dice.pick("kind_enum", "state", "user", "My Enum", "e'x")
        dice.maybe(made, "native_enum", 0.25, dice.flag)
        dice.maybe(made, "create_constraint", 0.25, True)
        dice.maybe(made, "length", 0.12, lambda: dice.pick(20, 100, 2))
        dice.maybe(made, "schema", 0.08, dice.schema)
        dice.maybe(made, "inherit_schema", 0.08, dice.flag)
        return made
    return {"type": kind}


NEUTRAL_KINDS = (
    "integer bigint smallint string string unicode text boolean boolean numeric numeric float double "
    "date datetime time "
    "timestamp interval json uuid binary char varchar nvarchar enum enum enum"
).split()


def with_check(dice, made):
    """A boolean, perhaps with a CHECK."""
    if dice.chance(0.3):
        made["create_constraint"] = True
        if dice.chance(0.8):
            made["name"] = dice.pick("ck_flag", "flag_ck", "order", "My Check")
    return made


def plain(dice, family):
    return {"type": f"{family}.{dice.pick(*PLAIN_TYPES[family].split())}"}


def sqlite(dice):
    if dice.chance(0.5):
        return plain(dice, "sqlite")
    kind = dice.pick("CHAR", "VARCHAR", "TEXT", "DECIMAL", "NUMERIC", "FLOAT")
    if kind in ("DECIMAL", "NUMERIC"):
        return with_options(dice, f"sqlite.{kind}", precision=(5, 10), scale=(0, 2))
    if kind == "FLOAT":
        return with_options(dice, "sqlite.FLOAT", precision=(10, 53))
    return with_options(dice, f"sqlite.{kind}", length=(1, 20, 255), collation=("NOCASE", "BINARY"))


def postgresql(dice, nested=False):
    kind = dice.rng.randrange(16)
    if kind < 5:
        return plain(dice, "postgresql")
    if kind == 5 and not nested:
        item = postgresql(dice, nested=True) if dice.chance(0.6) else neutral_item(dice)
        made = {"type": "postgresql.ARRAY", "args": [item]}
        if dice.chance(0.3):
            made["dimensions"] = dice.pick(1, 2, 3)
        return made
    if kind == 6:
        return with_options(dice, "postgresql.BIT", length=(1, 5, 64), varying=(True, False))
    if kind == 7:
        return with_options(dice, "postgresql.INTERVAL", precision=(0, 3, 6), fields=FIELDS)
    if kind in (8, 9):
        return with_options(
            dice, f"postgresql.{dice.pick('TIMESTAMP', 'TIME')}", timezone=(True, False), precision=(0, 3, 6)
        )
    if kind == 10:
        made = {"type": "postgresql.ENUM", "args": dice.pick(*VALUES)}
        if dice.chance(0.9):
            made["name"] = dice.pick("mood", "user", "My Mood", 'q"m')
        dice.maybe(made, "create_type", 0.3, dice.flag)
        dice.maybe(made, "schema", 0.15, dice.schema)
        return made
    if kind == 11 and not nested:
        return domain(dice)
    if kind == 12:
        return with_options(dice, f"postgresql.{dice.pick('NUMERIC')}", precision=(5, 10), scale=(0, 2))
    if kind == 13:
        return with_options(dice, "postgresql.FLOAT", precision=(10, 24, 53))
    return with_options(
        dice,
        f"postgresql.{dice.pick('VARCHAR', 'CHAR', 'TEXT')}",
        length=(1, 20, 255),
        collation=("C", "de_DE", "My Coll"),
    )


def neutral_item(dice):
    return dice.pick(
        {"type": "integer"}, {"type": "text"}, {"type": "string", "length": 20}, {"type": "uuid"},
        {"type": "numeric", "precision": 10, "scale": 2}, {"type": "datetime", "timezone": True},
    )


def domain(dice):
    made = {
        "type": "postgresql.DOMAIN",
        "name": dice.pick("positive", "user", "My Domain"),
        "data_type": neutral_item(dice),
    }
    dice.maybe(made, "not_null", 0.3, dice.flag)
    dice.maybe(made, "default", 0.2, lambda: dice.pick("5", "it's", {"text": "0"}))
    dice.maybe(made, "check", 0.3, lambda: dice.pick("VALUE > 0", {"text": "VALUE <> ''"}))
    dice.maybe(made, "constraint_name", 0.2, lambda: dice.pick("ck_positive", "My Ck"))
    dice.maybe(made, "collation", 0.1, dice.collation)
    dice.maybe(made, "schema", 0.15, dice.schema)
    dice.maybe(made, "create_type", 0.1, dice.flag)
    return made


def mysql(dice):
    kind = dice.rng.randrange(10)
    if kind == 0:
        return plain(dice, "mysql")
    if kind in (1, 2):
        name = dice.pick("TINYINT", "SMALLINT", "MEDIUMINT", "INTEGER", "BIGINT")
        return with_options(
            dice,
            f"mysql.{name}",
            display_width=(1, 4, 11),
            unsigned=(True, True, False),
            zerofill=(True, False),
        )
    if kind == 3:
        name = dice.pick("DECIMAL", "NUMERIC", "FLOAT", "DOUBLE", "REAL")
        made = with_options(dice, f"mysql.{name}", unsigned=(True, False), zerofill=(True, False))
        if dice.chance(0.7):
            made["precision"] = dice.pick(5, 10, 24)
            if dice.chance(0.85):
                made["scale"] = dice.pick(0, 2)
        return made
    if kind in (4, 5):
        name = dice.pick(
            "CHAR", "VARCHAR", "VARCHAR", "NCHAR", "NVARCHAR", "TEXT", "TINYTEXT", "MEDIUMTEXT", "LONGTEXT"
        )
        made = {"type": f"mysql.{name}"}
        if name in ("CHAR", "VARCHAR", "NCHAR", "NVARCHAR"):
            made["length"] = dice.pick(1, 20, 255)
        elif name == "TEXT" and dice.chance(0.3):
            made["length"] = 500
        return with_charset(dice, made, not name.startswith("N"))
    if kind in (6, 7):
        name = dice.pick("ENUM", "ENUM", "SET")
        values = ["a", "b", "it's", "100%"] if name == "SET" else dice.pick(*VALUES)
        return with_charset(dice, {"type": f"mysql.{name}", "args": values}, True)
    if kind == 8:
        return with_options(dice, f"mysql.{dice.pick('DATETIME', 'TIMESTAMP', 'TIME')}", fsp=(0, 3, 6))
    if dice.dialect == "mariadb" and dice.chance(0.2):
        return {"type": f"mysql.{dice.pick('INET4', 'INET6')}"}
    name = dice.pick("YEAR", "BIT", "BLOB", "BINARY", "VARBINARY")
    if name == "YEAR":
        return with_options(dice, "mysql.YEAR", display_width=(2, 4))
    if name == "VARBINARY":
        return {"type": "mysql.VARBINARY", "length": dice.pick(16, 255)}
    return with_options(dice, f"mysql.{name}", length=(1, 8, 64))


def with_charset(dice, made, charsets):
    """A string type of MySQL's with its ways to name a character set."""
    if charsets:
        dice.maybe(made, "charset", 0.25, lambda: dice.pick("utf8mb4", "latin1"))
    dice.maybe(made, "collation", 0.25, dice.collation)
    if charsets:
        for key in ("ascii", "unicode", "binary", "national"):
            if key != "national" or made["type"] in ("mysql.CHAR", "mysql.VARCHAR"):
                dice.maybe(made, key, 0.06, True)
    return made


def mssql(dice):
    kind = dice.rng.randrange(9)
    if kind < 3:
        return plain(dice, "mssql")
    if kind == 3:
        return with_options(
            dice, f"mssql.{dice.pick('DATETIME2', 'DATETIMEOFFSET', 'TIME')}", precision=(0, 3, 7)
        )
    if kind in (4, 5):
        made = {"type": f"mssql.{dice.pick('VARCHAR', 'NVARCHAR', 'CHAR', 'NCHAR')}"}
        if dice.chance(0.8):
            made["length"] = dice.pick(1, 20, 4000) if dice.chance(0.75) else "max"
        dice.maybe(made, "collation", 0.3, dice.collation)
        return made
    if kind == 6:
        made = {"type": f"mssql.{dice.pick('BINARY', 'VARBINARY', 'VARBINARY')}"}
        if dice.chance(0.8):
            made["length"] = dice.pick(16, 255, 8000)
        if made["type"] == "mssql.VARBINARY":
            if dice.chance(0.3):
                made["length"] = "max"
            dice.maybe(made, "filestream", 0.1, True)
        return made
    if kind == 7:
        return with_options(
            dice, f"mssql.{dice.pick('DECIMAL', 'NUMERIC')}", precision=(5, 10, 38), scale=(0, 2)
        )
    return with_options(dice, "mssql.FLOAT", precision=(10, 24, 53))


OF_DIALECT = {"sqlite": sqlite, "postgresql": postgresql, "mysql": mysql, "mssql": mssql}

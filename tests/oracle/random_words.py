"""Chance, and the words of random operations: names, strings, expressions and naming conventions."""

import random

PLAIN = (
    "account users orders items invoice project tag note event team token role price stock audit "
    "node parent member session device region city country currency"
).split()
COLUMNS = (
    "id name age email kind state amount total owner_id parent_id user_id created_at updated_at "
    "title body score active starts ends code label width height flag ref_no position a b c x y"
).split()
# Reserved by one dialect or another, or nearly so.
RESERVED = (
    "order group user select table desc primary check limit offset end index key rows rank "
    "lateral array window "
    "over system external merge pivot top percent plan type value values glob isnull notnull add abort attach "
    "authorization binary bulk date timestamp time interval year zone default both leading using natural left "
    "function procedure trigger view schema database grant column constraint references unique foreign to from "
    "where and or not null true false current_timestamp localtime analyse analyze asymmetric freeze ilike "
    "similar verbose placing returning variadic generated virtual stored groups cume_dist lead lag first_value "
    "recursive except intersect union of json_table empty ssl change div mod xor zerofill unsigned dual "
    "accessible file fillfactor identity identitycol nocheck openquery rowcount tran use waitfor "
    "text name action begin commit rollback plain match on cross row set escape temp "
    "public indexed autoincrement "
    "character varchar int integer float double precision bit char cast collate"
).split()
ODD = [
    "MyTable", "UserName", "UPPER", "Order", "camelCase", "with space", " lead", 'we"ird', '"', "back`tick",
    "br]ack[et", "[x]", "it's", "2fast", "007", "cash$", "$cash", "naïve", "ÜBER", "таблица", "テーブル", "100%",
    "a%%b", "%(x)s", "%s", "semi;colon", "col:on", "::cast", "x-y", "a\\b", "tab\tbed", "_hidden", "__x__",
    "#temp", "##global", "@var", "a.b", "dot.", "a,b", "(p)", "😀", "é", "-- c", "/*c*/", "?", "x'); DROP",
]
LONG = [
    "a_rather_long_name_that_goes_on_and_on", "customer_subscription_billing_address_history_archive",
    "x" * 63, "y" * 64, "z" * 65, "ä" * 40, "Long Name " * 8, "w" * 128, "v" * 129, "t" * 260,
]
SCHEMAS = ["app", "app", "auth", "public", "dbo", "order", "My Schema", "sch$1", 's"q', "it's", "100%", "Ünï"]
MSSQL_SCHEMAS = ["dbo", "db.dbo", "Db.dbo", "[a.b].c", "srv.db.own", "[my.own]"]
STRINGS = [
    "x", "abc", "", " ", "it's", "''", "'quoted'", '"dq"', "back\\slash", "\\", "\\'", "100%", "%s", "%%",
    "%(x)s", "line\nbreak", "a\r\nb", "tab\there", "a:b", ":bind", "::int", "\\:x", "{}", "null", "NULL", "0",
    "1", "-1", "1.5", "true", "now()", "(1)", "ünï", "日本", "😀", "--c", "/* c */", "; DROP", "`b`", "[b]", "?",
    "$1", "N'x'", "E'x'", "a\tb\\n'c'%", "CURRENT_TIMESTAMP", "@x", "long " * 20,
]
CHECKS = [
    "x > 0", "a < b", "a <> b AND b IS NOT NULL", "name <> ''", "name LIKE 'a%'", "name LIKE '%%'",
    "kind IN ('a', 'it''s')", "x % 2 = 0", "(a)", "a >= 0 OR\n  b >= 0", "code ~ '^[a-z]+$'",
    "note <> 'a\\:b'", "note <> 'x\\\\:y'", "x::int > 0", 'length("name") > 1', "x > 0 -- c", "\tx > 0",
    "ts > '12\\:30'", "e = 'ünï'",
]
BOUND = ["x > :low", "note <> 'a:b'"]
EXPRESSIONS = [
    "0", "1", "42", "-1", "1.5", "'abc'", "''", "'it''s'", "NULL", "true", "false", "TRUE",
    "CURRENT_TIMESTAMP", "CURRENT_DATE", "now()", "(1 + 2)", "1 + 2", " 7 ", "'a\\:b'", "'100%'", "lower('X')",
    "upper('x') || 'y'", '"q"', "x", "abs(-1)", "'a' 'b'", "\t3", "'ü'", "x'00'", "'back\\slash'", "(('x'))",
    "'a;b'",
]
DIALECT_EXPRESSIONS = {
    "sqlite": [
        "(datetime('now'))", "datetime('now')", "(strftime('%s', 'now'))", "strftime('%s','now')",
        "(random())", "X'FF'",
    ],
    "postgresql": [
        "gen_random_uuid()", "'{}'::jsonb", "now() AT TIME ZONE 'utc'", "nextval('s')",
        "nextval('a.s'::regclass)", "'{a,b}'::text[]", "E'a\\n'", "B'101'", "ARRAY[]::integer[]",
        "timezone('utc', now())", "'x'::character varying", "$$x$$",
    ],
    "mysql": [
        "CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP(6)",
        "CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)", "now()", "now(6)", "(uuid())", "uuid()", "b'1'",
        "NULL ON UPDATE CURRENT_TIMESTAMP", "(JSON_ARRAY())", "_utf8mb4'x'", "current_timestamp", "rand()",
        "'a' on update x",
    ],
    "mssql": [
        "getdate()", "(getdate())", "sysutcdatetime()", "newid()", "N'x'", "((0))", "NEXT VALUE FOR s",
        "(N'ü')",
    ],
}
FUNCTIONS = [
    "now", "current_timestamp", "current_date", "random", "gen_random_uuid", "getdate", "localtime", "user",
    "Mixed", "uuid",
]
COMPUTED = [
    "x * 2", "a + b", "price * 1.1", "lower(name)", "a || ' ' || b", "x % 10", "CASE WHEN a THEN 'it''s' END",
    "name || '\\:'", "(a)", "x::text",
]
INDEXED_TEXT = [
    "lower(name)", "(a + b)", "a + b", "name DESC", 'name COLLATE "C"', "(data->>'k')",
    "name varchar_pattern_ops", "coalesce(a, 0)", "x % 2", "'a\\:b'", "name", '"Name"', "`n`", "name(10)",
    "lower(name) DESC",
]
COLLATIONS = {
    "sqlite": ["NOCASE", "BINARY", "RTRIM", "my coll"],
    "postgresql": ["C", "POSIX", "de_DE", "en-x-icu", "ucs_basic", "My Coll", 'q"c'],
    "mysql": ["utf8mb4_bin", "utf8mb4_unicode_ci", "latin1_swedish_ci"],
    "mssql": ["Latin1_General_CI_AS", "SQL_Latin1_General_CP1_CS_AS", "Chinese_PRC_90_CI_AI"],
}
WORDS_OF_CONVENTIONS = (
    "table_name column_0_name column_0_N_name column_0N_name column_0_label "
    "column_0_N_label column_0N_label column_0_key "
    "column_0_N_key column_0N_key column_1_name column_1_label column_1_key"
).split()
REFERRED = (
    "referred_table_name referred_column_0_name referred_column_0_N_name referred_column_0N_name "
    "referred_column_1_name"
).split()


class Dice:
    """The chances of one case. `spice` is how far it strays from the ordinary."""

    def __init__(self, seed, dialect):
        self.rng = random.Random(seed)
        self.dialect = dialect
        self.family = "mysql" if dialect == "mariadb" else dialect
        self.spice = self.rng.choice((0.3, 0.6, 0.6, 1.0, 1.0, 1.6))
        self.odd_names = self.rng.choice((0.0, 0.0, 0.0, 0.1, 0.3, 0.6))
        self.conventions = self.convention() if self.chance(0.25) else {}

    def pick(self, *options):
        return self.rng.choice(options)

    def some(self, options, least, most):
        """Different ones of the options, in any order."""
        return self.rng.sample(list(options), min(self.rng.randint(least, max(least, most)), len(options)))

    def chance(self, of):
        return self.rng.random() < of

    def maybe(self, form, key, of, make):
        """Gives the form the key with a chance that grows with the spice."""
        if self.chance(of * self.spice):
            form[key] = make() if callable(make) else make

    # Names

    def identifier(self, plain):
        if not self.chance(self.odd_names):
            return self.pick(*plain)
        return self.pick(*self.pick(RESERVED, RESERVED, ODD, ODD, ODD, LONG))

    def table(self):
        return self.identifier(PLAIN)

    def column(self):
        return self.identifier(COLUMNS)

    def columns(self, least=1, most=3):
        """Different names, most from a small set."""
        made = {}
        for _ in range(self.rng.randint(least, most)):
            made[self.column()] = None
        return list(made)

    def schema(self):
        if self.dialect == "mssql" and self.chance(0.4):
            return self.pick(*MSSQL_SCHEMAS)
        return self.pick(*(SCHEMAS if self.chance(self.odd_names) else SCHEMAS[:3]))

    def target(self, columns=1):
        """A referred table and that many of its columns, in the form `[schema.]table.column`."""
        place = self.identifier(PLAIN).replace(".", "_")
        if self.chance(0.2):
            place = f"{self.pick(*SCHEMAS)}.{place}"
        names = self.some(COLUMNS, columns, columns) if self.chance(0.5) else ["id", "no", "part"][:columns]
        return [f"{place}.{name}" for name in names]

    def name(self, prefix, unnamed=0.15):
        """A name of a constraint or index: plain, final or none where that makes sense."""
        convention = self.conventions.get(prefix)
        if convention is None:
            unnamed *= 0.15 if prefix == "ix" else 1
        else:
            unnamed = 0.02 if "constraint_name" in convention else max(unnamed, 0.4)
        if self.chance(unnamed):
            return None
        name = f"{prefix}_{self.column()}" if not self.chance(self.odd_names * 0.5) else self.identifier(PLAIN)
        return {"final": name} if self.chance(0.15) else name

    def convention(self):
        """A naming convention for some kinds of constraints."""
        made = {}
        kinds = self.some(["ix", "uq", "ck", "fk", "pk"], 1, 5)
        # Without one of them a column with `index` has no name for it.
        if "ix" not in kinds and self.chance(0.7):
            kinds.append("ix")
        for kind in kinds:
            words = WORDS_OF_CONVENTIONS + (REFERRED * 3 if kind == "fk" else [])
            if kind == "ck":
                words = ["table_name"] + (WORDS_OF_CONVENTIONS if self.chance(0.2) else [])
            parts = [f"%({word})s" for word in self.some(words, 1, 3)]
            # No primary key that a table makes of its columns has a name of its own.
            if kind == "ck" or self.chance(0.02 if kind == "pk" else 0.12):
                parts.append("%(constraint_name)s")
            if self.chance(0.1):
                parts.append(
                    self.pick(
                        "Mixed",
                        "a b",
                        "%%",
                        "$",
                        "a_long_tail_that_makes_a_name_longer_than_most_databases_take",
                    )
                )
            if self.chance(0.02):
                parts.append(self.pick("%(nothing)s", "%(column_x_name)s", "%(referred_table_name)s", "%d"))
            made[kind] = "_".join([kind, *parts])
        return made

    # Values

    def string(self):
        return self.pick(*(STRINGS if self.chance(0.25 * self.spice) else STRINGS[:2]))

    def check(self):
        return self.pick(*BOUND) if self.chance(0.02) else self.pick(*CHECKS)

    def condition(self):
        """A condition where a plain string or a text may stand."""
        return {"text": self.check()} if self.chance(0.3) else self.check()

    def expression(self):
        own = DIALECT_EXPRESSIONS[self.family]
        return self.pick(*own) if self.chance(0.4) else self.pick(*EXPRESSIONS)

    def collation(self):
        return self.pick(*COLLATIONS[self.family])

    def flag(self):
        return self.chance(0.5)

    # Words of tables

    def computed_text(self):
        return self.pick(*COMPUTED)

    def function(self):
        return self.pick(*FUNCTIONS)

    def indexed_text(self):
        return self.pick(*INDEXED_TEXT)

    def where(self):
        """The condition of an index, always a text."""
        return {"text": self.check()}

    def own(self):
        """The prefix of MySQL's options: its fork knows both."""
        return (
            self.pick("mariadb", "mysql")
            if self.dialect == "mariadb"
            else self.pick("mysql", "mysql", "mysql", "mariadb")
        )

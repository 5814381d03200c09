"""The JSON form of operations, and how Alembic's directives are called with it.

A key that isn't one of the form's own is a keyword of the same name, so whatever SQLAlchemy and
Alembic know by a keyword (`postgresql_where`, `fsp`, `ondelete`) needs no word here.
"""

import datetime
import decimal
import uuid

import sqlalchemy as sa
from sqlalchemy.dialects import mssql, mysql, postgresql, sqlite

MODULES = {"postgresql": postgresql, "mysql": mysql, "mssql": mssql, "sqlite": sqlite}
NEUTRAL = {
    "integer": sa.Integer,
    "bigint": sa.BigInteger,
    "smallint": sa.SmallInteger,
    "string": sa.String,
    "unicode": sa.Unicode,
    "text": sa.Text,
    "unicode_text": sa.UnicodeText,
    "boolean": sa.Boolean,
    "numeric": sa.Numeric,
    "float": sa.Float,
    "double": sa.Double,
    "date": sa.Date,
    "datetime": sa.DateTime,
    "time": sa.Time,
    "timestamp": sa.TIMESTAMP,
    "interval": sa.Interval,
    "json": sa.JSON,
    "uuid": sa.Uuid,
    "binary": sa.LargeBinary,
    "char": sa.CHAR,
    "varchar": sa.VARCHAR,
    "nvarchar": sa.NVARCHAR,
    "null": sa.types.NullType,
}
VALUES = {
    "date": datetime.date.fromisoformat,
    "datetime": datetime.datetime.fromisoformat,
    "time": datetime.time.fromisoformat,
    "decimal": decimal.Decimal,
    "uuid": uuid.UUID,
    "binary": bytes.fromhex,
    "float": float,
}


def type_of(form):
    """A column type; `args` are positional, all else are keywords."""
    keywords = {key: type_or_same(each) for key, each in form.items() if key not in ("type", "args", "values")}
    arguments = [type_or_same(each) for each in form.get("args", form.get("values", ()))]
    if form["type"] == "enum":
        return sa.Enum(*arguments, **keywords)
    if "." in form["type"]:
        module, _, name = form["type"].partition(".")
        return getattr(MODULES[module], name)(*arguments, **keywords)
    return NEUTRAL[form["type"]](*arguments, **keywords)


def type_or_same(form):
    """Types may hold types, as arrays and domains do."""
    return type_of(form) if isinstance(form, dict) and "type" in form else expression(form)


def expression(form):
    """A value that may be text of SQL's."""
    return sa.text(form["text"]) if isinstance(form, dict) and list(form) == ["text"] else form


def name_of(form):
    """A name that conventions may change, or one in its final form."""
    if isinstance(form, dict):
        return sa.sql.elements.conv(form["final"])
    return form


def default_of(form):
    """A server default; null and false mean what they mean to Alembic."""
    if not isinstance(form, dict):
        return form
    ((kind, value),) = form.items()
    if kind == "literal":
        return value
    if kind == "text":
        return sa.text(value)
    if kind == "now":
        return sa.func.now()
    if kind == "func":
        return getattr(sa.func, value)()
    if kind == "identity":
        return sa.Identity(**value)
    return sa.Computed(**value)


def foreign_key(form):
    form = dict(form)
    name = name_of(form.pop("name", None))
    return sa.ForeignKey(form.pop("target"), name=name, **form)


def check(form):
    form = dict(form)
    form.pop("kind", None)
    name = name_of(form.pop("name", None))
    return sa.CheckConstraint(sa.text(form.pop("sqltext")), name=name, **form)


def column(form):
    """A column of a table that is made or changed."""
    form = dict(form)
    items = []
    if "foreign_key" in form:
        items.append(foreign_key(form.pop("foreign_key")))
    if "check" in form:
        items.append(check(form.pop("check")))
    if "server_default" in form:
        default = default_of(form.pop("server_default"))
        if isinstance(default, (sa.Identity, sa.Computed)):
            items.append(default)
        else:
            form["server_default"] = default
    return sa.Column(form.pop("name"), type_of(form.pop("type")), *items, **form)


def constraint(form):
    """A constraint of a table that is made."""
    if form["kind"] == "check":
        return check(form)
    form = {key: expression(each) for key, each in form.items()}
    kind, name = form.pop("kind"), name_of(form.pop("name", None))
    if kind == "exclude":
        elements = map(tuple, form.pop("elements"))
        return postgresql.ExcludeConstraint(*elements, name=name, **form)
    columns = form.pop("columns")
    if kind == "foreign_key":
        return sa.ForeignKeyConstraint(columns, form.pop("refcolumns"), name=name, **form)
    return {"primary_key": sa.PrimaryKeyConstraint, "unique": sa.UniqueConstraint}[kind](
        *columns, name=name, **form
    )


def index_column(form):
    """A column, a text or an expression that is indexed."""
    if isinstance(form, str):
        return form
    if "text" in form:
        made = sa.text(form["text"])
    elif "func" in form:
        made = getattr(sa.func, form["func"])(*map(sa.column, form["args"]))
    else:
        made = sa.column(form["column"])
    for turn in ("asc", "desc", "nulls_first", "nulls_last"):
        if form.get(turn):
            made = getattr(made, turn)()
    return made


def index(form):
    """An index of a table that is made."""
    form = {key: expression(each) for key, each in form.items()}
    name = name_of(form.pop("name", None))
    return sa.Index(name, *map(index_column, form.pop("columns")), **form)


def table_items(form):
    """Takes columns, constraints and indexes out of the form of a table."""
    items = [column(each) for each in form.pop("columns", ())]
    items += [constraint(each) for each in form.pop("constraints", ())]
    return items + [index(each) for each in form.pop("indexes", ())]


def light_table(form):
    """A table for statements that touch rows; columns that aren't declared have no type."""
    declared = {
        each["name"]: sa.column(each["name"], type_of(each["type"])) for each in form.get("columns", ())
    }
    for key in (*form.get("values", ()), *form.get("where", ())):
        declared.setdefault(key, sa.column(key))
    schema = {"schema": form["schema"]} if "schema" in form else {}
    return sa.table(form["table"], *declared.values(), **schema)


def value_of(op, form):
    """A value of a row."""
    if not isinstance(form, dict):
        return form
    if "inline_literal" in form:
        return op.inline_literal(form["inline_literal"])
    ((kind, value),) = form.items()
    return value if kind == "json" else VALUES[kind](value)


def values_of(op, form):
    return {key: value_of(op, each) for key, each in form.items()}


def batch(op, form):
    """Runs the operations of a batch inside its block."""
    form = dict(form)
    table, inner = form.pop("table"), form.pop("operations")
    if "copy_from" in form:
        copied = {key: expression(each) for key, each in form["copy_from"].items()}
        schema = {"schema": form["schema"]} if "schema" in form else {}
        form["copy_from"] = sa.Table(table, sa.MetaData(), *table_items(copied), **schema, **copied)
    if "table_args" in form:
        form["table_args"] = tuple(constraint(each) for each in form["table_args"])
    if "reflect_args" in form:
        form["reflect_args"] = tuple(column(each) for each in form["reflect_args"])
    with op.batch_alter_table(table, **form) as block:
        for each in inner:
            run(block, each)


def rows(op, form):
    """The directives that touch rows."""
    kind, table = form["op"], light_table(form)
    if kind == "bulk_insert":
        keywords = {"multiinsert": form["multiinsert"]} if "multiinsert" in form else {}
        op.bulk_insert(table, [values_of(op, each) for each in form["rows"]], **keywords)
        return
    statement = table.update().values(values_of(op, form["values"]))
    for key, value in values_of(op, form.get("where", {})).items():
        statement = statement.where(table.c[key] == value)
    op.execute(statement)


def execute(op, form):
    statement = form["sql"]
    if "binds" in form:
        statement = sa.text(statement).bindparams(**values_of(op, form["binds"]))
    op.execute(statement)


# Which keys of a directive are its positional arguments, in their order. In a batch there is no table.
POSITIONAL = {
    "drop_table": ("table",),
    "rename_table": ("table", "new_name"),
    "alter_column": ("table", "column"),
    "drop_column": ("table", "column"),
    "create_index": ("name", "table", "columns"),
    "drop_index": ("name", "table"),
    "create_unique_constraint": ("name", "table", "columns"),
    "create_check_constraint": ("name", "table", "condition"),
    "create_foreign_key": ("name", "table", "referent_table", "local_cols", "remote_cols"),
    "create_primary_key": ("name", "table", "columns"),
    "drop_constraint": ("name", "table", "type_"),
    "create_table_comment": ("table", "comment"),
    "drop_table_comment": ("table",),
}


def run(op, form):
    """Calls the directive that the form describes; `op` may be a batch."""
    form = dict(form)
    kind = form["op"]
    if kind == "batch_alter_table":
        del form["op"]
        batch(op, form)
    elif kind in ("bulk_insert", "execute_update"):
        rows(op, form)
    elif kind == "execute":
        execute(op, form)
    elif kind == "create_table":
        items = table_items(form)
        keywords = {key: expression(each) for key, each in form.items() if key not in ("op", "table")}
        op.create_table(form["table"], *items, **keywords)
    elif kind == "add_column":
        table = [form.pop("table")] if "table" in form else []
        made = column(form.pop("column"))
        del form["op"]
        op.add_column(*table, made, **form)
    elif kind == "create_exclude_constraint":
        table = [form.pop("table")] if "table" in form else []
        del form["op"]
        name, elements = name_of(form.pop("name", None)), map(tuple, form.pop("elements"))
        op.create_exclude_constraint(name, *table, *elements, **form)
    else:
        directive(op, form)


def directive(op, form):
    """Calls a directive whose arguments need little thought."""
    kind = form.pop("op")
    if "name" in form:
        form["name"] = name_of(form["name"])
    if kind == "create_index":
        form["columns"] = [index_column(each) for each in form["columns"]]
    for key in ("server_default", "existing_server_default"):
        if key in form:
            form[key] = default_of(form[key])
    for key in ("type_", "existing_type"):
        if isinstance(form.get(key), dict):
            form[key] = type_of(form[key])
    positional = [expression(form.pop(key)) for key in POSITIONAL[kind] if key in form]
    getattr(op, kind)(*positional, **{key: expression(each) for key, each in form.items()})

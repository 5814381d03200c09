"""Statements with their parameters written into them, as each database writes values."""

import re


def inlined(connection, statement, parameters):
    """The statement as its driver would send it if it bound nothing."""
    driver = connection.dialect.driver
    if driver == "psycopg":
        import psycopg

        cursor = psycopg.ClientCursor(connection.connection.driver_connection)
        return cursor.mogrify(statement, parameters)
    if driver == "pymysql":
        return connection.connection.driver_connection.cursor().mogrify(statement, parameters)
    return question_marks_inlined(statement, parameters)


def question_marks_inlined(statement, parameters):
    """The statement with its parameters in place of the question marks outside of quotes."""
    values = iter(parameters)
    pieces = re.split(r"""('(?:[^']|'')*'|"(?:[^"]|"")*"|\?)""", statement)
    written = "".join(literal(next(values)) if piece == "?" else piece for piece in pieces)
    if next(values, written) is not written:
        raise SystemExit(f"parameters are left over: {statement} {parameters!r}")
    return written


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

//! The rules of deliberate differences for cases that nobody wrote down.

use serde_json::Value;

/// A kind of difference from Alembic, with its reason.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Why.
    pub reason: &'static str,
    /// The dialects; all, if there are none.
    pub dialects: &'static [&'static str],
    /// What a case has to be like beside.
    pub when: Option<fn(&Value) -> bool>,
    /// What the difference is.
    pub kind: Kind,
}

/// What a difference is.
#[derive(Clone, Copy)]
pub enum Kind {
    /// We refuse, with these words.
    OnlyWe(&'static str),
    /// Alembic fails, with these words, and we don't.
    OnlyAlembic(&'static str),
    /// Where Alembic writes the first, we write the second; `_` is any token, `…` any tokens of the
    /// statement.
    Instead(&'static [(&'static str, &'static str)]),
}

const fn refuse(
    reason: &'static str,
    dialects: &'static [&'static str],
    why: &'static str,
) -> Rule {
    Rule {
        reason,
        dialects,
        when: None,
        kind: Kind::OnlyWe(why),
    }
}

const fn accept(
    reason: &'static str,
    dialects: &'static [&'static str],
    why: &'static str,
) -> Rule {
    Rule {
        reason,
        dialects,
        when: None,
        kind: Kind::OnlyAlembic(why),
    }
}

const fn instead(
    reason: &'static str,
    dialects: &'static [&'static str],
    pairs: &'static [(&'static str, &'static str)],
) -> Rule {
    Rule {
        reason,
        dialects,
        when: None,
        kind: Kind::Instead(pairs),
    }
}

pub const RULES: &[Rule] = &[
    refuse(
        "SQLite has no ALTER COLUMN but for a rename: Alembic's statement is a syntax error there.",
        &["sqlite"],
        "a column can only be renamed in place",
    ),
    refuse(
        "SQLite keeps no comments: Alembic's statement is a syntax error there.",
        &["sqlite"],
        "it keeps no comments",
    ),
    refuse(
        "SQLite adds no stored column and no primary key: Alembic's statement fails there.",
        &["sqlite"],
        "a table keeps its primary key",
    ),
    refuse(
        "SQLite adds no stored column and no primary key: Alembic's statement fails there.",
        &["sqlite"],
        "a stored column can't be added",
    ),
    refuse(
        "Constraints can't be deferred there: Alembic's statement is a syntax error.",
        &["mysql", "mariadb", "mssql"],
        "constraints are checked at once",
    ),
    instead(
        "Constraints can't be deferred there; NOT DEFERRABLE is what they are anyway.",
        &["mysql", "mariadb", "mssql", "sqlite"],
        &[("NOT DEFERRABLE", "")],
    ),
    refuse(
        "Only foreign keys can be deferred on SQLite: Alembic's statement is a syntax error.",
        &["sqlite"],
        "only foreign keys can be checked later",
    ),
    refuse("SQL Server knows no MATCH.", &["mssql"], "knows no MATCH"),
    refuse(
        "SQL Server knows no RESTRICT.",
        &["mssql"],
        "it knows no RESTRICT",
    ),
    refuse(
        "SQL Server has no words before TABLE: Alembic's statement is a syntax error.",
        &["mssql"],
        "it knows no words before TABLE",
    ),
    refuse(
        "An identity of SQL Server has no bounds: Alembic leaves them out without a word.",
        &["mssql"],
        "an identity knows its first number",
    ),
    refuse(
        "There is no IF EXISTS or IF NOT EXISTS of such an object: Alembic's statement is a syntax \
         error, or leaves the words out.",
        &["mysql", "sqlite"],
        "it knows no IF EXISTS of",
    ),
    instead(
        "MariaDB has IF EXISTS for constraints; Alembic leaves it out.",
        &["mariadb"],
        &[("", "IF EXISTS")],
    ),
    instead(
        "SQL Server has no IF NOT EXISTS: the catalogue is asked. Alembic writes a syntax error, or \
         leaves the words out.",
        &["mssql"],
        &[
            (
                "CREATE TABLE IF NOT EXISTS",
                "IF OBJECT_ID ( … ) IS NULL CREATE TABLE",
            ),
            (
                "CREATE",
                "IF NOT EXISTS ( SELECT 1 FROM sys . indexes … ) ) CREATE",
            ),
            ("ALTER", "IF COL_LENGTH ( … ) IS NULL ALTER"),
        ],
    ),
    instead(
        "IF NOT EXISTS holds for the indexes of a table, too.",
        &["sqlite", "postgresql", "mariadb"],
        &[("INDEX", "INDEX IF NOT EXISTS")],
    ),
    refuse(
        "MariaDB and SQL Server have no indexes over expressions: Alembic's statement fails.",
        &["mariadb", "mssql"],
        "it has no indexes over expressions",
    ),
    refuse(
        "The order of NULLs in an index can't be chosen there: Alembic's statement fails.",
        &["sqlite", "mysql", "mariadb", "mssql"],
        "NULLs stand first in its indexes",
    ),
    refuse(
        "The name is longer than the server takes: Alembic's statement fails, or the server cuts it.",
        &[],
        "is longer than",
    ),
    refuse(
        "An index belongs to its table there; Alembic names the table `no_table`.",
        &["mysql", "mariadb", "mssql"],
        "an index belongs to its table there",
    ),
    refuse(
        "A convention gives no name without columns, and Alembic makes one up.",
        &[],
        "an index without a name can't be named",
    ),
    refuse(
        "`:foo` without a value is refused; Alembic writes NULL.",
        &[],
        "stands for a parameter, and none is called so",
    ),
    refuse(
        "AUTOINCREMENT belongs to one INTEGER column on SQLite; Alembic leaves it out, or the server \
         refuses its statement.",
        &["sqlite"],
        "AUTOINCREMENT belongs to a primary key of one INTEGER column",
    ),
    refuse(
        "PostgreSQL has no OIDs since version 12: Alembic's statement is a syntax error.",
        &["postgresql"],
        "rows have no numbers since version 12",
    ),
    refuse(
        "No server knows such a referential action.",
        &[],
        "is no referential action",
    ),
    refuse(
        "A type of another dialect is refused; with Alembic chance decides what it becomes.",
        &[],
        "is a type of another dialect",
    ),
    refuse(
        "A place for a column needs the table to be made anew; Alembic leaves it out.",
        &[],
        "`insert_before` and `insert_after` need the table to be made anew",
    ),
    accept(
        "Bytes are written; Alembic fails.",
        &[],
        "with datatype BLOB",
    ),
    accept("JSON is written; Alembic fails.", &[], "with datatype JSON"),
    accept(
        "An option that is a number is written; Alembic fails.",
        &["mysql", "mariadb"],
        "expected str instance, int found",
    ),
    accept(
        "A batch needs no other tables; Alembic fails where it doesn't know the one that is referred to.",
        &[],
        "could not find table",
    ),
    accept(
        "Alembic fails where no column is copied.",
        &[],
        "'insert_from_select'",
    ),
    instead(
        "Keywords are in capitals.",
        &[],
        &[
            ("cascade", "CASCADE"),
            ("INITIALLY deferred", "INITIALLY DEFERRED"),
        ],
    ),
    instead(
        "A method in quotes is a syntax error on MySQL.",
        &["mysql", "mariadb"],
        &[("USING `HASH`", "USING HASH")],
    ),
    instead(
        "SQL Server has DATE, TIME and VARBINARY(max); Alembic writes what servers before 2008 had, and \
         for a TIMESTAMP the type that numbers versions of a row.",
        &["mssql"],
        &[
            ("DATETIME", "DATE"),
            ("DATETIME", "TIME"),
            ("TIMESTAMP", "DATETIME2"),
            ("TIMESTAMP", "DATETIMEOFFSET"),
            ("IMAGE", "VARBINARY ( max )"),
            ("IMAGE", "VARBINARY ( _ )"),
        ],
    ),
    instead(
        "Numbers are let in only where the table numbers its rows and the rows come with numbers: else \
         SQL Server refuses Alembic's statement.",
        &["mssql"],
        &[
            (
                "SET IDENTITY_INSERT",
                "IF EXISTS ( SELECT 1 FROM sys . identity_columns … ) ) SET IDENTITY_INSERT",
            ),
            ("SET IDENTITY_INSERT … ON ;", ""),
            ("SET IDENTITY_INSERT … OFF ;", ""),
        ],
    ),
    instead(
        "The name of a foreign key that is written with a column is kept.",
        &["sqlite", "postgresql", "mariadb"],
        &[("REFERENCES", "CONSTRAINT _ REFERENCES")],
    ),
    refuse(
        "A floating number with a precision needs a scale on MySQL, and CHAR has no `max` on SQL Server.",
        &["mssql"],
        "only types of varying length can be as long as can be",
    ),
    when(
        says_mysql,
        instead(
            "What is said for MySQL holds for MariaDB, too, as long as nothing else is said for it.",
            &["mariadb"],
            &[
                ("", "( _ )"),
                ("", "FULLTEXT"),
                ("", "SPATIAL"),
                ("", "ENGINE = _"),
                ("", "CHARSET = _"),
                ("", "DEFAULT CHARSET = _"),
                ("", "COLLATE _"),
                ("", "AUTO_INCREMENT = _"),
                ("", "ROW_FORMAT = _"),
                ("", "KEY_BLOCK_SIZE = _"),
                ("", "COMMENT = _"),
                ("", "DATA DIRECTORY = _"),
                ("", "PACK_KEYS = _"),
                ("", "CHECKSUM = _"),
                ("", "STATS_PERSISTENT = _"),
                ("", "MAX_ROWS = _"),
                ("", "TABLESPACE _"),
                ("", "ENCRYPTION = _"),
                ("", "PARTITION BY _ ( id )"),
                ("", "PARTITIONS _"),
                ("", "SUBPARTITION BY _ ( id )"),
                ("", "SUBPARTITIONS _"),
            ],
        ),
    ),
    instead(
        "A folder is a text: without quotes it is a syntax error.",
        &["mysql", "mariadb"],
        &[("DATA DIRECTORY = / data", "DATA DIRECTORY = '/data'")],
    ),
    when(
        has_binary,
        instead(
            "Bytes are bytes; Alembic writes them as a text if they happen to be one.",
            &[],
            &[("_", "X _"), ("_", "_ : : bytea"), ("_", "_")],
        ),
    ),
    when(
        has_binds,
        instead(
            "A parameter's name in a text is no parameter; Alembic puts the value into the text.",
            &[],
            &[("…", "':value'")],
        ),
    ),
    instead(
        "A colon in SQL is a colon: Alembic takes what follows for a parameter, and writes NULL.",
        &[],
        &[("'NULL'", "':x'"), ("N 'NULL'", "':x'"), ("NULL", ": low")],
    ),
    instead(
        "Nothing is nothing; Alembic writes a semicolon.",
        &[],
        &[(";", "")],
    ),
    instead(
        "There is no such type on PostgreSQL: Alembic's statement fails.",
        &["postgresql"],
        &[("TEXT ( _ )", "TEXT"), ("NVARCHAR", "VARCHAR")],
    ),
    instead(
        "A comment that is there is changed; Alembic adds another one, which fails.",
        &["mssql"],
        &[
            ("sp_addextendedproperty", "sp_updateextendedproperty"),
            (
                "sp_addextendedproperty 'MS_Description' , …",
                "sp_dropextendedproperty 'MS_Description' , …",
            ),
        ],
    ),
    instead(
        "A comment is taken away by an empty one: Alembic's statement is a syntax error.",
        &["mysql", "mariadb"],
        &[("COMMENT NULL", "COMMENT ''")],
    ),
    instead(
        "The check of the old type is dropped; Alembic leaves it, and adding the new one fails.",
        &["mysql", "mariadb"],
        &[
            (
                "ALTER TABLE",
                "ALTER TABLE … DROP CONSTRAINT _ ; ALTER TABLE",
            ),
            ("ALTER TABLE", "ALTER TABLE … DROP CHECK _ ; ALTER TABLE"),
        ],
    ),
    instead(
        "A column that numbers the rows has no default: the server refuses Alembic's statement.",
        &["mysql", "mariadb"],
        &[("AUTO_INCREMENT DEFAULT …", "AUTO_INCREMENT")],
    ),
    instead(
        "A foreign key that is to be added later is; Alembic forgets it.",
        &["postgresql", "mysql", "mariadb", "mssql"],
        &[
            ("", "ALTER TABLE … ADD CONSTRAINT _ FOREIGN KEY … ;"),
            ("", "ALTER TABLE … ADD FOREIGN KEY … ;"),
        ],
    ),
    instead(
        "MySQL reads a foreign key that is written with a column, and forgets it: it is added as a \
         constraint.",
        &["mysql"],
        &[(
            "REFERENCES …",
            "; ALTER TABLE … ADD … FOREIGN KEY … REFERENCES …",
        )],
    ),
    when(
        has_text,
        instead(
            "An expression in an index needs parentheses of its own on MySQL.",
            &["mysql"],
            &[("", "("), ("", ")")],
        ),
    ),
    instead(
        "An expression as a default needs parentheses on MySQL, where a column changes, too.",
        &["mysql"],
        &[("DEFAULT", "DEFAULT ("), ("", ")")],
    ),
    instead(
        "Two texts side by side are one expression, which needs parentheses.",
        &["mariadb", "sqlite"],
        &[("DEFAULT 'a' 'b'", "DEFAULT ( 'a' 'b' )")],
    ),
    instead(
        "The check of a column, what it refers to, and its primary key are kept; Alembic leaves them out on \
         SQL Server.",
        &["mssql"],
        &[
            ("", "CHECK ( … )"),
            ("", "CONSTRAINT _ CHECK ( … )"),
            ("", "REFERENCES …"),
            ("", "CONSTRAINT _ REFERENCES …"),
            ("", "PRIMARY KEY"),
        ],
    ),
    when(
        has_batch,
        instead(
            "The numbers of rows are kept where no column shows them.",
            &["sqlite"],
            &[("", "rowid ,"), ("", "_ . rowid ,")],
        ),
    ),
    when(
        has_batch,
        instead(
            "The new table goes on numbering where the old one was.",
            &["postgresql"],
            &[("", "SELECT setval … ;")],
        ),
    ),
    accept(
        "Other names of the kinds of constraints are read.",
        &[],
        "'type' can be one of 'check', 'foreignkey', 'primary', 'unique', None",
    ),
    accept(
        "A row may have columns that aren't declared.",
        &[],
        "'no_such'",
    ),
    accept(
        "The columns that SET NULL and SET DEFAULT name are written.",
        &["postgresql"],
        "Unexpected SQL phrase: 'SET ",
    ),
    accept(
        "Alembic formats `%` in some names and fails.",
        &[],
        "not enough arguments for format string",
    ),
    accept(
        "A value that doesn't fit the type of its column is written; Alembic fails.",
        &[],
        "Could not render literal value",
    ),
    accept(
        "Alembic's batches know no IF EXISTS, and fail by a mistake.",
        &[],
        "got an unexpected keyword argument 'if_",
    ),
    accept(
        "Alembic's batches want a name for every new constraint.",
        &[],
        "Constraint must have a name",
    ),
    accept(
        "A token of a naming convention that no name needs is no mistake.",
        &[],
        "'column_x_name'",
    ),
    accept(
        "A name that is given stands for itself; Alembic asks a convention for the primary key that it makes \
         up beside.",
        &[],
        "Naming convention including %(constraint_name)s token",
    ),
    instead(
        "The column has its new name already where its check is added.",
        &["mysql", "mariadb", "mssql", "postgresql"],
        &[("CHECK ( _ IN (", "CHECK ( _ IN (")],
    ),
    instead(
        "Alembic makes up a column to fill in the convention for an index that it drops.",
        &[],
        &[
            ("DROP INDEX _", "DROP INDEX _"),
            ("DROP INDEX CONCURRENTLY _", "DROP INDEX CONCURRENTLY _"),
        ],
    ),
    refuse(
        "A convention gives no name without columns, and Alembic makes one up.",
        &[],
        "a constraint without a name can't be named",
    ),
    instead(
        "A column that gets the name that it has isn't renamed: servers refuse that.",
        &["postgresql", "mssql"],
        &[
            ("ALTER TABLE … RENAME _ TO _ ;", ""),
            ("EXEC sp_rename … ;", ""),
        ],
    ),
    instead(
        "A text with a backslash says so, whatever the server is set to.",
        &["postgresql"],
        &[("_", "E _")],
    ),
    instead(
        "MODIFY does what CHANGE does.",
        &["mysql", "mariadb"],
        &[("CHANGE _ _", "MODIFY _"), ("ALTER TABLE _ CHANGE … ;", "")],
    ),
    instead(
        "Only a computed column that is kept can be NOT NULL.",
        &["mssql"],
        &[(") NOT NULL", ")")],
    ),
    refuse(
        "A precision without a scale is refused; where a column changes, Alembic leaves it out.",
        &["mysql", "mariadb"],
        "a floating number with a precision has a scale, too",
    ),
    refuse(
        "A column that can't number the rows and says that it does is refused; Alembic leaves it out, or \
         SQL Server refuses its statement.",
        &["sqlite", "mssql"],
        "only whole numbers can number the rows",
    ),
    refuse(
        "A comment belongs to a schema of its own database: Alembic's statement is a syntax error.",
        &["mssql"],
        "a comment belongs to a schema of the database",
    ),
    instead(
        "AUTOINCREMENT goes with a foreign key; Alembic leaves it out.",
        &["sqlite"],
        &[
            ("", "PRIMARY KEY AUTOINCREMENT"),
            (", PRIMARY KEY ( _ )", ""),
        ],
    ),
    instead(
        "NULLs stand there anyway; to say so is a syntax error.",
        &["mssql", "sqlite"],
        &[("NULLS FIRST", ""), ("NULLS LAST", "")],
    ),
    instead(
        "The catalogue takes names in brackets.",
        &["mssql"],
        &[
            ("object_id ( _ )", "object_id ( _ )"),
            ("EXEC sp_rename _", "EXEC sp_rename _"),
        ],
    ),
    instead(
        "A schema of another database keeps its brackets where Alembic puts others around them.",
        &["mssql"],
        &[
            ("[[a] . [b]]] . c", "[a.b] . c"),
            ("[[my] . [own]]]", "[my.own]"),
        ],
    ),
    instead(
        "A length belongs to a column, and not to a text.",
        &["mysql", "mariadb"],
        &[
            ("( _ )", ""),
            ("x % 2 ( _ )", "( x % 2 )"),
            ("a + b ( _ )", "( a + b )"),
        ],
    ),
    instead(
        "True is true, whatever the type.",
        &["mysql", "mariadb", "mssql"],
        &[("True", "true"), ("1", "'true'"), ("true", "'true'")],
    ),
    when(is_assertion, accept("Alembic fails by a mistake.", &[], "")),
    accept(
        "A foreign key needs no type of what it refers to.",
        &[],
        "Can't generate DDL for NullType()",
    ),
    accept(
        "Alembic fails by a mistake.",
        &[],
        "list index out of range",
    ),
    when(
        has_batch,
        instead(
            "SQL in a batch runs in its place; Alembic runs it before everything else.",
            &[],
            &[
                ("SELECT 1 ;", ""),
                ("", "SELECT 1 ;"),
                ("UPDATE a SET b = '12:30' ;", ""),
                ("", "UPDATE a SET b = '12:30' ;"),
                ("SELECT '%' ;", ""),
                ("", "SELECT '%' ;"),
            ],
        ),
    ),
    instead(
        "A check of a column with a name is a constraint of the table on MariaDB: the server loses the name \
         otherwise.",
        &["mariadb"],
        &[
            ("CONSTRAINT _ CHECK ( … )", ""),
            (
                "CONSTRAINT _ CHECK ( … ) ;",
                "; ALTER TABLE … ADD CONSTRAINT _ CHECK ( … ) ;",
            ),
            ("", ", CONSTRAINT _ CHECK ( … )"),
        ],
    ),
    when(
        has_text,
        instead(
            "An expression with an operator needs parentheses in an index: Alembic's statement is a syntax \
             error.",
            &["postgresql"],
            &[("", "("), ("", ")")],
        ),
    ),
    instead(
        "A number or a blob is a literal, and needs no parentheses.",
        &["sqlite"],
        &[
            ("DEFAULT ( - _ )", "DEFAULT - _"),
            ("DEFAULT ( _ . _ )", "DEFAULT _ . _"),
            ("DEFAULT ( _ _ )", "DEFAULT _ _"),
            ("DEFAULT ( _ )", "DEFAULT _"),
        ],
    ),
];

const fn when(when: fn(&Value) -> bool, rule: Rule) -> Rule {
    Rule {
        when: Some(when),
        ..rule
    }
}

fn says(case: &Value, word: &str) -> bool {
    case["ops"].to_string().contains(word)
}

fn says_mysql(case: &Value) -> bool {
    says(case, "\"mysql_")
}

fn has_binary(case: &Value) -> bool {
    says(case, "{\"binary\":")
}

fn has_binds(case: &Value) -> bool {
    says(case, "\"binds\":")
}

fn has_text(case: &Value) -> bool {
    says(case, "{\"text\":")
}

fn has_batch(case: &Value) -> bool {
    says(case, "\"batch_alter_table\"")
}

fn is_assertion(case: &Value) -> bool {
    case["error"]["type"] == "AssertionError"
}

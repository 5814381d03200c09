//! Where our SQL is deliberately another than Alembic's.

mod align;
mod rules;

pub use align::{Difference, explain};
pub use rules::RULES;

/// A difference from Alembic, with its reason.
pub struct Deviation {
    /// Why.
    pub reason: &'static str,
    /// The dialects.
    pub dialects: &'static [&'static str],
    /// The recorded cases.
    pub cases: &'static [&'static str],
}

pub const DEVIATIONS: &[Deviation] = &[
    Deviation {
        reason: "SQLite has no ALTER COLUMN but for a rename: Alembic's statement is a syntax \
                 error there. batch_alter_table makes the change.",
        dialects: &["sqlite"],
        cases: &[
            "alter_column_boolean_to_int",
            "alter_column_change_default",
            "alter_column_datetime_default",
            "alter_column_drop_default",
            "alter_column_drop_default_existing",
            "alter_column_drop_not_null",
            "alter_column_enum_check_values",
            "alter_column_enum_values",
            "alter_column_existing_autoincrement",
            "alter_column_existing_comment_kept",
            "alter_column_int_to_boolean",
            "alter_column_nullable_no_type",
            "alter_column_schema",
            "alter_column_set_default_expr",
            "alter_column_set_default_literal",
            "alter_column_set_default_no_existing",
            "alter_column_set_not_null",
            "alter_column_type",
            "alter_column_type_and_nullable",
            "alter_column_type_existing",
            "alter_column_type_existing_default",
            "batch_recreate_never",
        ],
    },
    Deviation {
        reason: "SQLite keeps no comments: Alembic's statement is a syntax error there.",
        dialects: &["sqlite"],
        cases: &[
            "table_comment_add",
            "table_comment_change",
            "table_comment_drop",
            "table_comment_schema",
        ],
    },
    Deviation {
        reason: "SQLite adds no stored column and no primary key to a table: Alembic's \
                 statement fails there.",
        dialects: &["sqlite"],
        cases: &["add_column_computed", "add_column_pk_inline"],
    },
    Deviation {
        reason: "The check of a type is written with the added column; Alembic leaves it out.",
        dialects: &["sqlite"],
        cases: &[
            "add_column_boolean_check",
            "add_column_named_boolean_convention",
        ],
    },
    Deviation {
        reason: "MariaDB takes no name of a check that is written with a column: Alembic's \
                 statement is a syntax error. The check is added as a constraint.",
        dialects: &["mariadb"],
        cases: &["add_column_check"],
    },
    Deviation {
        reason: "A check that is said of a column is kept; Alembic leaves it out on SQL \
                 Server.",
        dialects: &["mssql"],
        cases: &["add_column_check"],
    },
    Deviation {
        reason: "A primary key, or a foreign key, that is said to be written with a column \
                 is; Alembic leaves it out on SQL Server.",
        dialects: &["mssql"],
        cases: &["add_column_pk_inline", "add_column_fk_inline_schema"],
    },
    Deviation {
        reason: "The name of a foreign key that is written with a column is kept.",
        dialects: &["sqlite", "postgresql"],
        cases: &["add_column_fk_inline"],
    },
    Deviation {
        reason: "MySQL reads a foreign key that is written with a column, and forgets it: it \
                 is added as a constraint.",
        dialects: &["mysql"],
        cases: &["add_column_fk_inline_schema"],
    },
    Deviation {
        reason: "Constraints can't be deferred there: Alembic's statement is a syntax error. \
                 NOT DEFERRABLE is what they are anyway.",
        dialects: &["mysql", "mariadb", "mssql"],
        cases: &[
            "add_column_fk_inline",
            "create_fk_not_deferrable",
            "create_fk_options",
            "create_table_fk_options",
            "create_unique_deferrable",
        ],
    },
    Deviation {
        reason: "SQL Server knows no MATCH.",
        dialects: &["mssql"],
        cases: &["create_fk_match"],
    },
    Deviation {
        reason: "There is no IF EXISTS or IF NOT EXISTS of such an object: Alembic's \
                 statement is a syntax error.",
        dialects: &["sqlite"],
        cases: &["add_column_if_not_exists", "drop_column_if_exists"],
    },
    Deviation {
        reason: "There is no IF EXISTS or IF NOT EXISTS of such an object on MySQL: Alembic's \
                 statement is a syntax error, or leaves the words out.",
        dialects: &["mysql"],
        cases: &[
            "add_column_if_not_exists",
            "create_index_if_not_exists",
            "drop_column_if_exists",
            "drop_constraint_if_exists",
            "drop_index_if_exists",
        ],
    },
    Deviation {
        reason: "MariaDB has IF EXISTS for constraints; Alembic leaves it out.",
        dialects: &["mariadb"],
        cases: &["drop_constraint_if_exists"],
    },
    Deviation {
        reason: "SQL Server has no IF NOT EXISTS: the catalogue is asked. Alembic writes a \
                 syntax error, or leaves the words out.",
        dialects: &["mssql"],
        cases: &[
            "add_column_if_not_exists",
            "create_index_if_not_exists",
            "create_table_if_not_exists",
        ],
    },
    Deviation {
        reason: "SQL Server has no words before TABLE: Alembic's statement is a syntax error.",
        dialects: &["mssql"],
        cases: &["create_table_prefixes_temporary"],
    },
    Deviation {
        reason: "The check of the old type is dropped; Alembic leaves it, and adding the new \
                 one fails.",
        dialects: &["mysql", "mariadb"],
        cases: &[
            "alter_column_boolean_to_int",
            "alter_column_enum_check_values",
        ],
    },
    Deviation {
        reason: "An expression as a default needs parentheses on MySQL, where a column changes, too.",
        dialects: &["mysql"],
        cases: &["alter_column_set_default_expr"],
    },
    Deviation {
        reason: "An expression in an index needs parentheses of its own on MySQL.",
        dialects: &["mysql"],
        cases: &["create_index_expression", "create_index_mixed_expression"],
    },
    Deviation {
        reason: "MariaDB and SQL Server have no indexes over expressions: Alembic's statement \
                 fails.",
        dialects: &["mariadb", "mssql"],
        cases: &["create_index_expression", "create_index_mixed_expression"],
    },
    Deviation {
        reason: "The name is longer than the server takes: Alembic's statement fails.",
        dialects: &["mysql", "mariadb"],
        cases: &["create_index_long_name"],
    },
    Deviation {
        reason: "An index belongs to its table there; Alembic names the table `no_table`.",
        dialects: &["mysql", "mariadb", "mssql"],
        cases: &["drop_index_no_table"],
    },
    Deviation {
        reason: "`:foo` without a value is refused; Alembic writes NULL.",
        dialects: &["sqlite", "postgresql", "mysql", "mariadb", "mssql"],
        cases: &["execute_bind_colon"],
    },
    Deviation {
        reason: "Numbers are let in only where the table numbers its rows and the rows come \
                 with numbers: else SQL Server refuses Alembic's statement.",
        dialects: &["mssql"],
        cases: &[
            "bulk_insert",
            "bulk_insert_dates",
            "bulk_insert_empty",
            "bulk_insert_heterogeneous",
            "bulk_insert_inline_literal",
            "bulk_insert_schema",
        ],
    },
    Deviation {
        reason: "SQL Server has DATE, TIME and VARBINARY(max); Alembic writes what servers \
                 before 2008 had.",
        dialects: &["mssql"],
        cases: &["create_table_types"],
    },
    Deviation {
        reason: "A column is added behind the others, and an index goes with its column; \
                 Alembic creates it on the missing column.",
        dialects: &["sqlite"],
        cases: &["batch_copy_from_add_drop"],
    },
    Deviation {
        reason: "The numbers of rows are kept where no column shows them.",
        dialects: &["sqlite"],
        cases: &["batch_create_pk", "batch_drop_pk"],
    },
    Deviation {
        reason: "The new table goes on numbering where the old one was; in Alembic's it \
                 begins with 1, and the next row fails.",
        dialects: &["postgresql"],
        cases: &[
            "batch_boolean_type_change",
            "batch_partial_reordering",
            "batch_partial_reordering_incomplete",
            "batch_recreate_always",
            "batch_recreate_constraints",
            "batch_recreate_index",
            "batch_recreate_insert_after",
            "batch_recreate_rename_type",
            "batch_self_fk",
            "batch_server_default_change",
            "batch_table_args_kwargs",
        ],
    },
    Deviation {
        reason: "Names of constraints are unique in a schema of SQL Server, and own numbers \
                 have to be let in: Alembic's statements fail.",
        dialects: &["mssql"],
        cases: &[
            "batch_boolean_type_change",
            "batch_create_pk",
            "batch_partial_reordering",
            "batch_partial_reordering_incomplete",
            "batch_recreate_always",
            "batch_recreate_constraints",
            "batch_recreate_index",
            "batch_recreate_insert_after",
            "batch_recreate_rename_type",
            "batch_self_fk",
            "batch_server_default_change",
            "batch_table_args_kwargs",
        ],
    },
];

/// The deviation that a case falls under.
pub fn find(dialect: &str, case: &str) -> Option<&'static Deviation> {
    let applies = |one: &&Deviation| one.dialects.contains(&dialect) && one.cases.contains(&case);
    DEVIATIONS.iter().find(applies)
}

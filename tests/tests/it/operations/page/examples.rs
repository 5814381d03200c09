//! An example of every operation, as the page shows it.

use rmig_engine::{
    operation::{
        AlterSequence, CreateExcludeConstraint, ExecuteUpdate, Operations, Recreate, TypedColumn,
    },
    schema::{
        ConstraintKind, Exclude, ExcludeElement, IndexColumn, Name, ReferentialAction,
        SequenceOptions, ServerDefault, Table,
        build::{
            big_integer, boolean, column, date_time, enumeration, integer, numeric, string, text,
        },
    },
};
use serde_json::json;

/// The name of an operation, with a word behind it where there are several, and its example.
pub type Example = (&'static str, fn(&mut Operations));

/// Names functions, as they are called.
macro_rules! examples {
    ($($name:ident)+) => { &[$((stringify!($name), $name)),+] };
}

pub const EXAMPLES: &[Example] = examples! {
    create_table create_table_with_an_enumeration drop_table rename_table create_table_comment
    drop_table_comment add_column alter_column alter_column_renamed drop_column create_index
    create_index_over_an_expression drop_index create_unique_constraint create_check_constraint
    create_foreign_key create_primary_key create_exclude_constraint drop_constraint
    batch_alter_table execute execute_update bulk_insert create_enum_type alter_enum_type
    drop_enum_type create_view replace_view drop_view create_function replace_function
    drop_function create_trigger replace_trigger drop_trigger create_schema drop_schema
    create_sequence alter_sequence drop_sequence create_extension drop_extension
};

fn create_table(op: &mut Operations) {
    op.create_table("account")
        .column(column("id", big_integer()).primary_key())
        .column(column("email", string(255)).not_null().unique())
        .column(
            column("owner_id", integer())
                .references("users", "id")
                .on_delete(ReferentialAction::Cascade),
        )
        .column(
            column("balance", numeric(10, 2))
                .not_null()
                .default_sql("0"),
        )
        .column(column("created_at", date_time()).not_null().default_now())
        .check("ck_balance", "balance >= 0")
        .index("ix_owner", ["owner_id"])
        .comment("Accounts");
}

fn create_table_with_an_enumeration(op: &mut Operations) {
    op.create_table("job")
        .column(column("id", integer()).primary_key())
        .column(
            column("state", enumeration("job_state", ["new", "done"]))
                .not_null()
                .default_text("new"),
        );
}

fn drop_table(op: &mut Operations) {
    op.drop_table("account").if_exists();
}

fn rename_table(op: &mut Operations) {
    op.rename_table("account", "accounts");
}

fn create_table_comment(op: &mut Operations) {
    op.create_table_comment("account", "Who pays");
}

fn drop_table_comment(op: &mut Operations) {
    op.drop_table_comment("account");
}

fn add_column(op: &mut Operations) {
    op.add_column(
        "account",
        column("active", boolean()).not_null().default_sql("1"),
    );
}

fn alter_column(op: &mut Operations) {
    op.alter_column("account", "name")
        .data_type(string(50), string(100))
        .not_null()
        .server_default(None, Some(ServerDefault::Literal("nobody".to_owned())));
}

fn alter_column_renamed(op: &mut Operations) {
    op.alter_column("account", "name")
        .rename("title")
        .existing_type(string(50))
        .existing_nullable(false);
}

fn drop_column(op: &mut Operations) {
    op.drop_column("account", "name")
        .original(column("name", string(50)));
}

fn create_index(op: &mut Operations) {
    op.create_index("ix_name", "account", ["name", "email"])
        .unique();
}

fn create_index_over_an_expression(op: &mut Operations) {
    op.create_index(
        "ix_lower",
        "account",
        [IndexColumn::expression("lower(email)")],
    );
}

fn drop_index(op: &mut Operations) {
    op.drop_index("ix_name", "account");
}

fn create_unique_constraint(op: &mut Operations) {
    op.create_unique_constraint("uq_email", "account", ["email"]);
}

fn create_check_constraint(op: &mut Operations) {
    op.create_check_constraint("ck_age", "account", "age >= 18");
}

fn create_foreign_key(op: &mut Operations) {
    op.create_foreign_key("fk_owner", "account", "users", ["owner_id"], ["id"])
        .on_delete(ReferentialAction::Cascade);
}

fn create_primary_key(op: &mut Operations) {
    op.create_primary_key("pk_account", "account", ["tenant", "id"]);
}

fn create_exclude_constraint(op: &mut Operations) {
    let overlaps = ExcludeElement {
        element: "during".to_owned(),
        is_expression: false,
        operator: "&&".to_owned(),
        operator_class: None,
    };
    op.push(CreateExcludeConstraint {
        table: "booking".to_owned(),
        schema: None,
        exclude: Exclude {
            name: Name::from("no_overlap"),
            elements: vec![overlaps],
            ..Exclude::default()
        },
    });
}

fn drop_constraint(op: &mut Operations) {
    op.drop_constraint("fk_owner", "account", ConstraintKind::ForeignKey);
}

fn batch_alter_table(op: &mut Operations) {
    op.batch_alter_table("account", |batch| {
        batch
            .alter_column("account", "name")
            .data_type(string(50), text())
            .not_null();
        batch.drop_column("account", "age");
    })
    .recreate(Recreate::Auto)
    .copy_from(Table {
        columns: vec![
            column("id", integer()).primary_key(),
            column("name", string(50)),
            column("age", integer()),
        ],
        ..Table::default()
    });
}

fn execute(op: &mut Operations) {
    op.execute("UPDATE account SET name = :name WHERE id = 1")
        .parameter("name", "it's me")
        .on("mssql", "UPDATE account SET name = N'me' WHERE id = 1")
        .reverse_with("UPDATE account SET name = NULL WHERE id = 1");
}

fn execute_update(op: &mut Operations) {
    let typed = |name: &str, data_type| TypedColumn {
        name: name.to_owned(),
        data_type,
    };
    op.push(ExecuteUpdate {
        table: "account".to_owned(),
        schema: None,
        columns: vec![typed("id", integer()), typed("active", boolean())],
        values: [("active".to_owned(), json!(true))].into_iter().collect(),
        condition: [("id".to_owned(), json!(3))].into_iter().collect(),
    });
}

fn bulk_insert(op: &mut Operations) {
    op.bulk_insert("role")
        .row([
            ("id", json!(1)),
            ("name", json!("admin")),
            ("active", json!(true)),
        ])
        .row([("id", json!(2)), ("name", json!(null))]);
}

fn create_enum_type(op: &mut Operations) {
    op.create_enum_type("job_state", ["new", "done"]);
}

fn alter_enum_type(op: &mut Operations) {
    op.add_enum_value("job_state", "lost");
}

fn drop_enum_type(op: &mut Operations) {
    op.drop_enum_type("job_state");
}

fn create_view(op: &mut Operations) {
    op.create_view("active_account", "SELECT id FROM account WHERE active = 1");
}

fn replace_view(op: &mut Operations) {
    op.replace_view(
        "active_account",
        "SELECT id, name FROM account WHERE active = 1",
    );
}

fn drop_view(op: &mut Operations) {
    op.drop_view("active_account");
}

fn create_function(op: &mut Operations) {
    op.create_function("twice", "n INT", "RETURNS INT LANGUAGE SQL RETURN n * 2");
}

fn replace_function(op: &mut Operations) {
    op.replace_function("twice", "n INT", "RETURNS INT LANGUAGE SQL RETURN n + n");
}

fn drop_function(op: &mut Operations) {
    op.drop_function("twice", "n INT").if_exists();
}

fn create_trigger(op: &mut Operations) {
    let touch = "AFTER INSERT ON account FOR EACH ROW UPDATE counter SET n = n + 1";
    op.create_trigger("count_accounts", "account", touch);
}

fn replace_trigger(op: &mut Operations) {
    let touch = "AFTER INSERT ON account FOR EACH ROW UPDATE counter SET n = n + 2";
    op.replace_trigger("count_accounts", "account", touch);
}

fn drop_trigger(op: &mut Operations) {
    op.drop_trigger("count_accounts", "account");
}

fn create_schema(op: &mut Operations) {
    op.create_schema("billing").if_not_exists();
}

fn drop_schema(op: &mut Operations) {
    op.drop_schema("billing").if_exists();
}

fn create_sequence(op: &mut Operations) {
    op.create_sequence("invoice").options(SequenceOptions {
        start: Some(1000),
        increment: Some(10),
        ..SequenceOptions::default()
    });
}

fn alter_sequence(op: &mut Operations) {
    op.push(AlterSequence {
        name: "invoice".to_owned(),
        restart: Some(5000),
        ..AlterSequence::default()
    });
}

fn drop_sequence(op: &mut Operations) {
    op.drop_sequence("invoice");
}

fn create_extension(op: &mut Operations) {
    op.create_extension("pg_trgm").if_not_exists();
}

fn drop_extension(op: &mut Operations) {
    op.drop_extension("pg_trgm");
}

//! Constraints.

use crate::{
    ddl::{DdlDialect, ObjectName, Unsupported},
    schema::{Constraint, Deferral, ForeignKey, ReferentialAction},
};

/// A constraint, with its name if it has one.
pub fn constraint<D: DdlDialect + ?Sized>(
    dialect: &D,
    constraint: &Constraint,
) -> Result<String, Unsupported> {
    let body = match constraint {
        Constraint::PrimaryKey(key) => dialect.primary_key(key)?,
        Constraint::Unique(unique) => dialect.unique(unique)?,
        Constraint::Check(check) => dialect.check(check)?,
        Constraint::ForeignKey(key) => dialect.foreign_key(key)?,
        Constraint::Exclude(exclude) => dialect.exclude(exclude)?,
    };
    Ok(match constraint.name().written() {
        Some(name) => format!("CONSTRAINT {} {body}", dialect.identifier(name)),
        None => body,
    })
}

/// What a foreign key refers to, and what becomes of its rows.
pub fn references<D: DdlDialect + ?Sized>(
    dialect: &D,
    key: &ForeignKey,
) -> Result<String, Unsupported> {
    let actions = [&key.ondelete, &key.onupdate];
    let named = actions
        .into_iter()
        .flatten()
        .any(|action| !action.columns().is_empty());
    if named && !dialect.capabilities().actions_name_columns {
        return Err(dialect.unsupported(
            "what becomes of a row concerns all columns of the key",
            "leave the columns behind SET NULL or SET DEFAULT away",
        ));
    }
    let table = ObjectName::new(key.referent_schema.as_deref(), &key.referent_table);
    let mut sql = format!("REFERENCES {}", dialect.object(&table));
    if !key.referent_columns.is_empty() {
        sql.push_str(&format!(
            " ({})",
            dialect.identifiers(&key.referent_columns)
        ));
    }
    if let Some(kind) = &key.r#match {
        sql.push_str(&format!(" MATCH {kind}"));
    }
    sql.push_str(&foreign_key_actions(dialect, key));
    sql.push_str(&dialect.deferral(key.deferral)?);
    Ok(sql)
}

/// `ON DELETE …` and `ON UPDATE …`, with a blank in front.
pub fn foreign_key_actions<D: DdlDialect + ?Sized>(dialect: &D, key: &ForeignKey) -> String {
    let mut sql = String::new();
    let actions = [("DELETE", &key.ondelete), ("UPDATE", &key.onupdate)];
    for (when, action) in actions {
        if let Some(action) = action {
            sql.push_str(&format!(" ON {when} {}", action_sql(dialect, action)));
        }
    }
    sql
}

fn action_sql<D: DdlDialect + ?Sized>(dialect: &D, action: &ReferentialAction) -> String {
    match action.columns() {
        [] => action.words().to_owned(),
        columns => format!("{} ({})", action.words(), dialect.identifiers(columns)),
    }
}

/// When a constraint is checked, with a blank in front.
pub fn deferral(deferral: Deferral) -> String {
    let mut sql = String::new();
    match deferral.deferrable {
        Some(true) => sql.push_str(" DEFERRABLE"),
        Some(false) => sql.push_str(" NOT DEFERRABLE"),
        None => {}
    }
    if let Some(initially) = deferral.initially {
        sql.push_str(" INITIALLY ");
        sql.push_str(initially.as_sql());
    }
    sql
}

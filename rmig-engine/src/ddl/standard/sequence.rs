//! Sequences.

use crate::{
    ddl::{DdlDialect, ObjectName, Unsupported},
    operation::{AlterSequence, CreateSequence},
    schema::SequenceOptions,
};

/// How a sequence or an identity counts, each option for itself.
#[must_use]
pub fn sequence_options(options: &SequenceOptions) -> Vec<String> {
    let numbers = [
        ("INCREMENT BY", options.increment),
        ("START WITH", options.start),
        ("MINVALUE", options.minvalue),
        ("MAXVALUE", options.maxvalue),
    ];
    let mut parts: Vec<String> = numbers
        .into_iter()
        .filter_map(|(words, number)| Some(format!("{words} {}", number?)))
        .collect();
    let words = [
        (options.nominvalue, "NO MINVALUE", ""),
        (options.nomaxvalue, "NO MAXVALUE", ""),
    ];
    let cache = options.cache.map(|cache| format!("CACHE {cache}"));
    let says = |(value, yes, no): (Option<bool>, &str, &str)| match value {
        Some(true) => Some(yes.to_owned()),
        Some(false) if !no.is_empty() => Some(no.to_owned()),
        _ => None,
    };
    parts.extend(words.into_iter().filter_map(says));
    parts.extend(cache);
    parts.extend(says((options.cycle, "CYCLE", "NO CYCLE")));
    parts
}

/// `CREATE SEQUENCE`
pub fn create_sequence<D: DdlDialect + ?Sized>(
    dialect: &D,
    create: &CreateSequence,
) -> Result<String, Unsupported> {
    let sequence = &create.sequence;
    let if_not_exists = if create.if_not_exists {
        "IF NOT EXISTS "
    } else {
        ""
    };
    let name = ObjectName::new(sequence.schema.as_deref(), &sequence.name);
    let mut sql = format!("CREATE SEQUENCE {if_not_exists}{}", dialect.object(&name));
    if let Some(data_type) = &sequence.data_type {
        sql.push_str(&format!(" AS {}", dialect.data_type(data_type)?));
    }
    for option in sequence_options(&sequence.options) {
        sql.push(' ');
        sql.push_str(&option);
    }
    Ok(sql)
}

/// `ALTER SEQUENCE`
pub fn alter_sequence<D: DdlDialect + ?Sized>(dialect: &D, alter: &AlterSequence) -> String {
    let name = ObjectName::new(alter.schema.as_deref(), &alter.name);
    let mut sql = format!("ALTER SEQUENCE {}", dialect.object(&name));
    for option in sequence_options(&alter.options) {
        sql.push(' ');
        sql.push_str(&option);
    }
    if let Some(restart) = alter.restart {
        sql.push_str(&format!(" RESTART WITH {restart}"));
    }
    sql
}

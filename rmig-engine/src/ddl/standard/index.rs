//! Indexes.

use crate::ddl::{DdlDialect, DropIndex, ObjectName, Unsupported};

/// `DROP INDEX`, with its schema, or with its table where it belongs to that one.
pub fn drop_index<D: DdlDialect + ?Sized>(
    dialect: &D,
    drop: &DropIndex,
) -> Result<String, Unsupported> {
    let if_exists = if drop.if_exists { "IF EXISTS " } else { "" };
    let concurrently = if drop.concurrently {
        "CONCURRENTLY "
    } else {
        ""
    };
    let start = format!("DROP INDEX {concurrently}{if_exists}");
    if !dialect.capabilities().indexes_belong_to_tables {
        let name = ObjectName::new(drop.schema.as_deref(), &drop.name);
        return Ok(format!("{start}{}", dialect.object(&name)));
    }
    let table = drop.table.as_deref().ok_or_else(|| {
        dialect.unsupported("an index belongs to its table there", "give the `table`")
    })?;
    let table = ObjectName::new(drop.schema.as_deref(), table);
    Ok(format!(
        "{start}{} ON {}",
        dialect.identifier(&drop.name),
        dialect.object(&table)
    ))
}

//! Foreign keys.

use serde::{Deserialize, Serialize};

use super::{Deferral, Name, ReferentialAction};
use crate::json::{flat, is_default};

/// A foreign key.
///
/// In JSON its columns are `local_cols`, and what they refer to is said by `referent_table`,
/// `referent_schema` and `remote_cols`. Two other forms are read: `columns` with `refcolumns`
/// (`["schema.table.column"]`), and in the place of a column's own `target` (`"table.column"`).
///
/// ```
/// use rmig_engine::schema::ForeignKey;
///
/// let key: ForeignKey = serde_json::from_str(r#"{"columns": ["user_id"], "refcolumns": ["auth.users.id"]}"#)?;
/// assert_eq!(key.referent_schema.as_deref(), Some("auth"));
/// assert_eq!(key.referent_table, "users");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", try_from = "Written")]
pub struct ForeignKey {
    /// Its name.
    #[serde(skip_serializing_if = "Name::is_unnamed")]
    pub name: Name,
    /// The columns in their order; none where the key belongs to one column.
    #[serde(rename = "local_cols", skip_serializing_if = "is_default")]
    pub columns: Vec<String>,
    /// The table that is referred to.
    pub referent_table: String,
    /// Its schema.
    #[serde(skip_serializing_if = "is_default")]
    pub referent_schema: Option<String>,
    /// The columns that are referred to, as many.
    #[serde(rename = "remote_cols")]
    pub referent_columns: Vec<String>,
    /// What becomes of a row whose referred row goes.
    #[serde(skip_serializing_if = "is_default")]
    pub ondelete: Option<ReferentialAction>,
    /// What becomes of a row whose referred row changes.
    #[serde(skip_serializing_if = "is_default")]
    pub onupdate: Option<ReferentialAction>,
    /// What counts as a match where some columns are NULL: `FULL`, `PARTIAL`, `SIMPLE`.
    #[serde(skip_serializing_if = "is_default")]
    pub r#match: Option<String>,
    /// Whether the rows that are there already aren't looked at.
    #[serde(skip_serializing_if = "is_default")]
    pub postgresql_not_valid: bool,
    /// Whether it is added once its table is there, and not with it.
    #[serde(skip_serializing_if = "is_default")]
    pub use_alter: bool,
    /// When it is checked.
    #[serde(skip)]
    pub deferral: Deferral,
}

/// Every key that may be written.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    name: Name,
    columns: Option<Vec<String>>,
    local_cols: Option<Vec<String>>,
    refcolumns: Option<Vec<String>>,
    target: Option<String>,
    referent_table: Option<String>,
    referent_schema: Option<String>,
    remote_cols: Option<Vec<String>>,
    ondelete: Option<ReferentialAction>,
    onupdate: Option<ReferentialAction>,
    r#match: Option<String>,
    postgresql_not_valid: bool,
    use_alter: bool,
}

impl TryFrom<Written> for ForeignKey {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let targets = match (written.refcolumns, written.target) {
            (None, None) => None,
            (Some(targets), None) => Some(targets),
            (None, Some(target)) => Some(vec![target]),
            (Some(_), Some(_)) => return Err("`target` and `refcolumns` say the same".to_owned()),
        };
        let (table, schema, referent_columns) = match (targets, written.referent_table) {
            (Some(targets), None) => referent(&targets)?,
            (None, Some(table)) => {
                let columns = written.remote_cols.unwrap_or_default();
                (table, written.referent_schema, columns)
            }
            _ => return Err("a foreign key says `referent_table` or `refcolumns`".to_owned()),
        };
        Ok(Self {
            name: written.name,
            columns: written.local_cols.or(written.columns).unwrap_or_default(),
            referent_table: table,
            referent_schema: schema,
            referent_columns,
            ondelete: written.ondelete,
            onupdate: written.onupdate,
            r#match: written.r#match,
            postgresql_not_valid: written.postgresql_not_valid,
            use_alter: written.use_alter,
            deferral: Deferral::default(),
        })
    }
}

/// What `schema.table.column` texts refer to: table, schema, columns.
fn referent(targets: &[String]) -> Result<(String, Option<String>, Vec<String>), String> {
    let mut table = None;
    let mut columns = Vec::new();
    for target in targets {
        let (place, column) = target.rsplit_once('.').ok_or_else(|| {
            format!("{target:?} isn't \"table.column\" or \"schema.table.column\"")
        })?;
        if *table.get_or_insert(place) != place {
            return Err("the columns of a foreign key refer to one table".to_owned());
        }
        columns.push(column.to_owned());
    }
    let place = table.ok_or("a foreign key refers to no column")?;
    let (schema, table) = match place.rsplit_once('.') {
        Some((schema, table)) => (Some(schema.to_owned()), table),
        None => (None, place),
    };
    Ok((table.to_owned(), schema, columns))
}

flat!(ForeignKey { deferral: Deferral });

//! What the selected database holds.

use rmig_engine::{
    connection::Access,
    inspect::{Inspected, Scope},
};

use crate::{CommandError, Context, running::Databases};

/// The dialect of the one selected database, and what it holds; nothing is changed.
///
/// # Errors
///
/// Several databases are selected, it can't be reached, or there is no inspector of its kind.
pub(super) fn at_database(context: &Context) -> Result<(&'static str, Inspected), CommandError> {
    let database = context.database()?;
    let databases = Databases::new(context)?;
    databases.with(
        &database,
        Access::Look,
        |_| {},
        async |opened| {
            let dialect = opened.runner.dialect;
            let inspector = dialect.inspector().ok_or_else(|| {
                let message = format!("no database of {} can be looked at yet", dialect.name());
                CommandError::new(
                    "no-inspector",
                    message,
                    "leave --look away; `copy_from` says what a table is like",
                )
            })?;
            let inspected = inspector
                .inspect(opened.connection, &Scope::default())
                .await?;
            Ok((dialect.name(), inspected))
        },
    )
}

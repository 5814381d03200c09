//! Indexes that a run left half built.

use super::{RunError, Runner, unfinished::Unfinished};
use crate::{
    connection::{Connection, InvalidIndex},
    diagnostic::Finding,
};

impl Runner<'_> {
    /// Says how far a revision came; and where it stopped at an index, which indexes aren't valid.
    pub(super) async fn refusal(
        &self,
        connection: &mut dyn Connection,
        unfinished: &Unfinished,
    ) -> Result<Finding, RunError> {
        let finding = unfinished.refusal();
        let intent = unfinished.details.intent.as_deref().unwrap_or_default();
        if !intent.to_ascii_uppercase().contains("INDEX") {
            return Ok(finding);
        }
        let invalid = connection.invalid_indexes().await;
        let invalid = invalid.map_err(RunError::database("the indexes can't be looked at"))?;
        Ok(match advice(&invalid) {
            Some(advice) => finding.help(advice),
            None => finding,
        })
    }
}

/// What to do about such indexes.
pub(super) fn advice(invalid: &[InvalidIndex]) -> Option<String> {
    let names = |being_built: bool| {
        let such = invalid
            .iter()
            .filter(|index| index.is_being_built == being_built);
        such.map(|index| index.name.as_str()).collect::<Vec<_>>()
    };
    let built = names(true);
    if !built.is_empty() {
        return Some(format!(
            "the server is still building {}: wait until it is done (pg_stat_progress_create_index \
             tells), then run the command again with --resume",
            list(&built)
        ));
    }
    let left = names(false);
    let drops: Vec<String> = left
        .iter()
        .map(|name| format!("DROP INDEX CONCURRENTLY {name}"))
        .collect();
    (!left.is_empty()).then(|| {
        format!(
            "the server gave up building {} and left it invalid: drop it ({}), then run the command \
             again with --resume",
            list(&left),
            drops.join("; ")
        )
    })
}

fn list(names: &[&str]) -> String {
    let word = if names.len() == 1 { "index" } else { "indexes" };
    format!("{word} {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_being_built_is_not_to_be_dropped() {
        let index = |name: &str, is_being_built| InvalidIndex {
            name: name.to_owned(),
            is_being_built,
        };
        assert_eq!(advice(&[]), None);
        let both = advice(&[index("s.a", false), index("s.b", true)]).unwrap();
        assert!(
            both.contains("still building index s.b") && !both.contains("DROP"),
            "{both}"
        );
        let left = advice(&[index("s.a", false), index("s.a_ccnew", false)]).unwrap();
        assert!(
            left.contains("indexes s.a, s.a_ccnew")
                && left
                    .contains("(DROP INDEX CONCURRENTLY s.a; DROP INDEX CONCURRENTLY s.a_ccnew)"),
            "{left}"
        );
    }
}

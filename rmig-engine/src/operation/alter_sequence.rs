//! `alter_sequence`.

use serde::{Deserialize, Serialize};

use super::{Irreversible, Operation, Reversed};
use crate::{
    json::{flat, is_default},
    schema::SequenceOptions,
};

/// Changes how a sequence counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct AlterSequence {
    /// Its name.
    pub name: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// How it counts from now on; what isn't said stays.
    #[serde(skip)]
    pub options: SequenceOptions,
    /// The next number.
    #[serde(default, skip_serializing_if = "is_default")]
    pub restart: Option<i64>,
    /// How it counted until now.
    #[serde(default, skip_serializing_if = "is_default")]
    pub existing: Option<SequenceOptions>,
}

flat!(AlterSequence {
    options: SequenceOptions
});

impl AlterSequence {
    /// Makes it count as before.
    pub(super) fn reverse(&self) -> Reversed {
        let missing = |why: &str, instead| Irreversible {
            operation: "alter_sequence",
            why: format!("nothing says {why} {}", self.name),
            instead,
        };
        if self.restart.is_some() {
            return Err(missing(
                "which was the next number of",
                "write the way back by hand",
            ));
        }
        let existing = self.existing.clone();
        let existing = existing
            .ok_or_else(|| missing("how it counted until now:", "give it as `existing`"))?;
        Ok(vec![Operation::AlterSequence(Self {
            name: self.name.clone(),
            schema: self.schema.clone(),
            options: existing,
            restart: None,
            existing: Some(self.options.clone()),
        })])
    }
}

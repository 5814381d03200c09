//! One line of `graphs.py`: a graph with Alembic's answers.

use std::collections::BTreeMap;

use rmig_engine::graph::Revision;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
pub struct Document {
    pub number: usize,
    pub purpose: String,
    pub graph: Vec<Entry>,
    pub broken: Option<Refused>,
    #[serde(flatten)]
    pub facts: Option<Facts>,
    #[serde(default)]
    pub questions: Vec<Question>,
}

#[derive(Clone, Deserialize)]
pub struct Entry {
    pub revision: String,
    pub down_revision: Vec<String>,
    pub depends_on: Vec<String>,
    pub branch_labels: Vec<String>,
}

impl Entry {
    pub fn to_revision(&self) -> Revision {
        Revision {
            id: self.revision.clone(),
            down_revision: self.down_revision.clone(),
            depends_on: self.depends_on.clone(),
            branch_labels: self.branch_labels.clone(),
        }
    }
}

#[derive(Deserialize)]
pub struct Facts {
    pub heads: Vec<String>,
    pub real_heads: Vec<String>,
    pub bases: Vec<String>,
    pub branch_points: Vec<String>,
    pub merge_points: Vec<String>,
    pub labels: BTreeMap<String, Vec<String>>,
    pub parents: BTreeMap<String, Vec<String>>,
}

#[derive(Clone, Deserialize)]
pub struct Refused {
    pub class: String,
    pub message: String,
    pub cause: Option<Box<Refused>>,
}

#[derive(Deserialize)]
pub struct Question {
    pub kind: Kind,
    #[serde(default)]
    pub symbol: String,
    #[serde(default)]
    pub symbols: Vec<String>,
    pub range: Option<String>,
    #[serde(default)]
    pub rows: Vec<String>,
    #[serde(default)]
    pub purge: bool,
    #[serde(default)]
    pub commands: Vec<Question>,
    pub answer: Option<Value>,
    pub error: Option<Refused>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Resolve,
    History,
    Upgrade,
    Downgrade,
    Stamp,
    Current,
    Session,
}

impl Question {
    /// A question about nothing, from no rows.
    pub fn nothing() -> Self {
        serde_json::from_str(r#"{"kind": "session"}"#).expect("all but the kind may be left out")
    }

    /// The question as one would type it.
    pub fn text(&self) -> String {
        let argument = match self.kind {
            Kind::History => self.range.clone().unwrap_or_default(),
            Kind::Stamp => self.symbols.join(" "),
            _ => self.symbol.clone(),
        };
        let purge = if self.purge { " --purge" } else { "" };
        format!("{:?}{purge} {argument:?} at {:?}", self.kind, self.rows).to_lowercase()
    }
}

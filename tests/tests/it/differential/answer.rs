//! One form for Alembic's answers and ours.

use std::fmt;

use rmig_engine::{
    graph::RevisionMap,
    plan::{StampStep, Step},
};
use serde_json::Value;

use super::{
    document::{Kind, Question},
    refusal::{self, Refusal},
};

/// An answer, or the class of the refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Revisions, or lines that describe something.
    List(Vec<String>),
    /// The revision (or `base`) of each step, and the rows after it.
    Steps(Vec<(String, Vec<String>)>),
    Refused(Refusal),
}

impl Answer {
    /// Alembic's answer to a question that is no session.
    pub fn theirs(question: &Question) -> Self {
        if let Some(refused) = &question.error {
            return Self::Refused(refusal::theirs(refused));
        }
        let items = question.answer.as_ref().and_then(Value::as_array);
        let items = items.into_iter().flatten();
        match question.kind {
            Kind::Upgrade | Kind::Downgrade => Self::Steps(
                items
                    .map(|step| (text(&step["revision"]), texts(&step["rows_after"])))
                    .collect(),
            ),
            Kind::Stamp => Self::Steps(
                items
                    .map(|step| {
                        let to = texts(&step["to"])
                            .pop()
                            .unwrap_or_else(|| "base".to_owned());
                        (to, texts(&step["rows_after"]))
                    })
                    .collect(),
            ),
            _ => Self::List(items.map(text).collect()),
        }
    }

    pub fn steps(map: &RevisionMap, steps: &[Step]) -> Self {
        let step = |step: &Step| (map.id(step.revision).to_owned(), step.rows_after.clone());
        Self::Steps(steps.iter().map(step).collect())
    }

    pub fn stamps(steps: &[StampStep]) -> Self {
        let step = |step: &StampStep| {
            let to = step.to.clone().unwrap_or_else(|| "base".to_owned());
            (to, step.rows_after.clone())
        };
        Self::Steps(steps.iter().map(step).collect())
    }

    pub fn is_refused(&self) -> bool {
        matches!(self, Self::Refused(_))
    }

    /// The class of the refusal, or `answer`.
    pub fn class(&self) -> String {
        match self {
            Self::Refused(refusal) => format!("{refusal:?}"),
            _ => "answer".to_owned(),
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or("None").to_owned()
}

fn texts(value: &Value) -> Vec<String> {
    let list = value.as_array().expect("a step lists its rows");
    list.iter().map(text).collect()
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::List(items) => write!(f, "[{}]", items.join("; ")),
            Self::Steps(steps) => {
                let steps: Vec<_> = steps
                    .iter()
                    .map(|(revision, rows)| format!("{revision} => {{{}}}", rows.join(" ")))
                    .collect();
                write!(f, "[{}]", steps.join("; "))
            }
            Self::Refused(refusal) => write!(f, "{refusal:?}"),
        }
    }
}

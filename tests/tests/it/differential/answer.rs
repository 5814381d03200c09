//! One form for Alembic's answers and ours.

use std::fmt;

use rmig_engine::plan::{StampStep, Step};
use serde_json::Value;

use super::{
    document::{Kind, Question},
    refusal::{self, Refusal},
};

/// An answer, one line for each revision or step, or the class of the refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Lines(Vec<String>),
    Refused(Refusal),
}

impl Answer {
    /// Alembic's answer to a question that is no session.
    pub fn theirs(question: &Question) -> Self {
        if let Some(refused) = &question.error {
            return Self::Refused(refusal::theirs(refused));
        }
        let lines = question.answer.as_ref().and_then(Value::as_array);
        let lines = lines.into_iter().flatten();
        Self::Lines(match question.kind {
            Kind::Upgrade | Kind::Downgrade => lines
                .map(|step| step_line(text(&step["revision"]), &texts(&step["rows_after"])))
                .collect(),
            Kind::Stamp => lines
                .map(|step| {
                    let to = texts(&step["to"]);
                    stamp_line(to.first().copied(), &texts(&step["rows_after"]))
                })
                .collect(),
            _ => lines
                .map(|revision| revision.as_str().unwrap_or("None").to_owned())
                .collect(),
        })
    }

    /// The class of the refusal, or `answer`.
    pub fn class(&self) -> String {
        match self {
            Self::Lines(_) => "answer".to_owned(),
            Self::Refused(refusal) => format!("{refusal:?}"),
        }
    }

    pub fn steps(map: &rmig_engine::graph::RevisionMap, steps: &[Step]) -> Self {
        let line = |step: &Step| step_line(map.id(step.revision), &step.rows_after);
        Self::Lines(steps.iter().map(line).collect())
    }

    pub fn stamps(steps: &[StampStep]) -> Self {
        let line = |step: &StampStep| stamp_line(step.to.as_deref(), &step.rows_after);
        Self::Lines(steps.iter().map(line).collect())
    }
}

fn step_line(revision: &str, rows: &[impl fmt::Debug]) -> String {
    format!("{revision} => {rows:?}")
}

fn stamp_line(to: Option<&str>, rows: &[impl fmt::Debug]) -> String {
    format!("{} => {rows:?}", to.unwrap_or("base"))
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a step names its revision")
}

fn texts(value: &Value) -> Vec<&str> {
    let list = value.as_array().expect("a step lists its rows");
    list.iter().filter_map(Value::as_str).collect()
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lines(lines) => write!(f, "[{}]", lines.join("; ")),
            Self::Refused(refusal) => write!(f, "{refusal:?}"),
        }
    }
}

//! Linear histories, and other plans.

use std::path::Path;

use rmig_engine::{
    diagnostic::{Finding, Source},
    plan::Direction,
    runner::{PlanError, PlannedRevision, PlannedStamp, Planner, Script, StampPlanner},
};

/// Revisions `r1`, `r2` …, one after the other, and how many of them are to be applied.
#[derive(Clone, Debug)]
pub struct History {
    pub scripts: Vec<String>,
    pub target: usize,
    /// Other names than `r1`, `r2` …
    pub names: Vec<String>,
}

impl History {
    pub fn new<S: Into<String>>(scripts: impl IntoIterator<Item = S>) -> Self {
        let scripts: Vec<String> = scripts.into_iter().map(Into::into).collect();
        Self {
            target: scripts.len(),
            scripts,
            names: Vec::new(),
        }
    }

    pub fn to(&self, target: usize) -> Self {
        Self {
            target,
            ..self.clone()
        }
    }

    fn applied_count(&self, rows: &[String]) -> Result<usize, PlanError> {
        let Some(row) = rows.first() else {
            return Ok(0);
        };
        let named = self.names.iter().position(|name| name == row);
        let number = match named {
            Some(index) => Some(index + 1),
            None => row.strip_prefix('r').and_then(|number| number.parse().ok()),
        };
        let known = number.filter(|number| *number <= self.scripts.len());
        known.ok_or_else(|| Finding::new("unknown-revision", format!("no revision {row}")).into())
    }

    fn rows(&self, count: usize) -> Vec<String> {
        if count == 0 {
            Vec::new()
        } else {
            vec![self.name(count)]
        }
    }

    fn name(&self, number: usize) -> String {
        let name = self.names.get(number - 1).cloned();
        name.unwrap_or_else(|| format!("r{number}"))
    }

    fn script(&self, number: usize) -> Script {
        let text = self.scripts[number - 1].clone();
        let header = text.find("-- rmig:").unwrap_or(0);
        let path = format!("versions/r{number}.sql");
        Script {
            source: Source::new(Path::new(&path), text),
            body_offset: header,
        }
    }
}

impl Planner for History {
    fn plan(&self, rows: &[String]) -> Result<Vec<PlannedRevision>, PlanError> {
        let from = self.applied_count(rows)?;
        let step = |number: usize, direction: Direction| {
            let (low, high) = (self.rows(number - 1), self.rows(number));
            let (rows_before, rows_after) = match direction {
                Direction::Upgrade => (low, high),
                Direction::Downgrade => (high, low),
            };
            let revision = self.name(number);
            PlannedRevision {
                revision,
                direction,
                rows_before,
                rows_after,
                script: self.script(number),
            }
        };
        Ok(if from <= self.target {
            (from + 1..=self.target)
                .map(|number| step(number, Direction::Upgrade))
                .collect()
        } else {
            (self.target + 1..=from)
                .rev()
                .map(|number| step(number, Direction::Downgrade))
                .collect()
        })
    }

    fn applied(&self, rows: &[String]) -> Result<Vec<String>, PlanError> {
        Ok((1..=self.applied_count(rows)?)
            .map(|number| self.name(number))
            .collect())
    }

    fn script(&self, revision: &str) -> Result<Option<Script>, PlanError> {
        Ok(Some(
            self.script(self.applied_count(&[revision.to_owned()])?),
        ))
    }
}

/// Stamps one revision.
pub struct StampAt(pub &'static str);

impl StampPlanner for StampAt {
    fn stamp(&self, rows: &[String]) -> Result<Vec<PlannedStamp>, PlanError> {
        Ok(vec![PlannedStamp {
            revision: Some(self.0.to_owned()),
            rows_before: rows.to_vec(),
            rows_after: vec![self.0.to_owned()],
        }])
    }
}

/// Has no plan, which a run says only once it has the lock.
pub(super) struct NoPlan;

impl Planner for NoPlan {
    fn plan(&self, _: &[String]) -> Result<Vec<PlannedRevision>, PlanError> {
        Err(Finding::new("no-plan", "there is no plan").into())
    }

    fn applied(&self, _: &[String]) -> Result<Vec<String>, PlanError> {
        Ok(Vec::new())
    }

    fn script(&self, _: &str) -> Result<Option<Script>, PlanError> {
        Ok(None)
    }
}

/// A script of one upgrade and one downgrade section.
pub fn script(upgrade: &str, downgrade: &str) -> String {
    format!(
        "-- A change.\n--\n-- revision = \"x\"\n\n-- rmig: upgrade\n{upgrade}\n\n-- rmig: downgrade\n{downgrade}\n"
    )
}

/// Two revisions that create tables.
pub fn two_tables() -> History {
    History::new([
        script("CREATE TABLE a (id INTEGER PRIMARY KEY);", "DROP TABLE a;"),
        script(
            "CREATE TABLE b (id INTEGER);\nINSERT INTO b VALUES (1), (2);",
            "DROP TABLE b",
        ),
    ])
}

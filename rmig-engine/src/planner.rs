//! Plans for the runner, from a script directory.

use std::sync::OnceLock;

use crate::{
    checksum::text_checksum,
    diagnostic::{Finding, Source},
    graph::{Position, PositionSet},
    plan::{self, Direction, Step},
    runner::{PlanError, PlannedRevision, PlannedStamp, Planner, Script, StampPlanner},
    script::{ScriptDirectory, ScriptFormat},
    symbol::{DowngradeTarget, Name, ResolveError, Resolver, Symbol},
};

/// Plans an upgrade or a downgrade to what a symbol names.
///
/// A symbol that counts from the version rows (`+1`) counts from those of the first look: when
/// another run was faster, this one still goes where it was asked to.
#[derive(Debug)]
pub struct ScriptPlanner<'a> {
    directory: &'a ScriptDirectory,
    direction: Direction,
    target: Symbol,
    resolved: OnceLock<Resolved>,
}

#[derive(Clone, Debug)]
enum Resolved {
    Upgrade(Vec<Position>),
    Downgrade(DowngradeTarget),
}

impl<'a> ScriptPlanner<'a> {
    /// A planner for an upgrade to `target`.
    #[must_use]
    pub fn upgrade(directory: &'a ScriptDirectory, target: Symbol) -> Self {
        Self {
            directory,
            direction: Direction::Upgrade,
            target,
            resolved: OnceLock::new(),
        }
    }

    /// A planner for a downgrade to `target`.
    #[must_use]
    pub fn downgrade(directory: &'a ScriptDirectory, target: Symbol) -> Self {
        Self {
            directory,
            direction: Direction::Downgrade,
            target,
            resolved: OnceLock::new(),
        }
    }

    fn steps(&self, rows: &[String]) -> Result<Vec<Step>, PlanError> {
        let map = self.directory.map();
        let steps = match self.resolved(rows).map_err(boxed)? {
            Resolved::Upgrade(targets) => plan::upgrade_to(map, rows, &targets),
            Resolved::Downgrade(target) => plan::downgrade_to(map, rows, target, &self.target),
        };
        steps.map_err(boxed)
    }

    fn resolved(&self, rows: &[String]) -> Result<Resolved, ResolveError> {
        if let Some(resolved) = self.resolved.get() {
            return Ok(resolved.clone());
        }
        let resolver = Resolver::with_rows(self.directory.map(), rows)?;
        let resolved = match self.direction {
            Direction::Upgrade => Resolved::Upgrade(resolver.upgrade_targets(&self.target)?),
            Direction::Downgrade => Resolved::Downgrade(resolver.downgrade_target(&self.target)?),
        };
        Ok(self.resolved.get_or_init(|| resolved).clone())
    }
}

impl Planner for ScriptPlanner<'_> {
    fn has_steps(&self, rows: &[String]) -> Result<bool, PlanError> {
        Ok(!self.steps(rows)?.is_empty())
    }

    fn plan(&self, rows: &[String]) -> Result<Vec<PlannedRevision>, PlanError> {
        let map = self.directory.map();
        let planned = self.steps(rows)?.into_iter().map(|step| {
            let id = map.id(step.revision);
            let script = self
                .script(id)?
                .ok_or_else(|| boxed(not_sql(self.directory, step.revision)))?;
            Ok(PlannedRevision {
                revision: id.to_owned(),
                direction: step.direction,
                rows_before: step.rows_before,
                rows_after: step.rows_after,
                script,
            })
        });
        planned.collect()
    }

    fn applied(&self, rows: &[String]) -> Result<Vec<String>, PlanError> {
        let map = self.directory.map();
        let resolver = Resolver::with_rows(map, rows).map_err(boxed)?;
        let tips = || resolver.current_rows().iter().copied();
        let applied: PositionSet = map.ancestors(tips());
        let newest_first = map.newest_first(applied, tips());
        Ok(newest_first
            .into_iter()
            .rev()
            .map(|at| map.id(at).to_owned())
            .collect())
    }

    fn script(&self, revision: &str) -> Result<Option<Script>, PlanError> {
        let Some(at) = self.directory.map().find(revision) else {
            return Ok(None);
        };
        let script = self.directory.script(at);
        if script.format != ScriptFormat::Sql {
            return Ok(None);
        }
        let source = Source::new(&script.path, script.read().map_err(boxed)?);
        Ok(Some(Script {
            source,
            body_offset: script.body,
        }))
    }

    fn script_checksum(&self, revision: &str) -> Result<Option<String>, PlanError> {
        let Some(at) = self.directory.map().find(revision) else {
            return Ok(None);
        };
        let script = self.directory.script(at);
        if script.format == ScriptFormat::Sql && script.checksum.is_some() {
            return Ok(script.checksum.clone());
        }
        let script = self.script(revision)?;
        Ok(script.map(|script| text_checksum(script.source.text())))
    }
}

/// Plans a stamp with what some symbols name.
#[derive(Debug)]
pub struct ScriptStamp<'a> {
    /// The revisions.
    pub directory: &'a ScriptDirectory,
    /// The destinations.
    pub targets: Vec<Symbol>,
}

impl StampPlanner for ScriptStamp<'_> {
    fn stamp(&self, rows: &[String]) -> Result<Vec<PlannedStamp>, PlanError> {
        let steps = plan::stamp(self.directory.map(), rows, &self.targets).map_err(boxed)?;
        let planned = steps.into_iter().map(|step| PlannedStamp {
            revision: step.to,
            rows_before: step.rows_before,
            rows_after: step.rows_after,
        });
        Ok(planned.collect())
    }
}

/// The version rows of a database that is at what `symbol` names, without looking at one: where an
/// offline script starts from.
///
/// # Errors
///
/// The symbol names nothing, or can be resolved with a database only.
pub fn rows_at(directory: &ScriptDirectory, symbol: &Symbol) -> Result<Vec<String>, ResolveError> {
    let map = directory.map();
    let resolver = Resolver::new(map);
    let symbol = &*resolver.with_labels(symbol);
    if symbol.name == Some(Name::Current) {
        return Err(ResolveError::NoCurrent);
    }
    if symbol.name.is_none() {
        return Err(ResolveError::WrongWay {
            symbol: symbol.text.clone(),
            help: "without a database there is nothing to count from: name a revision".to_owned(),
        });
    }
    let steps = plan::upgrade(map, &[], symbol)?;
    Ok(steps
        .into_iter()
        .last()
        .map_or_else(Vec::new, |step| step.rows_after))
}

fn boxed(error: impl miette::Diagnostic + Send + Sync + 'static) -> PlanError {
    Box::new(error)
}

fn not_sql(directory: &ScriptDirectory, at: Position) -> Finding {
    let path = directory.script(at).path.display();
    let message = format!(
        "revision {} is written in Rust: {path}",
        directory.map().id(at)
    );
    Finding::new("rust-revision", message)
        .help("this version runs revisions in SQL only; write this one as a .sql file")
}

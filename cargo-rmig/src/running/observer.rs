//! Says on stderr how a run comes along.

use rmig_engine::{
    diagnostic::Finding,
    plan::Direction,
    runner::{RunObserver, StepReport, Unit},
    script::ScriptDirectory,
};

use crate::{Progress, Ui, revision_text::or_base};

/// What takes less is not worth a reader's time either.
const WORTH_TELLING_MS: u64 = 10;

/// A status line for each section; on a terminal also how far the one at hand is.
pub(crate) struct StatusObserver<'a> {
    ui: &'a Ui,
    directory: &'a ScriptDirectory,
    bar: Option<Progress<'a>>,
}

impl<'a> StatusObserver<'a> {
    pub(crate) fn new(ui: &'a Ui, directory: &'a ScriptDirectory) -> Self {
        Self {
            ui,
            directory,
            bar: None,
        }
    }
}

impl StatusObserver<'_> {
    /// Says that a stamp did a step.
    pub(crate) fn stamped(ui: &Ui, directory: &ScriptDirectory, step: &StepReport) {
        ui.status(step_verb(step), describe(directory, step));
    }
}

impl RunObserver for StatusObserver<'_> {
    fn section_started(&mut self, unit: &Unit) {
        let verb = match unit.direction {
            Direction::Upgrade => "Upgrading",
            Direction::Downgrade => "Downgrading",
        };
        let total = unit.statements.len() as u64;
        // One bar at a time: the old one goes before the new one comes.
        self.bar = None;
        self.bar = Some(self.ui.progress(total, format!("{verb} {}", unit.revision)));
    }

    fn statement_done(&mut self, _: &Unit, _: usize) {
        if let Some(bar) = &self.bar {
            bar.step();
        }
    }

    fn section_finished(&mut self, step: &StepReport) {
        self.bar = None;
        self.ui
            .status(step_verb(step), describe(self.directory, step));
    }

    fn plan_changed(&mut self) {
        self.ui
            .note("another run changed the version rows first; planning anew");
    }

    fn waiting_for_lock(&mut self, by: Option<&str>) {
        let by = by.map_or(String::new(), |by| format!(": {by}"));
        self.ui.status("Waiting", format!("for another run{by}"));
    }

    fn retrying(&mut self, unit: &Unit, because: &str) {
        self.bar = None;
        let revision = &unit.revision;
        self.ui.note(format!(
            "{revision} is tried again; the database said: {because}"
        ));
    }

    fn warning(&mut self, text: &str) {
        self.ui.warning(&Finding::new("run", text));
    }
}

/// What a step did, as a verb.
pub(super) fn step_verb(step: &StepReport) -> &'static str {
    match step.direction.as_str() {
        "upgrade" => "Upgraded",
        "downgrade" => "Downgraded",
        _ => "Stamped",
    }
}

/// `a -> b, message (section 1 of 2, 3 statements in 12 ms)`; a stamp shows version rows instead.
pub(super) fn describe(directory: &ScriptDirectory, step: &StepReport) -> String {
    let map = directory.map();
    let at = map.find(&step.revision);
    let parents = at.map(|at| map.ids(map.parents(at)).join(", "));
    let parents = or_base(parents.unwrap_or_default());
    let mut text = match step.direction.as_str() {
        "upgrade" => format!("{parents} -> {}", step.revision),
        "downgrade" => format!("{} -> {parents}", step.revision),
        _ => {
            let (before, after) = (&step.version_rows_before, &step.version_rows_after);
            return format!("{{{}}} -> {{{}}}", before.join(", "), after.join(", "));
        }
    };
    let summary = at
        .map(|at| directory.script(at).summary())
        .unwrap_or_default();
    if !summary.is_empty() {
        text.push_str(", ");
        text.push_str(&summary);
    }
    let mut notes = Vec::new();
    if step.sections > 1 {
        notes.push(format!("section {} of {}", step.section, step.sections));
    }
    let plural = if step.statements == 1 { "" } else { "s" };
    let took = match step.duration_ms {
        Some(ms) if ms >= WORTH_TELLING_MS => format!(" in {ms} ms"),
        _ => String::new(),
    };
    notes.push(format!("{} statement{plural}{took}", step.statements));
    format!("{text} ({})", notes.join(", "))
}

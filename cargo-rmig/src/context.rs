//! What a command is given: output, selection, clock, ids and variables.

use std::{
    path::Path,
    sync::{Arc, PoisonError},
};

use jiff::Timestamp;
use rmig_engine::settings::Manifest;

use crate::{
    Clock, CommandError, Database, Environment, GlobalArgs, Package, Ui, environment::World,
    selection, ui::Verbosity,
};

/// What a command is given besides its own arguments.
pub struct Context {
    ui: Ui,
    global: GlobalArgs,
    world: World,
}

impl Context {
    pub(crate) fn new(global: GlobalArgs, environment: Environment) -> Self {
        let (streams, world) = environment.split();
        let verbosity = match (global.quiet, global.verbose) {
            (true, _) => Verbosity::Quiet,
            (false, 0) => Verbosity::Normal,
            (false, times) => Verbosity::Verbose(times),
        };
        let ui = Ui::new(
            streams,
            global.format,
            verbosity,
            global.color,
            &*world.variables,
        );
        Self { ui, global, world }
    }

    /// The only door for output.
    #[must_use]
    pub fn ui(&self) -> &Ui {
        &self.ui
    }

    /// The flags that every command has.
    #[must_use]
    pub fn global(&self) -> &GlobalArgs {
        &self.global
    }

    /// Where relative paths of the command line start.
    #[must_use]
    pub fn current_dir(&self) -> &Path {
        &self.world.current_dir
    }

    /// The time now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.world.clock.now()
    }

    /// The clock itself.
    pub(crate) fn clock(&self) -> Clock {
        self.world.clock
    }

    /// The name of this machine, where it is easily found.
    pub(crate) fn host_name(&self) -> Option<String> {
        let of_kernel = || fs_err::read_to_string("/proc/sys/kernel/hostname").ok();
        let name = self
            .variable("HOSTNAME")
            .or_else(|| self.variable("COMPUTERNAME"))
            .or_else(of_kernel)?;
        Some(name.trim().to_owned()).filter(|name| !name.is_empty())
    }

    /// An id for a new revision. It may be taken; then ask again.
    ///
    /// # Errors
    ///
    /// The system has no randomness to give.
    pub fn new_revision_id(&self) -> Result<String, CommandError> {
        self.world.ids.next_id().map_err(|error| {
            let message = format!("the system gives no randomness for an id: {error}");
            CommandError::new(
                "no-randomness",
                message,
                "name the id yourself: --rev-id ID",
            )
        })
    }

    /// All that is handed in through stdin.
    ///
    /// # Errors
    ///
    /// It can't be read, or is no text.
    pub fn stdin(&self) -> Result<String, CommandError> {
        let mut text = String::new();
        let mut stdin = self
            .world
            .stdin
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let read = stdin.read_to_string(&mut text);
        read.map_err(|error| CommandError::io(&error))?;
        Ok(text)
    }

    /// A variable of the process.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<String> {
        (self.world.variables)(name)
    }

    /// The values of `-x`, in order.
    #[must_use]
    pub fn x(&self) -> &[(String, String)] {
        &self.global.x
    }

    /// The selected packages with their settings, in order; never none.
    ///
    /// # Errors
    ///
    /// Nothing is selected, or there are findings about settings.
    pub fn packages(&self) -> Result<Vec<Arc<Package>>, CommandError> {
        selection::packages(self, &self.selector())
    }

    /// The one selected database.
    ///
    /// # Errors
    ///
    /// As [`databases`](Self::databases), or several are selected.
    pub fn database(&self) -> Result<Database, CommandError> {
        selection::one(self.databases()?, "database", "-d", |one| &one.name)
    }

    /// The one selected package.
    ///
    /// # Errors
    ///
    /// As [`packages`](Self::packages), or several are selected.
    pub fn package(&self) -> Result<Arc<Package>, CommandError> {
        selection::one(self.packages()?, "package", "-p", |package| &package.name)
    }

    /// The selected databases of the selected packages, in order; never none. No URL is expanded.
    ///
    /// # Errors
    ///
    /// Nothing is selected, or there are findings about settings.
    pub fn databases(&self) -> Result<Vec<Database>, CommandError> {
        selection::databases(self, &self.selector(), selection::Use::Connect)
    }

    /// As [`databases`](Self::databases), for scripts: a database needs no URL, and a package without
    /// databases in its settings has one called `main`.
    pub(crate) fn databases_to_write_for(&self) -> Result<Vec<Database>, CommandError> {
        selection::databases(self, &self.selector(), selection::Use::Write)
    }

    /// The manifests that are selected, whether they have settings or not, for `init`. Without
    /// `-p` and `--workspace` it is the nearest one, which may be that of a virtual workspace.
    ///
    /// # Errors
    ///
    /// Nothing is selected, or a manifest can't be read.
    pub fn manifests(&self) -> Result<Vec<Manifest>, CommandError> {
        selection::manifests(&self.selector())
    }

    /// What a test variable got wrong.
    pub(crate) fn startup_problem(&self) -> Option<CommandError> {
        self.world.problem.clone().map(CommandError::from)
    }

    fn selector(&self) -> selection::Selector<'_> {
        selection::Selector {
            args: &self.global.selection,
            current_dir: &self.world.current_dir,
            variables: &self.world.variables,
        }
    }
}

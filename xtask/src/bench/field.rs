//! All who take part on one database: its own client as the floor, ours, the rivals.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use super::{
    database::{Databases, Kind},
    options::Options,
    program::Program,
    project,
    rivals::Rivals,
    tool::Tool,
    workload::{Ends, Step, steps},
};
use crate::{
    debian,
    shell::{Failure, Result, run, say},
};

/// Everything that the benchmarks with databases need.
pub struct Field {
    /// The databases.
    pub databases: Databases,
    /// The rivals.
    pub rivals: Rivals,
    /// Ours.
    pub programs: Vec<Program>,
    tools: Vec<Tool>,
    steps: Vec<Step>,
}

/// One who takes part.
pub struct Entry<'a> {
    field: &'a Field,
    kind: Kind,
    who: Who,
    folder: PathBuf,
}

enum Who {
    Floor,
    Ours(Program, usize),
    Rival(Tool),
}

impl Field {
    /// Builds and installs what is missing, and starts servers.
    ///
    /// # Errors
    ///
    /// Something can't be had.
    pub fn set_up(options: &Options) -> Result<Self> {
        debian::need(&[("time", "time")])?;
        let tools = options.rivals();
        Ok(Self {
            rivals: Rivals::install(&tools)?,
            programs: Program::all(options)?,
            databases: Databases::start(options, &options.kinds())?,
            tools,
            steps: steps(options.revisions),
        })
    }

    /// Writes everybody's folder for one database; the floor comes first, then ours.
    ///
    /// # Errors
    ///
    /// A file can't be written.
    pub fn entries(&self, kind: Kind) -> Result<Vec<Entry<'_>>> {
        say(&format!(
            "writing {} revisions for {}",
            self.steps.len(),
            kind.name()
        ));
        let parent = project::folder(&format!("steps-{}", kind.name().to_lowercase()))?;
        let mut entries = Vec::new();
        let mut enter = |who, folder: &Path| {
            entries.push(Entry {
                field: self,
                kind,
                who,
                folder: folder.to_owned(),
            });
        };
        let floor = parent.join("floor.sql");
        project::floor(&floor, kind, &self.steps)?;
        enter(Who::Floor, &floor);
        let ours = parent.join("rmig");
        project::rmig(&ours, kind, &self.steps)?;
        for (index, program) in self.programs.iter().enumerate() {
            enter(Who::Ours(program.clone(), index), &ours);
        }
        for &tool in &self.tools {
            let folder = parent.join(tool.word());
            project::rival(tool, &folder, kind, &self.steps)?;
            enter(Who::Rival(tool), &folder);
        }
        Ok(entries)
    }
}

impl Entry<'_> {
    /// How tables call it.
    pub fn name(&self) -> String {
        match &self.who {
            Who::Floor => match self.kind {
                Kind::Sqlite => "`sqlite3`".to_owned(),
                Kind::Postgres => "`psql`".to_owned(),
                Kind::Mariadb => "`mariadb`".to_owned(),
            },
            Who::Ours(program, _) => program.name.clone(),
            Who::Rival(tool) => tool.name().to_owned(),
        }
    }

    /// Whether this is the floor.
    pub fn is_floor(&self) -> bool {
        matches!(self.who, Who::Floor)
    }

    /// Whether it runs less often.
    pub fn is_slow(&self) -> bool {
        matches!(self.who, Who::Rival(tool) if tool.is_slow())
    }

    fn database(&self) -> String {
        match &self.who {
            Who::Floor => "floor".to_owned(),
            Who::Ours(_, index) => format!("rmig{index}"),
            Who::Rival(tool) => tool.word(),
        }
    }

    /// Applies all; the floor's client takes [`Entry::input`].
    pub fn apply(&self) -> Command {
        let (databases, kind) = (&self.field.databases, self.kind);
        match &self.who {
            Who::Floor => databases.client(kind, &self.database()),
            Who::Rival(tool) => tool.apply(&self.field.rivals, &self.folder, databases, kind),
            Who::Ours(program, _) => {
                let url = databases.url(kind, &self.database());
                let url = match kind {
                    Kind::Sqlite => format!("sqlite:{url}"),
                    Kind::Postgres => format!("{url}?sslmode=disable"),
                    Kind::Mariadb => format!("{url}?ssl-mode=DISABLED"),
                };
                let mut command = program.command(&["upgrade"]);
                command.current_dir(&self.folder).env("RMIG_URL", url);
                command
            }
        }
    }

    /// The floor's script.
    pub fn input(&self) -> Option<PathBuf> {
        self.is_floor().then(|| self.folder.clone())
    }

    /// Does what finds that nothing is left to do; the floor's client reads the version table.
    pub fn no_op(&self) -> Command {
        if !self.is_floor() {
            return self.apply();
        }
        let query = "SELECT * FROM schema_version";
        self.field
            .databases
            .query(self.kind, &self.database(), query)
    }

    /// Makes its database anew.
    ///
    /// # Errors
    ///
    /// It can't be made.
    pub fn fresh(&self) -> Result<()> {
        self.field.databases.fresh(self.kind, &self.database())
    }

    /// Makes sure that everything has been applied.
    ///
    /// # Errors
    ///
    /// Something is missing.
    pub fn check(&self) -> Result<()> {
        let name = self.database();
        let has = self
            .field
            .databases
            .answer(self.kind, &name, Ends::query(self.kind))?;
        let wanted = Ends::of(&self.field.steps).answer();
        if has == wanted {
            return Ok(());
        }
        Err(Failure(format!(
            "{} has left {has} tables, columns and indexes instead of {wanted}",
            self.name()
        )))
    }

    /// Applies everything on a new database.
    ///
    /// # Errors
    ///
    /// It fails, or something is missing afterwards.
    pub fn bring_to_head(&self) -> Result<()> {
        self.fresh()?;
        let mut apply = self.apply();
        if let Some(input) = self.input() {
            apply.stdin(std::fs::File::open(input)?);
        }
        let output = apply.output()?;
        if !output.status.success() {
            let said = [output.stdout, output.stderr].concat();
            return Err(Failure(format!(
                "{}: {}",
                self.name(),
                String::from_utf8_lossy(&said)
            )));
        }
        self.check()
    }

    /// Lets Python compile what it keeps.
    ///
    /// # Errors
    ///
    /// It can't be started.
    pub fn warm(&self) -> Result<()> {
        if !self.is_slow() {
            return Ok(());
        }
        let mut heads = Command::new(self.field.rivals.program(Tool::Alembic));
        heads
            .args(["-m", "alembic.config", "--quiet", "heads"])
            .current_dir(&self.folder)
            .env_remove("PYTHONDONTWRITEBYTECODE")
            .stdout(std::process::Stdio::null());
        run(&mut heads)
    }
}

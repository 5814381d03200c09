//! Sizes, start and memory of the programs.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use super::{
    contender::{Contender, race},
    field::Field,
    machine,
    measure::{ratio, shown},
    options::Options,
    peak::{mib, peak},
    project, table,
    tool::Tool,
};
use crate::{
    debian,
    shell::{Result, cargo, run as run_command, say},
};

/// What is so short runs more often.
const TIMES: usize = 5;

/// Measures; prints tables.
///
/// # Errors
///
/// Something can't be had or run.
pub fn run(options: &Options) -> Result<()> {
    debian::need(&[("strip", "binutils")])?;
    let field = Field::set_up(options)?;
    table::heading("Footprint");
    machine::print(options, Some(&field))?;
    programs(options, &field)?;
    memory(options, &field)?;
    if options.build_time {
        build()?;
    }
    table::finish(options, "footprint")
}

/// Everybody's program with the arguments before `--version`, but the floor's.
fn everybody(options: &Options, field: &Field) -> Vec<(String, PathBuf, Vec<&'static str>)> {
    let ours = field.programs.iter().map(|program| {
        let arguments = vec!["rmig", "--version"];
        (program.name.clone(), program.path.clone(), arguments)
    });
    let theirs = options.rivals().into_iter().map(|tool| {
        let arguments = match tool {
            Tool::Alembic => vec!["-m", "alembic.config", "--version"],
            _ => vec!["--version"],
        };
        (
            tool.name().to_owned(),
            field.rivals.program(tool),
            arguments,
        )
    });
    ours.chain(theirs).collect()
}

fn programs(options: &Options, field: &Field) -> Result<()> {
    let everybody = everybody(options, field);
    let mut contenders = vec![Contender::new("`true`", || Command::new("/bin/true"))];
    contenders.extend(everybody.iter().map(|(name, path, arguments)| {
        Contender::new(name, move || {
            let mut version = Command::new(path);
            version
                .args(arguments)
                .env_remove("PYTHONDONTWRITEBYTECODE");
            version
        })
    }));
    let times = race(&contenders, options.rounds * TIMES, true)?;
    table::head(&["program", "size", "stripped", "`--version`", "beside rmig"]);
    for (place, (contender, mine)) in contenders.iter().zip(&times).enumerate() {
        let path = place.checked_sub(1).and_then(|place| everybody.get(place));
        let [size, stripped] = match path {
            Some((name, path, _)) if name != Tool::Alembic.name() => sizes(path)?,
            Some((_, python, _)) => [installed(python)?, "–".to_owned()],
            None => ["–".to_owned(), "–".to_owned()],
        };
        let beside = times.get(1).map_or(1.0, |ours| mine.beside(ours));
        let name = contender.name.clone();
        table::row(&[name, size, stripped, mine.shown(), ratio(beside)]);
    }
    Ok(())
}

fn mb(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

/// How large a program is, and what is left of it without symbols.
fn sizes(path: &Path) -> Result<[String; 2]> {
    let copy = project::folder("stripped")?.join("program");
    fs_err::copy(path, &copy)?;
    let size = fs_err::metadata(&copy)?.len();
    run_command(Command::new("strip").arg(&copy))?;
    Ok([mb(size), mb(fs_err::metadata(&copy)?.len())])
}

/// How large the packages of a Python environment are.
fn installed(python: &Path) -> Result<String> {
    let packages = "import sysconfig; print(sysconfig.get_path('purelib'))";
    let output = Command::new(python).args(["-c", packages]).output()?;
    let folder = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let output = Command::new("du").args(["-sb", &folder]).output()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let bytes = said
        .split_whitespace()
        .next()
        .and_then(|bytes| bytes.parse().ok());
    Ok(format!("{} (packages)", mb(bytes.unwrap_or_default())))
}

fn memory(options: &Options, field: &Field) -> Result<()> {
    let runs = options.revisions;
    table::head(&[
        "memory",
        "program",
        &format!("applying {runs}"),
        "nothing to do",
    ]);
    for kind in options.kinds() {
        for entry in field
            .entries(kind)?
            .iter()
            .filter(|entry| !entry.is_floor())
        {
            say(&format!("memory of {} on {}", entry.name(), kind.name()));
            entry.warm()?;
            entry.fresh()?;
            let apply = peak(&entry.apply())?;
            entry.check()?;
            let no_op = peak(&entry.no_op())?;
            table::row(&[kind.name().to_owned(), entry.name(), mib(apply), mib(no_op)]);
        }
    }
    Ok(())
}

/// Builds the release with everything that it needs, from nothing but downloaded sources.
fn build() -> Result<()> {
    let target = project::folder("release")?;
    let mut fetch = cargo();
    run_command(fetch.args(["fetch", "--locked"]))?;
    let mut build = cargo();
    build
        .args([
            "build",
            "--release",
            "--locked",
            "--quiet",
            "--package",
            "cargo-rmig",
        ])
        .arg("--target-dir")
        .arg(&target);
    let start = Instant::now();
    run_command(&mut build)?;
    let time = shown(start.elapsed());
    fs_err::remove_dir_all(target)?;
    table::print(&format!(
        "\nBuilding the release, from downloaded sources: {time}."
    ));
    Ok(())
}

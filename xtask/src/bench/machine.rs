//! On what it was measured.

use std::{fs::File, io::Write, path::Path, process::Command, time::Instant};

use super::{
    database::Kind,
    field::Field,
    measure::{Times, shown},
    options::Options,
    table,
    tool::Tool,
};
use crate::shell::{Result, cargo, say};

/// Prints the machine, the versions of everything, and how long the disk takes.
///
/// # Errors
///
/// The disk can't be written to, or a server doesn't answer.
pub fn print(options: &Options, field: Option<&Field>) -> Result<()> {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let model = value("/proc/cpuinfo", "model name");
    let memory = value("/proc/meminfo", "MemTotal");
    let memory: f64 = memory.trim_end_matches(" kB").parse().unwrap_or_default();
    let system = value("/etc/os-release", "PRETTY_NAME");
    let kernel = said(Command::new("uname").arg("-sr"));
    let rustc = said(cargo().arg("--version")).replace("cargo ", "Rust ");
    table::print(&format!(
        "{cores} cores ({model}), {:.0} GiB, {}, {kernel}; {rustc}.",
        memory / 1024.0 / 1024.0,
        system.trim_matches('"'),
    ));
    if let Some(field) = field {
        table::print(&format!("{}.", versions(options, field)?.join(", ")));
        let folder = field.databases.folder();
        table::print(&format!("{}.", disk(options, folder)?));
    }
    let load = fs_err::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split_whitespace().next().unwrap_or("?");
    say(&format!("load average {load}"));
    Ok(())
}

fn versions(options: &Options, field: &Field) -> Result<Vec<String>> {
    let mut versions = Vec::new();
    for kind in options.kinds() {
        let database = match kind {
            Kind::Sqlite => {
                let version = said(Command::new("sqlite3").arg("--version"));
                let version = version.split_whitespace().next().unwrap_or("?");
                versions.push(format!(
                    "`sqlite3` {version} (the tools carry or link others)"
                ));
                continue;
            }
            Kind::Postgres => "SHOW server_version",
            Kind::Mariadb => "SELECT VERSION()",
        };
        field.databases.fresh(kind, "version")?;
        let version = field.databases.answer(kind, "version", database)?;
        let version = version.split([' ', '-']).next().unwrap_or("?");
        versions.push(format!("{} {version}", kind.name()));
    }
    versions.extend(
        options
            .rivals()
            .into_iter()
            .map(|tool: Tool| field.rivals.version(tool)),
    );
    Ok(versions)
}

/// How long the disk takes to write a block of 4 KiB so that it stays.
fn disk(options: &Options, folder: &Path) -> Result<String> {
    if options.no_fsync {
        return Ok(
            "Without the disk: databases in memory, servers that wait for no write".to_owned(),
        );
    }
    let path = folder.join("fsync");
    let mut file = File::create(&path)?;
    let mut times = Times::default();
    for _ in 0..300 {
        file.write_all(&[b'x'; 4096])?;
        let start = Instant::now();
        file.sync_data()?;
        times.push(start.elapsed());
    }
    drop(file);
    fs_err::remove_file(path)?;
    let slow = times.quantile(0.95);
    Ok(format!(
        "Writing 4 KiB and waiting for the disk (`fdatasync`): {} in the median, {} at the 95th percentile",
        shown(times.median()),
        shown(slow)
    ))
}

/// The value of a line `name: value` or `name=value`.
fn value(file: &str, name: &str) -> String {
    let text = fs_err::read_to_string(file).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(name));
    let value = line.and_then(|line| line.split_once([':', '=']));
    value.map_or("?", |(_, value)| value.trim()).to_owned()
}

fn said(command: &mut Command) -> String {
    let output = command.output().map(|output| output.stdout);
    String::from_utf8_lossy(&output.unwrap_or_default())
        .trim()
        .to_owned()
}

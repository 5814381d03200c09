//! The flags that select.

use std::path::PathBuf;

use clap::Args;

/// Which packages and databases are meant.
#[derive(Clone, Debug, Default, Args)]
pub struct SelectionArgs {
    /// Path to the Cargo.toml; without it, the nearest one upwards
    #[arg(long, global = true, help_heading = HEADING, value_name = "PATH")]
    pub manifest_path: Option<PathBuf>,
    /// Package of the workspace, or a glob; repeatable
    #[arg(short, long, global = true, help_heading = HEADING, value_name = "SPEC")]
    pub package: Vec<String>,
    /// All packages of the workspace that have rmig settings
    #[arg(long, global = true, help_heading = HEADING)]
    pub workspace: bool,
    /// With --workspace: leave a package out, or those of a glob; repeatable
    #[arg(long, global = true, help_heading = HEADING, value_name = "SPEC")]
    pub exclude: Vec<String>,
    /// Database by its name in the settings, or a glob; repeatable
    #[arg(short, long, global = true, help_heading = HEADING, value_name = "NAME")]
    pub database: Vec<String>,
    /// URL of the one database to use, instead of that of the settings
    #[arg(long, global = true, help_heading = HEADING, value_name = "URL")]
    pub url: Option<String>,
}

const HEADING: &str = "Packages and databases";

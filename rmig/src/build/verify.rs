//! The two ways to verify: one that speaks to Cargo, and one that answers.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use rmig_engine::diagnostic::{Finding, Findings, Severity, plain};

use super::{Verified, check::check};

/// Fails the build unless the package's revisions are a graph with one head.
///
/// What is wrong goes to the standard error, all of it at once, and the build script ends with exit
/// code 1. What Cargo has to watch goes to the standard output.
pub fn verify() {
    Verify::new().verify();
}

/// Answers what [`verify`] would say, without a word to Cargo or to anybody else.
///
/// # Errors
///
/// Everything that is wrong with the settings or the revisions, at once.
pub fn try_verify() -> Result<Verified, Findings> {
    Verify::new().try_verify()
}

/// A verification that differs from the usual one.
///
/// ```no_run
/// // in the main function of build.rs
/// rmig::build::Verify::new().allow_several_heads().verify();
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is verified until `verify` or `try_verify` is called"]
pub struct Verify {
    manifest_path: Option<PathBuf>,
    several_heads: bool,
}

impl Verify {
    /// The usual one: the package that is being built has to have one head.
    pub fn new() -> Self {
        Self::default()
    }

    /// Accepts several heads: for branches that are kept apart on purpose and upgraded by
    /// `cargo rmig upgrade heads`.
    pub fn allow_several_heads(mut self) -> Self {
        self.several_heads = true;
        self
    }

    /// Looks at the package with this manifest instead of the one that is being built. A relative
    /// path starts at the package that is being built.
    pub fn manifest_path(mut self, path: impl Into<PathBuf>) -> Self {
        self.manifest_path = Some(path.into());
        self
    }

    /// As [`verify`].
    pub fn verify(self) {
        match self.try_verify() {
            Ok(verified) => {
                show(&verified.warnings, Severity::Warning);
                let mut stdout = io::stdout().lock();
                for line in verified.directives() {
                    // Without a Cargo that listens there is nobody to tell.
                    let _ = writeln!(stdout, "{line}");
                }
            }
            Err(findings) => {
                show(&findings, Severity::Error);
                // A panic would bury the findings under its own message and backtrace.
                std::process::exit(1);
            }
        }
    }

    /// As [`try_verify`].
    ///
    /// # Errors
    ///
    /// As [`try_verify`].
    pub fn try_verify(self) -> Result<Verified, Findings> {
        let Some(directory) = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from) else {
            return Err(
                Finding::new("no-build-script", "CARGO_MANIFEST_DIR isn't set")
                    .help("call this in a build script that Cargo runs")
                    .into(),
            );
        };
        let manifest = self.manifest_path.unwrap_or_else(|| "Cargo.toml".into());
        check(&directory.join(manifest), &directory, self.several_heads)
    }
}

/// Shows findings in the way of the command line.
fn show(findings: &Findings, severity: Severity) {
    let mut stderr = io::stderr().lock();
    for finding in &findings.0 {
        let text = plain(finding, severity, &|_, text| text.to_owned());
        // If this fails, the exit code still tells.
        let _ = writeln!(stderr, "{text}");
    }
}

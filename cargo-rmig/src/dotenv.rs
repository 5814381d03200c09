//! Variables of the process, and behind them those of the nearest `.env` file.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use rmig_engine::settings::{Variable, Variables};

use crate::environment::Lookup;

/// The variables that one package sees: those of the process win over those of the `.env` file that
/// is nearest to its manifest, upwards. The process's own environment is never changed.
pub(crate) struct PackageVariables {
    process: Lookup,
    current_dir: PathBuf,
    directory: PathBuf,
    dotenv: OnceLock<Option<Dotenv>>,
}

/// A `.env` file as far as it could be read.
struct Dotenv {
    path: PathBuf,
    variables: BTreeMap<String, String>,
    /// What is wrong with it, if something is.
    problem: Option<String>,
}

impl PackageVariables {
    pub(crate) fn new(process: Lookup, current_dir: &Path, directory: &Path) -> Self {
        let (current_dir, directory) = (current_dir.to_path_buf(), directory.to_path_buf());
        Self {
            process,
            current_dir,
            directory,
            dotenv: OnceLock::new(),
        }
    }

    fn dotenv(&self) -> Option<&Dotenv> {
        self.dotenv
            .get_or_init(|| Dotenv::nearest(&self.directory))
            .as_ref()
    }
}

impl Dotenv {
    fn nearest(directory: &Path) -> Option<Self> {
        let path = directory
            .ancestors()
            .map(|at| at.join(".env"))
            .find(|path| path.is_file())?;
        let mut dotenv = Self {
            path,
            variables: BTreeMap::new(),
            problem: None,
        };
        match fs_err::read_to_string(&dotenv.path) {
            Ok(text) => dotenv.take(&text),
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                dotenv.problem = Some("is not UTF-8".to_owned());
            }
            Err(error) => dotenv.problem = Some(format!("can't be read: {}", error.kind())),
        }
        Some(dotenv)
    }

    fn take(&mut self, text: &str) {
        for line in dotenvy::from_read_iter(text.as_bytes()) {
            match line {
                // The first of two wins, as with dotenvy itself.
                Ok((name, value)) => drop(self.variables.entry(name).or_insert(value)),
                Err(dotenvy::Error::LineParse(line, _)) if self.problem.is_none() => {
                    // The line itself may hold a password.
                    let first = line.lines().next().unwrap_or_default();
                    let at = text.lines().position(|one| one.contains(first.trim()));
                    self.problem = Some(at.map_or_else(
                        || "has a line that makes no sense".to_owned(),
                        |at| format!("makes no sense in line {}", at + 1),
                    ));
                }
                Err(_) => {}
            }
        }
    }
}

impl Variables for PackageVariables {
    fn get(&self, name: &str) -> Option<Variable> {
        if let Some(value) = (self.process)(name) {
            return Some(Variable {
                value,
                base: self.current_dir.clone(),
                file: None,
            });
        }
        let dotenv = self.dotenv()?;
        let value = dotenv.variables.get(name)?.clone();
        let base = dotenv.path.parent().unwrap_or(Path::new("")).to_path_buf();
        Some(Variable {
            value,
            base,
            file: Some(dotenv.path.clone()),
        })
    }

    fn searched(&self) -> Vec<String> {
        let file = match self.dotenv() {
            None => format!(
                "a .env file in {} and above (there is none)",
                self.directory.display()
            ),
            Some(Dotenv {
                path,
                problem: None,
                ..
            }) => path.display().to_string(),
            Some(Dotenv {
                path,
                problem: Some(problem),
                ..
            }) => format!("{} (which {problem})", path.display()),
        };
        vec!["the environment".to_owned(), file]
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn the_process_wins_over_the_nearest_file() {
        let root = tempfile::tempdir().unwrap();
        let package = root.path().join("a/b");
        fs_err::create_dir_all(&package).unwrap();
        fs_err::write(root.path().join(".env"), "FAR=1\n").unwrap();
        let file = root.path().join("a/.env");
        fs_err::write(&file, "NEAR='x y'\nBOTH=file\nbad line here\nLAST=z\n").unwrap();
        let process: Lookup = Arc::new(|name: &str| (name == "BOTH").then(|| "process".to_owned()));
        let variables = PackageVariables::new(process, Path::new("/cwd"), &package);

        let near = variables.get("NEAR").unwrap();
        assert_eq!(
            (near.value.as_str(), near.base),
            ("x y", root.path().join("a"))
        );
        assert_eq!(near.file, Some(file));
        let both = variables.get("BOTH").unwrap();
        assert_eq!(
            (both.value.as_str(), both.base.as_path()),
            ("process", Path::new("/cwd"))
        );
        assert_eq!(variables.get("LAST").unwrap().value, "z");
        assert_eq!(variables.get("FAR"), None);
        assert!(variables.searched()[1].contains("(which makes no sense in line 3)"));
        assert!(std::env::var_os("NEAR").is_none());
    }
}

//! The hint that a variable of the new settings isn't set.

use std::path::Path;

use rmig_engine::diagnostic::Finding;
use rmig_templates::Template;

/// A note on the variables of the template's settings that are set nowhere.
pub(super) fn note(
    template: &Template,
    folder: &Path,
    has_variable: &dyn Fn(&str) -> bool,
) -> Option<Finding> {
    let in_file = dotenv_variables(folder);
    let missing: Vec<&str> = variables(template.metadata)
        .into_iter()
        .filter(|name| !has_variable(name) && !in_file.iter().any(|known| known == name))
        .collect();
    let first = missing.first()?;
    let (names, verb) = (
        missing.join(" and "),
        if missing.len() == 1 { "is" } else { "are" },
    );
    let message = format!("{names} {verb} set neither in the environment nor in a .env file");
    Some(Finding::new("variable-not-set", message).help(format!(
        "graph commands work without; for the others write {first}=sqlite:app.sqlite into .env, or name \
         the URL in Cargo.toml"
    )))
}

/// The names in `${…}` outside comments.
fn variables(settings: &str) -> Vec<&str> {
    settings
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.split("${").skip(1))
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
        .collect()
}

/// What the nearest `.env` sets, from the manifest's folder upwards.
fn dotenv_variables(folder: &Path) -> Vec<String> {
    let folder = std::path::absolute(folder.join(".")).unwrap_or_else(|_| folder.to_owned());
    let file = folder
        .ancestors()
        .map(|folder| folder.join(".env"))
        .find(|file| file.is_file());
    // A file that can't be read is the business of the commands that need it.
    let variables = file.and_then(|file| dotenvy::from_path_iter(file).ok());
    variables
        .into_iter()
        .flatten()
        .filter_map(|pair| pair.ok().map(|(name, _)| name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_set_nowhere_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        fs_err::create_dir_all(&inner).unwrap();
        fs_err::write(folder.path().join(".env"), "# x\nDATABASE_URL=sqlite:a\n").unwrap();
        let generic = rmig_templates::find("generic").unwrap();
        let multidb = rmig_templates::find("multidb").unwrap();
        assert!(note(generic, &inner, &|_| false).is_none());
        assert!(note(multidb, &inner, &|name| name == "LOGS_DATABASE_URL").is_none());
        let finding = note(multidb, &inner, &|_| false).unwrap();
        assert_eq!(
            finding.message,
            "LOGS_DATABASE_URL is set neither in the environment nor in a .env file"
        );
        fs_err::write(folder.path().join(".env"), "").unwrap();
        let finding = note(multidb, &inner, &|_| false).unwrap();
        assert!(
            finding
                .message
                .starts_with("DATABASE_URL and LOGS_DATABASE_URL are set neither")
        );
    }
}

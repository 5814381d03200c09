//! Other migration tools, known by their files.

use std::path::Path;

use fs_err as fs;
use rmig_engine::diagnostic::Finding;
use rmig_templates::SCRIPT_TEMPLATE;
use toml_edit::Item;

/// Whose folder it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Owner {
    /// The tool.
    pub tool: &'static str,
    /// The entry that gives it away.
    pub sign: String,
    /// What to do.
    pub help: &'static str,
}

const ELSEWHERE: &str = "choose another script_location for rmig and leave this folder to its tool; \
                         only one of the two should change a database's schema";

const OURS: &str = "the settings are missing in Cargo.toml, not the folder: write them by hand, or move \
                    the folder away and run init again";

/// Files beside the manifest that belong to one tool.
const CONFIGS: [(&str, &str); 4] = [
    ("sqlx.toml", "sqlx"),
    ("diesel.toml", "Diesel"),
    ("refinery.toml", "refinery"),
    ("alembic.ini", "Alembic"),
];

/// The tool whose migrations `folder` holds, by the names in it.
pub(super) fn owner(folder: &Path, names: &[String]) -> Option<Owner> {
    let find = |is_sign: &dyn Fn(&str) -> bool| names.iter().find(|name| is_sign(name)).cloned();
    let owner = |tool, sign: Option<String>| {
        sign.map(|sign| Owner {
            tool,
            sign,
            help: ELSEWHERE,
        })
    };
    find(&|name| name == SCRIPT_TEMPLATE)
        .map(|sign| Owner {
            tool: "rmig",
            sign,
            help: OURS,
        })
        .or_else(|| {
            owner(
                "Alembic",
                find(&|name| name == "script.py.mako" || name == "env.py"),
            )
        })
        .or_else(|| owner("refinery", find(&is_refinery)))
        .or_else(|| owner("SeaORM", find(&|name| is_sea_orm(folder, name))))
        .or_else(|| {
            owner(
                "Diesel",
                find(&|name| folder.join(name).join("up.sql").is_file()),
            )
        })
        .or_else(|| owner("sqlx", find(&is_sqlx)))
}

/// Other tools at work in the same package: no obstacle, but good to know.
pub(super) fn notes(folder: &Path, manifest: &Item) -> Vec<Finding> {
    let configs = CONFIGS
        .into_iter()
        .filter(|(file, _)| folder.join(file).is_file())
        .map(|(file, tool)| (tool, folder.join(file).display().to_string()));
    let sea_orm = depends_on_sea_orm_migration(manifest)
        .then(|| ("SeaORM", "a dependency on sea-orm-migration".to_owned()));
    configs
        .chain(sea_orm)
        .map(|(tool, sign)| {
            Finding::new(
                "other-migration-tool",
                format!("{tool} is at work here too ({sign})"),
            )
            .help("only one of the two should change a database's schema")
        })
        .collect()
}

/// `20230101120000_add_users.sql`, `…up.sql`, `…down.sql`.
fn is_sqlx(name: &str) -> bool {
    let version = name
        .strip_suffix(".sql")
        .and_then(|name| name.split_once('_'));
    version.is_some_and(|(version, _)| all_digits(version))
}

/// `V1__add_users.sql`, `U2.1__x.rs`.
fn is_refinery(name: &str) -> bool {
    let Some((version, rest)) = name.split_once("__") else {
        return false;
    };
    let version = version.strip_prefix(['V', 'U']).unwrap_or_default();
    version.split('.').all(all_digits) && (rest.ends_with(".sql") || rest.ends_with(".rs"))
}

/// `m20220101_000001_create_table.rs`, or a crate's manifest that names sea-orm-migration.
fn is_sea_orm(folder: &Path, name: &str) -> bool {
    if name == "Cargo.toml" {
        return fs::read_to_string(folder.join(name))
            .is_ok_and(|text| text.contains("sea-orm-migration"));
    }
    let stem = name
        .strip_prefix('m')
        .and_then(|name| name.strip_suffix(".rs"));
    let mut parts = stem.unwrap_or_default().splitn(3, '_');
    let mut number = || parts.next().is_some_and(all_digits);
    number() && number() && parts.next().is_some()
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn depends_on_sea_orm_migration(manifest: &Item) -> bool {
    let dependencies = manifest.get("dependencies").and_then(Item::as_table_like);
    dependencies.is_some_and(|table| table.contains_key("sea-orm-migration"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tool(names: &[&str]) -> Option<&'static str> {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        owner(Path::new("/nowhere"), &names).map(|owner| owner.tool)
    }

    #[test]
    fn tools_are_known_by_their_files() {
        for (name, expected) in [
            ("20230101120000_add_users.sql", Some("sqlx")),
            ("1_x.up.sql", Some("sqlx")),
            ("0001_x.down.sql", Some("sqlx")),
            ("V1__init.sql", Some("refinery")),
            ("U2__x.rs", Some("refinery")),
            ("V1.2__x.sql", Some("refinery")),
            ("m20220101_000001_create_table.rs", Some("SeaORM")),
            ("script.py.mako", Some("Alembic")),
            ("revision.sql.jinja", Some("rmig")),
            ("readme.md", None),
            ("x_1.sql", None),
            ("_x.sql", None),
            ("V__x.sql", None),
            ("V1_x.sql", None),
            ("mod.rs", None),
            ("m1.rs", None),
            ("m1_2.rs", None),
        ] {
            assert_eq!(tool(&["a.txt", name]), expected, "{name}");
        }
    }

    #[test]
    fn diesel_is_known_by_its_folders_and_sea_orm_by_its_crate() {
        let folder = tempfile::tempdir().unwrap();
        let diesel = folder.path().join("2023-01-01-120000_add_users");
        fs::create_dir(&diesel).unwrap();
        fs::write(diesel.join("up.sql"), "").unwrap();
        let names = ["2023-01-01-120000_add_users".to_owned()];
        assert_eq!(owner(folder.path(), &names).unwrap().tool, "Diesel");
        fs::write(
            folder.path().join("Cargo.toml"),
            "[dependencies]\nsea-orm-migration = '1'\n",
        )
        .unwrap();
        assert_eq!(
            owner(folder.path(), &["Cargo.toml".to_owned()])
                .unwrap()
                .tool,
            "SeaORM"
        );
    }
}

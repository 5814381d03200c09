//! URLs with variables, and who may override which.

use super::*;

/// The URL of the only database.
fn expand(
    package: &str,
    variables: &dyn Variables,
    overrides: &Overrides,
) -> Result<String, Finding> {
    let settings = read_all(package, "", variables, overrides).unwrap();
    let [database] = settings.databases.as_slice() else {
        panic!("{settings:?}")
    };
    let url = database.url.as_ref().unwrap().expand(variables)?;
    Ok(url.expose().to_owned())
}

#[test]
fn a_sqlite_path_is_relative_to_who_wrote_it() {
    let env = Env::new([
        ("URL", "sqlite:v.db"),
        ("NAME", "n.db"),
        ("DIR", "/d"),
        ("Q", "mode=rwc"),
    ]);
    for (text, url) in [
        ("url = \"sqlite:data/a.db\"", "sqlite:/p/data/a.db"),
        ("url = \"${URL}\"", "sqlite:/env/v.db"),
        ("url = \"sqlite:data/${NAME}\"", "sqlite:/p/data/n.db"),
        ("url = \"sqlite:${NAME}\"", "sqlite:/env/n.db"),
        ("url = \"sqlite:${DIR}/${NAME}\"", "sqlite:/d/n.db"),
        ("url = \"sqlite:a.db?${Q}\"", "sqlite:/p/a.db?mode=rwc"),
        ("url = \"sqlite::memory:\"", "sqlite::memory:"),
        ("url = \"postgres://u@h/${NAME}\"", "postgres://u@h/n.db"),
    ] {
        assert_eq!(
            expand(text, &env, &Overrides::default()).unwrap(),
            url,
            "{text}"
        );
    }
}

#[test]
fn a_missing_variable_is_found_only_when_the_url_is_needed() {
    let finding = expand(
        "url = \"pg://${USER}@h\"",
        &Env::new([]),
        &Overrides::default(),
    )
    .unwrap_err();
    assert_eq!(
        line(&finding),
        "missing-variable 1:7 the environment variable USER isn't set; \
         looked in the environment and /p/.env"
    );
}

#[test]
fn what_a_variable_holds_is_not_shown() {
    let env = Env::new([("URL", "hunter2")]);
    let finding = expand("url = \"${URL}\"", &env, &Overrides::default()).unwrap_err();
    assert_eq!(finding.code, "invalid-url");
    assert!(!format!("{finding:?}").contains("hunter2"));
}

#[test]
fn variables_and_flags_set_the_url_that_is_meant() {
    let env = Env::new([
        ("RMIG_URL", "sqlite:e.db"),
        ("RMIG_DATABASE_SHOP_EU_URL", "sqlite:s.db"),
    ]);
    let flag = Overrides::default().url("--url", None, "sqlite:f.db", Path::new("/cwd"));
    let none = Overrides::default();
    let named = "databases.shop-eu.url = \"sqlite:x.db\"";
    for (package, env, flags, url) in [
        ("", &env as &dyn Variables, &none, "sqlite:/env/e.db"),
        ("url = \"sqlite:x.db\"", &env, &none, "sqlite:/env/e.db"),
        (named, &NoVariables, &none, "sqlite:/p/x.db"),
        (named, &env, &none, "sqlite:/env/s.db"),
        (named, &env, &flag, "sqlite:/cwd/f.db"),
        ("", &NoVariables, &flag, "sqlite:/cwd/f.db"),
    ] {
        assert_eq!(expand(package, env, flags).unwrap(), url, "{package}");
    }
}

#[test]
fn a_flag_without_a_name_means_the_default_database() {
    let text = "default_database = \"b\"\ndatabases.a.url = \"x:a\"\ndatabases.b.url = \"x:b\"";
    let flag = Overrides::default().url("--url", None, "x:flag", Path::new("/"));
    let settings = read_all(text, "", &NoVariables, &flag).unwrap();
    let urls: Vec<_> = settings
        .databases
        .iter()
        .map(|database| database.url.as_ref().unwrap().to_string())
        .collect();
    assert_eq!(urls, ["x:a", "x:flag"]);
}

#[test]
fn a_variable_in_a_flag_is_not_expanded_again() {
    let flag = Overrides::default().url("--url", None, "pg://h/${A}", Path::new("/"));
    let url = expand("", &Env::new([("A", "x")]), &flag).unwrap();
    assert_eq!(url, "pg://h/${A}");
}

#[test]
fn a_scheme_is_known_without_variables_where_it_stands_before_them() {
    for (text, scheme) in [
        ("url = \"sqlite:a.db\"", Some("sqlite")),
        ("url = \"postgres://u:${PASSWORD}@h/d\"", Some("postgres")),
        ("url = \"${URL}\"", None),
        ("url = \"${KIND}:a.db\"", None),
        ("url = \"my${KIND}:a.db\"", None),
    ] {
        let settings = read(text).unwrap();
        let [database] = settings.databases.as_slice() else {
            panic!("{settings:?}")
        };
        assert_eq!(database.url.as_ref().unwrap().scheme(), scheme, "{text}");
    }
}

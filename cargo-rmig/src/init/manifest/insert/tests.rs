//! Manifests of every shape before and after.

use std::path::Path;

use super::*;

fn with_settings(template: &str, text: &str) -> String {
    let manifest = Manifest::parse(Path::new("Cargo.toml"), text.to_owned()).unwrap();
    let template = rmig_templates::find(template).unwrap();
    manifest.with_settings(template, "db/\"x\"").unwrap()
}

/// What a TOML reader makes of the settings, as text.
fn read(text: &str, root: &str) -> String {
    let document: DocumentMut = text.parse().unwrap();
    inline(&document[root]["metadata"]["rmig"]).to_string()
}

#[test]
fn settings_come_last_and_the_rest_stays_byte_for_byte() {
    let block = rmig_templates::find("generic").unwrap().metadata;
    let block = block.replacen("\"migrations\"", "'db/\"x\"'", 1);
    for text in [
        "[package]\nname = \"a\"\n",
        "[package]\nname = \"a\"",
        "  # odd  \n[package]   # here\nname   =   'a'  \n\n\n# the end",
        "[package]\nname = 'a'\n\n",
        "[package]\nname = 'a'\nmetadata.docs.rs.all-features = true\n",
        "package.name = 'a'\npackage.metadata.x = 1\n",
        "[package]\n[package.metadata]\nx = 1\n[package.metadata.docs.rs]\ny=[ 1,\n 2 ]\n",
        "[package.metadata.docs.rs]\nz = 1\n[[bin]]\nname = 'x'\n[package]\nname = 'a'\n",
        "[package]\n[package.metadata]\n",
        "\u{feff}[package]\nname = 'ä'\n",
    ] {
        let new = with_settings("generic", text);
        let added = new.strip_prefix(text).unwrap();
        assert_eq!(added.trim_start_matches('\n'), block, "{text}");
        let blank = new[..new.len() - block.len()].ends_with("\n\n");
        assert!(
            blank && !new.contains("\n\n\n[package.metadata.rmig]"),
            "{new}"
        );
    }
}

#[test]
fn line_ends_are_the_manifest_s_own() {
    for text in [
        "[package]\r\nname = 'a'\r\n",
        "[package]\r\nname = 'a'",
        "[package]\r\n\r\n",
    ] {
        let new = with_settings("generic", text);
        assert!(new.starts_with(text));
        assert_eq!(
            new.matches('\n').count(),
            new.matches("\r\n").count(),
            "{new:?}"
        );
        assert!(new.contains("\r\n\r\n[package.metadata.rmig]\r\nscript_location"));
    }
}

#[test]
fn what_is_inline_gets_them_inside() {
    let rmig = "rmig = { script_location = 'db/\"x\"', \
                databases = { main = { url = \"${DATABASE_URL}\" } } }";
    for (text, expected) in [
        (
            "[package]\nmetadata = { x = 1 } # why\n[lib]\n",
            format!("[package]\nmetadata = {{ x = 1, {rmig} }} # why\n[lib]\n"),
        ),
        (
            "[package]\nmetadata={x=1}\n",
            format!("[package]\nmetadata={{x=1, {rmig}}}\n"),
        ),
        (
            "[package]\nmetadata = {}\n",
            format!("[package]\nmetadata = {{ {rmig} }}\n"),
        ),
        (
            "package = { name = 'a', metadata = { x = 1 } }\r\n",
            format!("package = {{ name = 'a', metadata = {{ x = 1, {rmig} }} }}\r\n"),
        ),
        (
            "package = { name = 'a' }\n",
            format!("package = {{ name = 'a', metadata = {{ {rmig} }} }}\n"),
        ),
        (
            "package = { metadata.x = 1 } # é\n",
            format!("package = {{ metadata.x = 1, metadata.{rmig} }} # é\n"),
        ),
    ] {
        let new = with_settings("generic", text);
        assert_eq!(
            read(&new, "package"),
            read(&with_settings("generic", "[package]"), "package")
        );
        assert_eq!(new, expected);
    }
}

#[test]
fn the_workspace_template_writes_into_the_workspace() {
    let text =
        "[workspace]\nmembers = ['a']\n[package]\nname = 'x'\n[package.metadata.rmig]\nx=1\n";
    let new = with_settings("workspace", text);
    assert!(new.starts_with(text));
    assert!(read(&new, "workspace").contains("DATABASE_URL"));
    assert!(!read(&new, "package").contains("DATABASE_URL"));
}

//! The keys of `[package.metadata.rmig]`, and those that are easily taken for one.

/// The keys that this version reads.
pub const KEYS: [&str; 20] = [
    "databases",
    "default_database",
    "file_template",
    "hooks",
    "lock",
    "lock_timeout",
    "pooler",
    "recursive_version_locations",
    "script_location",
    "statement_timeout",
    "timezone",
    "transaction_per_migration",
    "truncate_slug_length",
    "url",
    "version_locations",
    "version_table",
    "version_table_pk",
    "version_table_schema",
    "wait_for_lock",
    "write_hooks",
];

/// The keys that a later version is going to read; they change nothing yet.
pub const LATER_KEYS: [&str; 6] = [
    "autogenerate_plugins",
    "compare_server_default",
    "compare_type",
    "include_schemas",
    "models",
    "render_as_batch",
];

/// Keys of Alembic's that mean nothing here, with what to do instead.
const ALEMBIC: [(&str, &str); 9] = [
    (
        "output_encoding",
        "remove it: revisions are always written in UTF-8",
    ),
    ("path_separator", "remove it: lists are TOML arrays"),
    (
        "post_write_hooks",
        "write hooks are listed in write_hooks, their options under hooks.<name>",
    ),
    (
        "prepend_sys_path",
        "remove it: there is no Python path to set",
    ),
    (
        "revision_environment",
        "remove it: commands run the environment only where they need it",
    ),
    ("sourceless", "remove it: revisions are source files"),
    ("sqlalchemy.url", "the key is url"),
    ("version_path_separator", "remove it: lists are TOML arrays"),
    ("sqlalchemy", "the key is url"),
];

/// What to write instead of a key of Alembic's.
pub(super) fn alembic_advice(key: &str) -> Option<&'static str> {
    ALEMBIC
        .iter()
        .find(|(name, _)| *name == key)
        .map(|(_, advice)| *advice)
}

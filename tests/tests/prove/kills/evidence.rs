//! What a database really holds, asked without the program.

use rmig_test_support::Server;

use super::site::Site;

/// A row of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub revision: String,
    pub direction: String,
    pub section: usize,
    pub done: usize,
    pub statements: usize,
    pub outcome: String,
    pub claimed: bool,
    /// All that two runs have in common which did the same.
    pub rest: Vec<String>,
}

/// All that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The user's tables with columns, indexes and constraints, then all their rows.
    pub lines: Vec<String>,
    /// The version rows.
    pub versions: Vec<String>,
    /// The journal, without repairs and the rows of sections that count as if they had never begun.
    pub journal: Vec<Entry>,
    /// The definitions of the program's own tables.
    pub own: Vec<String>,
}

impl Evidence {
    /// Looks.
    pub fn of(site: &Site) -> Self {
        let objects = site.rows(objects(site.server()));
        let has = |table: &str| objects.iter().any(|row| row[0] == table);
        let text =
            |rows: Vec<&Vec<String>>| rows.iter().map(|row| row.join(" ")).collect::<Vec<_>>();
        let (own, users): (Vec<_>, Vec<_>) =
            objects.iter().partition(|row| row[0].starts_with("rmig_"));
        let mut lines = text(users.clone());
        lines.extend(rows(site, &users));
        let versions = match has("rmig_version") {
            true => site
                .rows("SELECT version_num FROM rmig_version ORDER BY 1")
                .concat(),
            false => Vec::new(),
        };
        let journal = match has("rmig_journal") {
            true => journal(site),
            false => Vec::new(),
        };
        Self {
            lines,
            versions,
            journal,
            own: text(own),
        }
    }

    /// Fails where something else is there, and shows only that.
    #[track_caller]
    pub fn assert_is(&self, expected: &Self) {
        if self == expected {
            return;
        }
        let (ours, theirs) = (format!("{self:#?}"), format!("{expected:#?}"));
        let only = |here: &str, there: &str| {
            let lines = here
                .lines()
                .filter(|line| !there.lines().any(|other| other == *line));
            lines.map(|line| format!("{line}\n")).collect::<String>()
        };
        let (more, less) = (only(&ours, &theirs), only(&theirs, &ours));
        panic!("the database doesn't hold what it should, but\n{more}instead of\n{less}");
    }
}

/// Table, kind, name and definition of all columns, indexes and constraints.
fn objects(server: Server) -> &'static str {
    match server {
        Server::Sqlite => {
            "SELECT m.name, 'column', c.name, c.type, c.\"notnull\", c.pk, coalesce(c.dflt_value, '') \
             FROM sqlite_schema m JOIN pragma_table_info(m.name) c \
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' \
             UNION ALL SELECT tbl_name, type, name, coalesce(sql, ''), '', '', '' FROM sqlite_schema \
             WHERE tbl_name NOT LIKE 'sqlite_%' ORDER BY 1, 2, 3"
        }
        Server::Postgres => {
            "SELECT c.relname::text, 'column', a.attname::text, format_type(a.atttypid, a.atttypmod), \
             a.attnotnull::text, coalesce(pg_get_expr(d.adbin, d.adrelid), a.attidentity::text) \
             FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
             LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum \
             WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' \
             UNION ALL SELECT t.relname::text, 'index', i.relname::text, pg_get_indexdef(x.indexrelid), \
             x.indisvalid::text, '' FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid \
             JOIN pg_class i ON i.oid = x.indexrelid WHERE t.relnamespace = 'public'::regnamespace \
             UNION ALL SELECT t.relname::text, 'constraint', k.conname::text, pg_get_constraintdef(k.oid), '', '' \
             FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid \
             WHERE t.relnamespace = 'public'::regnamespace ORDER BY 1, 2, 3"
        }
        Server::Mysql => {
            "SELECT c.table_name, 'column', c.column_name, c.column_type, c.is_nullable, c.extra \
             FROM information_schema.columns c WHERE c.table_schema = DATABASE() AND c.table_name IN \
             (SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE') \
             UNION ALL SELECT table_name, 'index', index_name, column_name, non_unique, seq_in_index \
             FROM information_schema.statistics WHERE table_schema = DATABASE() ORDER BY 1, 2, 3, 6"
        }
    }
}

/// The rows of all tables of the user.
fn rows(site: &Site, objects: &[&Vec<String>]) -> Vec<String> {
    let text = match site.server() {
        Server::Mysql => "CHAR",
        _ => "TEXT",
    };
    let mut selects: Vec<(&str, Vec<String>)> = Vec::new();
    for row in objects.iter().filter(|row| row[1] == "column") {
        let value = format!("coalesce(CAST({} AS {text}), 'NULL')", row[2]);
        match selects.last_mut().filter(|(table, _)| *table == row[0]) {
            Some((_, values)) => values.push(value),
            None => selects.push((&row[0], vec![value])),
        }
    }
    let selects: Vec<String> = selects
        .iter()
        .map(|(table, values)| {
            let cells = match site.server() {
                Server::Sqlite => values.join(" || '|' || "),
                _ => format!("concat({})", values.join(", '|', ")),
            };
            format!("SELECT '{table}: ' AS place, {cells} AS cells FROM {table}")
        })
        .collect();
    if selects.is_empty() {
        return Vec::new();
    }
    let query = format!("{} ORDER BY 1, 2", selects.join(" UNION ALL "));
    site.rows(&query).iter().map(|row| row.concat()).collect()
}

fn journal(site: &Site) -> Vec<Entry> {
    let rows = site.rows(
        "SELECT revision, direction, section, statements_done, statements, outcome, claim, \
         version_table, sections, intent, checksum, script, rows_before, rows_after, actor, host, tool, note, \
         CASE WHEN finished_at IS NULL THEN 'open' ELSE 'finished' END FROM rmig_journal ORDER BY id",
    );
    let number = |text: &String| text.parse().expect("a number");
    let entries = rows.iter().map(|row| Entry {
        revision: row[0].clone(),
        direction: row[1].clone(),
        section: number(&row[2]),
        done: number(&row[3]),
        statements: number(&row[4]),
        outcome: row[5].clone(),
        claimed: row[6] != "NULL",
        rest: row[7..].to_vec(),
    });
    // A section whose first statement failed and left nothing: as if it had never begun.
    let is_undone = |entry: &Entry| (entry.outcome.as_str(), entry.done) == ("undone", 0);
    let is_section = |entry: &Entry| entry.direction != "repair" && !is_undone(entry);
    entries.filter(is_section).collect()
}

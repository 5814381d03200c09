//! Revisions in a line of a test.

/// A revision that is going to be written.
#[derive(Clone, Default)]
pub struct Revision {
    id: String,
    file_name: Option<String>,
    message: String,
    down_revision: Vec<String>,
    depends_on: Vec<String>,
    branch_labels: Vec<String>,
    sections: Option<String>,
}

/// A revision that creates a table of its own, `t_<id>`, and drops it.
pub fn rev(id: &str) -> Revision {
    Revision {
        id: id.to_owned(),
        ..Revision::default()
    }
}

impl Revision {
    /// Its parents.
    pub fn after(mut self, parents: &[&str]) -> Self {
        self.down_revision = owned(parents);
        self
    }

    /// Its dependencies.
    pub fn depends_on(mut self, dependencies: &[&str]) -> Self {
        self.depends_on = owned(dependencies);
        self
    }

    /// Its branch labels.
    pub fn labels(mut self, labels: &[&str]) -> Self {
        self.branch_labels = owned(labels);
        self
    }

    /// Its message.
    pub fn message(mut self, message: &str) -> Self {
        message.clone_into(&mut self.message);
        self
    }

    /// The name of its file, if not the id.
    pub fn file(mut self, name: &str) -> Self {
        self.file_name = Some(name.to_owned());
        self
    }

    /// What upgrade and downgrade do.
    pub fn sql(self, up: &str, down: &str) -> Self {
        self.sections(&format!(
            "-- rmig: upgrade\n{up}\n\n-- rmig: downgrade\n{down}\n"
        ))
    }

    /// Its table without quotes, which are not the same everywhere.
    pub fn unquoted(self) -> Self {
        let (up, down) = (
            format!("CREATE TABLE t_{} (id INTEGER PRIMARY KEY);", self.id),
            format!("DROP TABLE t_{};", self.id),
        );
        self.sql(&up, &down)
    }

    /// All that follows the header.
    pub fn sections(mut self, text: &str) -> Self {
        self.sections = Some(text.to_owned());
        self
    }

    pub(super) fn file_name(&self) -> String {
        self.file_name
            .clone()
            .unwrap_or_else(|| format!("{}.sql", self.id))
    }

    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for line in self.message.lines() {
            text.push_str(&format!("-- {line}"));
            text.truncate(text.trim_end().len());
            text.push('\n');
        }
        text.push_str(&format!("--\n-- revision = {:?}\n", self.id));
        for (key, values) in [
            ("down_revision", &self.down_revision),
            ("depends_on", &self.depends_on),
            ("branch_labels", &self.branch_labels),
        ] {
            match values.as_slice() {
                [] => {}
                [one] if key == "down_revision" => {
                    text.push_str(&format!("-- {key} = {one:?}\n"));
                }
                several => text.push_str(&format!("-- {key} = {several:?}\n")),
            }
        }
        text.push('\n');
        text.push_str(&self.sections.clone().unwrap_or_else(|| {
            let id = &self.id;
            format!(
                "-- rmig: upgrade\nCREATE TABLE \"t_{id}\" (id INTEGER PRIMARY KEY);\n\n\
                 -- rmig: downgrade\nDROP TABLE \"t_{id}\";\n"
            )
        }));
        text
    }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

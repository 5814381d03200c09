//! What is known of a revision before its file is written.

use jiff::Zoned;

/// A revision that is about to be written.
#[derive(Clone, Debug)]
pub struct NewRevision {
    /// Its id.
    pub revision: String,
    /// What it does, in the user's words; several lines and paragraphs are fine.
    pub message: String,
    /// Its parents; none for a base.
    pub down_revision: Vec<String>,
    /// The labels that it gives to its branch.
    pub branch_labels: Vec<String>,
    /// The revisions of other branches that have to be applied first.
    pub depends_on: Vec<String>,
    /// Now, in the time zone of the settings (UTC unless they say otherwise).
    pub created_at: Zoned,
}

impl NewRevision {
    /// The moment of creation as a TOML date-time with offset, to the second.
    #[must_use]
    pub fn created_at_text(&self) -> String {
        let offset = self.created_at.offset().seconds();
        let local = self.created_at.strftime("%Y-%m-%dT%H:%M:%S");
        if offset == 0 {
            return format!("{local}Z");
        }
        // TOML knows no seconds in an offset; zones have had none since 1972.
        let sign = if offset < 0 { '-' } else { '+' };
        let minutes = offset.unsigned_abs() / 60;
        format!("{local}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

//! Whether a script directory has one head, and what to say where it has several.

use super::{Header, ScriptDirectory};
use crate::{
    diagnostic::{Finding, Source},
    graph::Position,
};

impl ScriptDirectory {
    /// The only head; none where there are no revisions.
    ///
    /// A head that another revision depends on counts as well: `upgrade head` can't tell which one
    /// is meant.
    ///
    /// # Errors
    ///
    /// A finding that names the file of every head.
    pub fn single_head(&self) -> Result<Option<Position>, Finding> {
        match self.map().heads() {
            [] => Ok(None),
            [head] => Ok(Some(*head)),
            // The last one is most likely the one that has just been added.
            heads @ [.., last] => Err(self.several_heads(heads, *last)),
        }
    }

    fn several_heads(&self, heads: &[Position], last: Position) -> Finding {
        let named: Vec<String> = heads
            .iter()
            .map(|&head| {
                let path = self.script(head).path.display();
                format!("{:?} in {path}", self.map().id(head))
            })
            .collect();
        let message = format!("there are {} heads: {}", heads.len(), named.join(", "));
        let is_real = |head: &Position| self.map().is_real_head(*head);
        let dependency = if heads.iter().all(is_real) {
            ""
        } else {
            " (a head that another revision depends on is still a head)"
        };
        let finding = Finding::new("multiple-heads", message).help(format!(
            "join them with `cargo rmig merge heads -m \"…\"`, or let one of them revise the \
             other{dependency}"
        ));
        let script = self.script(last);
        let Ok(text) = script.read() else {
            return finding;
        };
        match Header::parse(&script.path, &text, script.format) {
            Ok(header) => {
                let source = Source::new(&script.path, text);
                finding.at(&source, header.revision.span, "one of the heads")
            }
            Err(_) => finding,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::Locations;

    /// A script directory of revisions, each with the lines of its header after `revision`.
    fn directory(revisions: &[(&str, &str)]) -> (tempfile::TempDir, ScriptDirectory) {
        let root = tempfile::tempdir().unwrap();
        let locations = Locations::usual(root.path());
        fs_err::create_dir(root.path().join("versions")).unwrap();
        for (id, rest) in revisions {
            let path = root.path().join("versions").join(format!("{id}.sql"));
            fs_err::write(path, format!("-- revision = \"{id}\"\n{rest}")).unwrap();
        }
        (root, ScriptDirectory::load(locations).unwrap())
    }

    #[test]
    fn one_head_or_none_is_fine() {
        let (_root, none) = directory(&[]);
        assert_eq!(none.single_head().unwrap(), None);
        let (_root, one) = directory(&[("a", ""), ("b", "-- down_revision = \"a\"\n")]);
        assert_eq!(one.single_head().unwrap(), one.map().find("b"));
    }

    #[test]
    fn several_heads_are_named_with_their_files() {
        let (root, several) = directory(&[
            ("a", ""),
            ("b", "-- down_revision = \"a\"\n"),
            ("c", "-- down_revision = \"a\"\n"),
        ]);
        let finding = several.single_head().unwrap_err();
        let at = |name: &str| root.path().join("versions").join(name);
        let (b, c) = (at("b.sql"), at("c.sql"));
        assert_eq!(finding.code, "multiple-heads");
        assert_eq!(
            finding.message,
            format!(
                "there are 2 heads: \"b\" in {}, \"c\" in {}",
                b.display(),
                c.display()
            )
        );
        let c = c.display().to_string();
        assert_eq!(finding.location(), Some((c.as_str(), 1, 15)));
        assert!(finding.help.unwrap().ends_with("revise the other"));
    }

    #[test]
    fn a_head_that_is_depended_on_counts() {
        let (_root, several) = directory(&[("a", ""), ("b", "-- depends_on = \"a\"\n")]);
        let finding = several.single_head().unwrap_err();
        assert!(finding.message.starts_with("there are 2 heads"));
        assert!(finding.help.unwrap().contains("is still a head"));
    }
}

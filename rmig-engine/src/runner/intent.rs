//! What the statement in flight should change, so that after a crash one can know whether it did.

use sha2::{Digest, Sha256};

use super::{RunError, Runner, Unit};
use crate::{
    connection::{Connection, DatabaseError},
    dialect::{DatabaseObject, ObjectKind, Recovery},
    scanner::leading_words,
};

/// The line in the definition of an index that its server gave up building.
pub(super) const INVALID: &str = "INVALID";

/// How to learn whether a statement in flight took effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Intent {
    /// It didn't: it is committed together with the note that it is done.
    WithNote,
    /// It doesn't matter: it may run twice.
    Repeatable,
    /// It did, if the object's definition isn't the one that is noted here (`none`: no object).
    Object(DatabaseObject, String),
    /// Somebody has to look.
    Unknown,
}

/// What became of a statement that was in flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InFlight {
    /// It left nothing behind.
    NotDone,
    /// It took effect.
    Done,
    /// It left an index behind that isn't valid.
    Invalid,
    /// Nobody knows.
    Unknown,
}

impl Intent {
    /// The text in the journal: how to know on the first line, then the statement.
    pub fn text(&self, sql: &str) -> String {
        let how = match self {
            Self::WithNote => "committed with its note".to_owned(),
            Self::Repeatable => "may run twice".to_owned(),
            Self::Object(object, definition) => {
                let kind = object.kind.as_str();
                let schema = object.schema.as_deref().unwrap_or_default();
                let (schema, name) = (escape(schema), escape(&object.name));
                format!("changes {kind} {schema} {name} from {definition}")
            }
            Self::Unknown => "unknown".to_owned(),
        };
        format!("{how}\n{sql}")
    }

    /// Reads [`text`](Self::text); what makes no sense is unknown.
    pub fn parse(text: &str) -> Self {
        let how = text.lines().next().unwrap_or_default();
        match how {
            "committed with its note" => return Self::WithNote,
            "may run twice" => return Self::Repeatable,
            _ => {}
        }
        let object = || {
            let rest = how.strip_prefix("changes ")?;
            let (object, definition) = rest.rsplit_once(" from ")?;
            let mut words = object.split(' ');
            let kind = kind(words.next()?)?;
            let (schema, name) = (unescape(words.next()?), unescape(words.next()?));
            let schema = (!schema.is_empty()).then_some(schema);
            let object = DatabaseObject { kind, schema, name };
            Some(Self::Object(object, definition.to_owned()))
        };
        object().unwrap_or(Self::Unknown)
    }
}

impl Runner<'_> {
    /// How to know, later, whether the statement at `index` took effect; reads the definition of
    /// what it is going to change.
    pub(super) async fn intent(
        &self,
        connection: &mut dyn Connection,
        unit: &Unit,
        index: usize,
    ) -> Result<Intent, DatabaseError> {
        Ok(match self.recovery_of(unit, index) {
            Recovery::WithNote => Intent::WithNote,
            Recovery::Repeatable => Intent::Repeatable,
            Recovery::Unknown => Intent::Unknown,
            Recovery::Object(object) => {
                let definition = connection.definition(&object).await?;
                Intent::Object(object, fingerprint(definition.as_deref()))
            }
        })
    }

    /// The same without a connection: what was there before can't be known.
    pub(super) fn recovery_of(&self, unit: &Unit, index: usize) -> Recovery {
        let Some(span) = unit.statements.get(index) else {
            return Recovery::Unknown;
        };
        let rules = self.dialect.scan_rules();
        let words = leading_words(unit.source.text(), span.clone(), rules);
        match self.dialect.recovery(&words) {
            // The script's own transactions mustn't be mixed with ours.
            Recovery::WithNote if self.controls_transactions(unit) => Recovery::Unknown,
            other => other,
        }
    }

    /// Whether a section's statements begin or end transactions themselves.
    pub(super) fn controls_transactions(&self, unit: &Unit) -> bool {
        let rules = self.dialect.scan_rules();
        let words = [
            "BEGIN",
            "START",
            "COMMIT",
            "END",
            "ROLLBACK",
            "SAVEPOINT",
            "XA",
            "SET",
        ];
        unit.statements.iter().any(|span| {
            let leading = leading_words(unit.source.text(), span.clone(), rules);
            let first = leading.first().copied().unwrap_or_default();
            words.iter().any(|word| word.eq_ignore_ascii_case(first))
        })
    }

    /// What became of the statement that was in flight when its run ended.
    pub(super) async fn in_flight(
        &self,
        connection: &mut dyn Connection,
        intent: &Intent,
    ) -> Result<InFlight, RunError> {
        Ok(match intent {
            Intent::WithNote | Intent::Repeatable => InFlight::NotDone,
            Intent::Unknown => InFlight::Unknown,
            Intent::Object(object, before) => {
                let now = connection.definition(object).await;
                let now = now.map_err(RunError::database("a definition can't be read"))?;
                let invalid = object.kind == ObjectKind::Index
                    && now
                        .as_ref()
                        .is_some_and(|text| text.lines().any(|line| line == INVALID));
                match (invalid, fingerprint(now.as_deref()) == *before) {
                    (true, _) => InFlight::Invalid,
                    (false, true) => InFlight::NotDone,
                    (false, false) => InFlight::Done,
                }
            }
        })
    }
}

/// A short hash of a definition; `none` where there is none.
fn fingerprint(definition: Option<&str>) -> String {
    use std::fmt::Write as _;
    let Some(definition) = definition else {
        return "none".to_owned();
    };
    let mut text = "s1:".to_owned();
    for byte in Sha256::digest(definition).iter().take(16) {
        // Writing to a string can't fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

fn kind(word: &str) -> Option<ObjectKind> {
    use ObjectKind::{Event, Index, Routine, Schema, Sequence, Table, Trigger, Type, View};
    [
        Table, View, Index, Type, Routine, Trigger, Schema, Sequence, Event,
    ]
    .into_iter()
    .find(|kind| kind.as_str() == word)
}

/// A name without white space in it.
fn escape(name: &str) -> String {
    name.replace('%', "%25")
        .replace(' ', "%20")
        .replace('\n', "%0A")
}

fn unescape(name: &str) -> String {
    name.replace("%0A", "\n")
        .replace("%20", " ")
        .replace("%25", "%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_intent_is_read_as_it_was_written() {
        let object = |schema: Option<&str>, name: &str| DatabaseObject {
            kind: ObjectKind::Table,
            schema: schema.map(str::to_owned),
            name: name.to_owned(),
        };
        for intent in [
            Intent::WithNote,
            Intent::Repeatable,
            Intent::Unknown,
            Intent::Object(object(None, "orders"), fingerprint(None)),
            Intent::Object(object(Some("a b"), "c from %20\nd"), fingerprint(Some("x"))),
        ] {
            assert_eq!(Intent::parse(&intent.text("ALTER TABLE\nx")), intent);
        }
        assert_eq!(Intent::parse("ALTER TABLE x"), Intent::Unknown);
    }
}

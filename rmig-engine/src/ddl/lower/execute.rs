//! SQL as it stands, with parameters.

use serde_json::{Map, Value};

use super::{Lowered, Lowering};
use crate::{
    ddl::{DdlStatement, Literal, LiteralKind, Unsupported},
    operation::Execute,
};

impl Lowering<'_> {
    pub(super) fn execute(
        &self,
        execute: &Execute,
        lowered: &mut Lowered,
    ) -> Result<(), Unsupported> {
        let mut names = vec![self.dialect.name()];
        names.extend(self.dialect.other_names());
        let sql = self.filled(execute.sql_for(&names), &execute.parameters)?;
        let sql = sql
            .trim()
            .trim_end_matches(|c: char| c == ';' || c.is_whitespace());
        if !sql.is_empty() {
            lowered.statements.push(DdlStatement::Sql(sql.to_owned()));
        }
        Ok(())
    }

    /// The SQL with its parameters in their places.
    fn filled(&self, sql: &str, parameters: &Map<String, Value>) -> Result<String, Unsupported> {
        let mut filled = String::with_capacity(sql.len());
        let mut quote = None;
        let mut before = ' ';
        let mut rest = sql;
        while let Some(c) = rest.chars().next() {
            let after = &rest[c.len_utf8()..];
            if c == '\\' && after.starts_with(':') {
                filled.push(':');
                (before, rest) = (':', &after[1..]);
                continue;
            }
            match (quote, c) {
                (None, '\'' | '"' | '`') => quote = Some(c),
                (Some(open), c) if open == c => quote = None,
                _ => {}
            }
            let name = parameter(after).filter(|_| {
                let joined = before.is_alphanumeric() || matches!(before, '_' | ':');
                c == ':' && quote.is_none() && !joined
            });
            match name {
                Some(name) => {
                    filled.push_str(&self.parameter(name, parameters)?);
                    (before, rest) = (' ', &after[name.len()..]);
                }
                None => {
                    filled.push(c);
                    (before, rest) = (c, after);
                }
            }
        }
        Ok(filled)
    }

    fn parameter(
        &self,
        name: &str,
        parameters: &Map<String, Value>,
    ) -> Result<String, Unsupported> {
        let value = parameters.get(name).ok_or_else(|| {
            let why = format!(":{name} stands for a parameter, and none is called so");
            let instead = format!("give it among the `parameters`, or write \\:{name} for a colon");
            self.dialect.unsupported(&why, &instead)
        })?;
        let kind = LiteralKind::read(value).map_err(|why| {
            let why = format!(":{name}: {why}");
            self.dialect
                .unsupported(&why, "a number, a text, true, false, null, {\"date\": …} …")
        })?;
        if self.parameters_stay {
            return Ok(format!(":{name}"));
        }
        self.dialect.literal(&Literal {
            kind,
            data_type: None,
        })
    }
}

/// The name at the beginning of a text, which no colon follows.
fn parameter(text: &str) -> Option<&str> {
    let end = text
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    (!name.is_empty() && !rest.starts_with(':')).then_some(name)
}

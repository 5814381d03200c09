//! The text of an offline script.

use super::super::{Runner, Unit, message::Message};
use crate::{
    dialect::Dialect,
    scanner::{Lexer, TokenKind},
};

/// Delimiters for statements with semicolons in them.
const DELIMITERS: [&str; 4] = ["$$", "//", ";;", "<<end>>"];

/// The text of an offline script.
pub(super) struct Script<'a> {
    dialect: &'a dyn Dialect,
    text: String,
    /// Whether a section may have changed the session's settings.
    unsettled: bool,
}

impl<'a> Script<'a> {
    /// A script with its head: who wrote it, the client's directives, the session's settings.
    pub fn new(runner: &Runner<'a>) -> Self {
        let dialect = runner.dialect;
        let tool = runner.options.tool.as_deref().unwrap_or("rmig");
        let mut script = Self {
            dialect,
            text: format!("-- Written by {tool} for {}.\n", dialect.name()),
            unsettled: false,
        };
        for line in dialect.client_directives() {
            script.text.push_str(line);
            script.text.push('\n');
        }
        script.statements(dialect.session_profile());
        script
    }

    /// Begins the part of a section, which may change the session's settings.
    pub fn begin_unit(&mut self, unit: &Unit, unsettles: bool) {
        if self.unsettled {
            self.text.push('\n');
            self.statements(self.dialect.session_profile());
        }
        self.unsettled = unsettles;
        self.comment(&unit.describe());
    }

    /// A line for the reader, after an empty one.
    pub fn comment(&mut self, text: &str) {
        self.text.push_str("\n-- ");
        self.text.push_str(&text.replace(['\n', '\r'], " "));
        self.text.push('\n');
    }

    /// The statements of a message.
    pub fn message(&mut self, message: &Message<'_>) {
        for (_, sql) in message.parts() {
            self.statement(sql);
        }
    }

    /// Several statements.
    pub fn statements(&mut self, statements: &[&str]) {
        for sql in statements {
            self.statement(sql);
        }
    }

    /// One statement, so that the client takes it for one.
    pub fn statement(&mut self, sql: &str) {
        let inner = self.dialect.capabilities().client_delimiter && self.has_semicolon(sql);
        match DELIMITERS
            .iter()
            .find(|delimiter| !sql.contains(*delimiter))
        {
            Some(delimiter) if inner => {
                self.text.push_str(&format!(
                    "DELIMITER {delimiter}\n{sql}\n{delimiter}\nDELIMITER ;\n"
                ));
            }
            _ => {
                self.text.push_str(sql);
                self.text.push_str(";\n");
            }
        }
    }

    fn has_semicolon(&self, sql: &str) -> bool {
        sql.contains(';')
            && Lexer::new(sql, 0..sql.len(), self.dialect.scan_rules())
                .map_while(Result::ok)
                .any(|token| token.kind == TokenKind::Semicolon)
    }

    /// The whole text.
    pub fn finish(self) -> String {
        self.text
    }
}

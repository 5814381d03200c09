//! The blocks of a body, one within the other.

use super::Word;
use crate::scanner::TokenKind;

/// What is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// `BEGIN … END`.
    Begin,
    /// `AS … BEGIN … END`: its `BEGIN` opens nothing new.
    Declarations,
    /// `IF … END IF`.
    If,
    /// `CASE … END CASE`, a statement.
    Case,
    /// `CASE … END` in an expression.
    CaseExpression,
    /// `LOOP … END LOOP`.
    Loop,
    /// `WHILE … DO … END WHILE`, `FOR … DO … END FOR`: `DO` or `LOOP` begins their statements.
    While,
    /// `REPEAT … UNTIL … END REPEAT`.
    Repeat,
    /// The same after `UNTIL`.
    Until,
}

impl Block {
    /// The block that a word opens where a statement can begin.
    pub(super) fn opened_by(word: Word<'_>) -> Option<Self> {
        let opened = [
            ("BEGIN", Self::Begin),
            ("IF", Self::If),
            ("CASE", Self::Case),
            ("LOOP", Self::Loop),
            ("WHILE", Self::While),
            ("FOR", Self::While),
            ("REPEAT", Self::Repeat),
        ];
        let of = |(keyword, _): &(&str, Self)| word.is(keyword);
        opened.into_iter().find(of).map(|(_, block)| block)
    }

    /// Whether a statement can begin right after the word that opens it.
    fn begins_with_statement(self) -> bool {
        matches!(
            self,
            Self::Begin | Self::Declarations | Self::Loop | Self::Repeat
        )
    }

    /// Whether its `END` is followed by the word that opened it.
    fn repeats_its_word(self) -> bool {
        !matches!(
            self,
            Self::Begin | Self::Declarations | Self::CaseExpression
        )
    }
}

/// The blocks that are open, and where in them.
#[derive(Clone, Debug)]
pub(in crate::scanner) struct Blocks {
    open: Vec<Block>,
    /// Whether a statement, or the block's `END`, can begin.
    at_statement: bool,
    last: Last,
    /// The statement that has begun, if it can open a block in its middle.
    statement: Statement,
}

/// What was read last, as far as it decides about the next word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    Other,
    /// `.`: a name follows.
    Dot,
    /// The first word of a statement, or a label before it.
    FirstWord,
    /// `<<`, before a label.
    Label,
    /// `END` of a block whose word follows.
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Statement {
    Other,
    /// `DECLARE … HANDLER FOR … BEGIN`.
    Declare,
    /// `PROCEDURE … AS` in a package.
    Routine,
}

impl Blocks {
    pub(super) fn new(block: Block) -> Self {
        Self {
            open: vec![block],
            at_statement: block.begins_with_statement(),
            last: Last::Other,
            statement: Statement::Other,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    pub(super) fn step(&mut self, word: Word<'_>) {
        let at_statement = std::mem::replace(&mut self.at_statement, false);
        let last = std::mem::replace(&mut self.last, Last::Other);
        let top = self.open.last().copied().unwrap_or(Block::Begin);
        if word.kind == TokenKind::Semicolon {
            self.at_statement = top != Block::CaseExpression;
            self.statement = Statement::Other;
        } else if word.is_mark(".") {
            self.last = Last::Dot;
        } else if word.is_mark(":") || word.is_mark(">>") {
            // The label of a block: `name:` or `<<name>>`.
            self.at_statement = last == Last::FirstWord;
        } else if at_statement && word.is_mark("<<") {
            self.last = Last::Label;
        } else if last == Last::Label || (at_statement && word.kind == TokenKind::QuotedIdentifier)
        {
            self.last = Last::FirstWord;
        } else if word.is_word() && !matches!(last, Last::Dot | Last::End) {
            if at_statement {
                self.last = Last::FirstWord;
            }
            self.keyword(word, at_statement, top);
        }
    }

    fn keyword(&mut self, word: Word<'_>, at_statement: bool, top: Block) {
        if word.is("END") {
            if at_statement || matches!(top, Block::CaseExpression | Block::Until) {
                self.open.pop();
                if top.repeats_its_word() {
                    self.last = Last::End;
                }
            }
        } else if word.is("CASE") && !at_statement {
            self.open.push(Block::CaseExpression);
        } else if at_statement {
            self.first_word(word, top);
        } else if top == Block::CaseExpression {
            // Only an expression: no statement can begin.
        } else if word.is("THEN") {
            self.at_statement = true;
        } else if word.is_any(&["DO", "LOOP"]) {
            self.at_statement = top == Block::While;
        } else if word.is("BEGIN") && self.statement == Statement::Declare {
            self.push(Block::Begin);
        } else if word.is_any(&["AS", "IS"]) && self.statement == Statement::Routine {
            self.push(Block::Declarations);
        }
    }

    /// Takes the first word of a statement of the body.
    fn first_word(&mut self, word: Word<'_>, top: Block) {
        if word.is("BEGIN") && top == Block::Declarations {
            self.replace(Block::Begin);
            self.at_statement = true;
        } else if word.is("UNTIL") && top == Block::Repeat {
            self.replace(Block::Until);
        } else if word.is("ELSE") {
            self.at_statement = true;
        } else if word.is("DECLARE") {
            self.statement = Statement::Declare;
        } else if word.is_any(&["PROCEDURE", "FUNCTION"]) && top == Block::Declarations {
            self.statement = Statement::Routine;
        } else if let Some(block) = Block::opened_by(word) {
            self.push(block);
        }
    }

    fn push(&mut self, block: Block) {
        self.open.push(block);
        self.at_statement = block.begins_with_statement();
        self.statement = Statement::Other;
    }

    fn replace(&mut self, block: Block) {
        if let Some(top) = self.open.last_mut() {
            *top = block;
        }
    }
}

//! Routines, triggers, events and packages with blocks in their bodies, or with a single statement.

mod blocks;
mod head;

use super::{Next, Word};
use blocks::{Block, Blocks};
use head::{Head, Reading};

/// How much of a statement that may have blocks has been read.
#[derive(Clone, Debug)]
pub(in crate::scanner) enum CompoundBody {
    /// What stands before the body.
    Head(Head),
    /// The body.
    Open(Blocks),
    /// What stands after it.
    Closed,
}

impl Default for CompoundBody {
    fn default() -> Self {
        Self::Head(Head::default())
    }
}

impl CompoundBody {
    pub(super) fn is_open(&self) -> bool {
        matches!(self, Self::Open(_))
    }

    /// Whether a body may begin, or has begun.
    pub(super) fn is_possible(&self) -> bool {
        match self {
            Self::Head(head) => head.is_routine(),
            Self::Open(_) | Self::Closed => true,
        }
    }

    pub(super) fn step(&mut self, word: Word<'_>, depth: usize) -> Next {
        match self {
            Self::Head(head) => match head.step(word, depth) {
                Reading::Head => {}
                Reading::Opened(block) => *self = Self::Open(Blocks::new(block)),
                // It ends with its semicolon, but with a delimiter where there is one.
                Reading::Single => *self = Self::Closed,
                Reading::Plain => return Next::Over,
            },
            Self::Open(blocks) => {
                blocks.step(word);
                if blocks.is_empty() {
                    *self = Self::Closed;
                }
            }
            Self::Closed => {}
        }
        Next::Go
    }
}

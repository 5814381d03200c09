//! The statement scanner: cuts SQL text into statements by byte spans, without copying it.
//!
//! One linear pass over the bytes, by rules that the dialect gives as a value. The scanner knows
//! where tokens and statements end and nothing of what they mean. Cutting a text and joining the
//! pieces gives the text again, byte for byte.

mod error;
mod lexer;
mod pieces;
mod rules;
mod token;

pub use error::{ScanError, Unterminated};
pub use lexer::Lexer;
pub use pieces::{Piece, Pieces, Place};
pub use rules::{RoutineBodies, ScanRules};
pub use token::{Token, TokenKind};

#[cfg(test)]
pub(crate) mod tests;

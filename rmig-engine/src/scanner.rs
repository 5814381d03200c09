//! The statement scanner: cuts SQL text into statements by byte spans, without copying it.
//!
//! One linear pass over the bytes, by rules that the dialect gives as a value. The scanner knows
//! where tokens and statements end and nothing of what they mean. Cutting a text and joining the
//! pieces gives the text again, byte for byte.

mod body;
mod error;
mod lexer;
mod pieces;
mod place;
mod quote;
mod rules;
mod shell_line;
mod token;
mod words;

pub use error::{ScanError, ScanProblem};
pub use lexer::Lexer;
pub use pieces::{Piece, Pieces};
pub use place::Place;
pub use quote::Quote;
pub use rules::{RoutineBodies, ScanRules};
pub use token::{Token, TokenKind};
pub use words::{LEADING_WORDS, leading_words};

#[cfg(test)]
pub(crate) mod tests;

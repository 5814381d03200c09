//! What a user types to name revisions: `head`, `ae10`, `accounts@head`, `+2`, `ae10:head`.
//!
//! One parser gives an [`Symbol`] with spans; a [`Resolver`] then finds what it means in a graph and,
//! for what is relative, in the current version rows.

mod ast;
mod error;
mod hint;
mod parser;
mod range;
mod resolver;
mod target;
mod walk;

#[cfg(test)]
mod tests;

pub use ast::{Name, Symbol, SymbolRange};
pub use error::{ResolveError, SymbolError};
pub use resolver::Resolver;
pub use target::DowngradeTarget;

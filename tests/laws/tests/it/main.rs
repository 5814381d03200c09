//! The laws, held against what is kept, what is mutated and what is made to take long.
#![expect(clippy::unwrap_used, reason = "a test may fail where it helps itself")]

mod corpus;
mod growth;
mod mutations;

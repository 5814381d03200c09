//! Everything that goes wrong: what is said, and what is left.

mod databases;
mod headers;
mod scripts;
mod settings;
mod streams;

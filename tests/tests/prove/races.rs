//! Many runs at once, on every database and through a pooler.

mod concurrently;
mod crowd;
mod gate;
mod history;
mod holder;
mod invalid;
mod once;
mod runner;

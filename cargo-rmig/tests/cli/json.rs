//! `--format json` of every command: the shapes that `docs/json.md` promises.

mod answers;
mod failures;
mod runs;

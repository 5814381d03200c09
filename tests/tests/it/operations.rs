//! Operations as Alembic knows them: the recorded ones of `tests/data/operations`.

mod deviations;
mod golden;
mod random;
mod reading;
mod tokens;

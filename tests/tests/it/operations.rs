//! Operations as Alembic knows them: the recorded ones of `tests/data/operations`, and what they do to databases.

mod deviations;
mod executed;
mod golden;
mod page;
mod random;
mod reading;
mod tokens;

//! Tests of rmig beside the real Alembic, one binary.

mod differential;
mod oracle;
mod packages;

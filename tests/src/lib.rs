//! Empty: what this crate holds are the tests in `tests/it`, which need more than one crate.

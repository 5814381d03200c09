//! The program behind `cargo rmig`.

use std::process::ExitCode;

use cargo_rmig::Environment;

fn main() -> ExitCode {
    cargo_rmig::run(
        std::env::args_os(),
        Environment::of_process().with_test_variables(),
    )
}

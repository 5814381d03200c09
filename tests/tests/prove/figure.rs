//! The figures that the proofs print.

/// Prints one, which `cargo xtask prove` shows.
#[expect(clippy::print_stdout, reason = "the one door of these tests")]
pub fn say(figure: &str) {
    println!("{figure}");
}

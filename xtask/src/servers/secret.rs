//! A password for servers that everybody on this machine can reach.

use std::{fs::File, io::Read};

use crate::shell::Result;

/// A password that nobody can guess.
///
/// # Errors
///
/// The system has no randomness.
pub fn password() -> Result<String> {
    let mut bytes = [0; 16];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

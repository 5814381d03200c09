//! A free port of loopback.

use std::net::{Ipv4Addr, TcpListener};

use crate::shell::Result;

/// A port that nobody listens on.
///
/// # Errors
///
/// The system has none.
pub fn free() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}

//! Part of rmig.

pub mod init;

//! Write hooks: what runs on a revision file right after it was written, such as a formatter.

mod call;
mod configured;
mod error;

pub use call::{HookCall, HookReport, WriteHook};
pub use configured::{ConfiguredHook, HookFailure};
pub use error::HookError;

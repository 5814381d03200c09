//! Exit codes.

/// How a command ended, and so its exit code.
///
/// ```
/// assert_eq!(cargo_rmig::Exit::NotAtHead.code(), 4);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: done, or nothing to do.
    Done,
    /// 4: `current --check-heads` found a database that isn't at head.
    NotAtHead,
    /// 3: `check` found differences.
    Differences,
    /// 2: wrong usage.
    Usage,
    /// 1: the command failed.
    Failed,
    /// 130: interrupted, as by Ctrl-C.
    Interrupted,
    /// 143: terminated by a signal.
    Terminated,
}

impl Exit {
    /// The exit code.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Differences => 3,
            Self::NotAtHead => 4,
            Self::Interrupted => 130,
            Self::Terminated => 143,
        }
    }

    /// Whether a signal ended it, so that nothing else should begin.
    #[must_use]
    pub fn is_signal(self) -> bool {
        matches!(self, Self::Interrupted | Self::Terminated)
    }
}

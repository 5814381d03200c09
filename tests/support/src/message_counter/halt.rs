//! Where everything stands still for a test that wants to kill or cut there.

/// How far a message has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The client has sent it, and the server hasn't got it.
    Sent,
    /// The server has got it, and may be at it or done with it.
    Arrived,
    /// The server is done with it and has answered, and the client doesn't know.
    Answered,
    /// The client knows the answer, and its next message hasn't reached the server.
    Heard,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Sent, Self::Arrived, Self::Answered, Self::Heard];
}

//! The parts of a run through the whole history, each of which is one command.

use super::history::Broken;

/// One command, and the files that it finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phase {
    pub name: &'static str,
    /// The words of the command, as a user types them who knows what the last run said.
    pub words: &'static str,
    /// The same without `--resume`.
    pub plain: &'static str,
    pub broken: Broken,
    /// Whether it ends at a statement that fails.
    pub fails: bool,
}

/// All phases, in order.
pub const PHASES: [Phase; 4] = [
    Phase {
        name: "upgrade to a failure",
        words: "upgrade heads",
        plain: "upgrade heads",
        broken: Broken {
            upgrade: true,
            downgrade: true,
        },
        fails: true,
    },
    Phase {
        name: "upgrade to the heads",
        words: "upgrade heads --resume",
        plain: "upgrade heads",
        broken: Broken {
            upgrade: false,
            downgrade: true,
        },
        fails: false,
    },
    Phase {
        name: "downgrade to a failure",
        words: "downgrade base",
        plain: "downgrade base",
        broken: Broken {
            upgrade: false,
            downgrade: true,
        },
        fails: true,
    },
    Phase {
        name: "downgrade to base",
        words: "downgrade base",
        plain: "downgrade base",
        broken: Broken {
            upgrade: false,
            downgrade: false,
        },
        fails: false,
    },
];

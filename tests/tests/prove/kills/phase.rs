//! The parts of a run through the whole history, each of which is one command.

use super::history::Broken;

/// One command, and the files that it finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phase {
    pub name: &'static str,
    /// The words of the command, without `--resume`.
    pub plain: &'static str,
    pub broken: Broken,
    /// Whether it ends at a statement that fails.
    pub fails: bool,
}

/// All phases, in order.
pub const PHASES: [Phase; 4] = [
    Phase {
        name: "upgrade to a failure",
        plain: "upgrade heads",
        broken: Broken {
            upgrade: true,
            downgrade: true,
        },
        fails: true,
    },
    Phase {
        name: "upgrade to the heads",
        plain: "upgrade heads",
        broken: Broken {
            upgrade: false,
            downgrade: true,
        },
        fails: false,
    },
    Phase {
        name: "downgrade to a failure",
        plain: "downgrade base",
        broken: Broken {
            upgrade: false,
            downgrade: true,
        },
        fails: true,
    },
    Phase {
        name: "downgrade to base",
        plain: "downgrade base",
        broken: Broken {
            upgrade: false,
            downgrade: false,
        },
        fails: false,
    },
];

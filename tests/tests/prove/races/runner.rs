//! One run among others, which a test stops or kills.

use std::process::{Child, Command, Output};

use super::{crowd::Crowd, gate::until};

/// A run that goes on beside the test.
pub struct Running {
    child: Child,
}

impl Running {
    /// Starts the program with these words, and waits until `is_there`.
    #[track_caller]
    pub fn start(crowd: &Crowd, url: &str, what: &str, is_there: impl FnMut() -> bool) -> Self {
        let mut command = crowd.command("upgrade heads");
        // It waits for nothing but what the test wants.
        command
            .env("DATABASE_URL", url)
            .env("RMIG_LOCK_TIMEOUT", "5m");
        let child = command.spawn().expect("the program starts");
        until(what, is_there);
        Self { child }
    }

    /// Sends it a signal.
    pub fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let kill = Command::new("kill").args(["-s", name, &id]).status();
        assert!(kill.expect("kill starts").success());
    }

    /// Stops it, and waits until it stands still.
    pub fn stop(&self) {
        self.signal("STOP");
        let status = format!("/proc/{}/stat", self.child.id());
        until("it stands still", || {
            let stat = std::fs::read_to_string(&status).expect("it lives");
            stat.rsplit(") ")
                .next()
                .is_some_and(|rest| rest.starts_with('T'))
        });
    }

    /// Kills it.
    pub fn kill(mut self) {
        self.child.kill().expect("it is ours");
        self.child.wait().expect("it ends");
    }

    /// Waits for its end.
    pub fn end(self) -> Output {
        self.child.wait_with_output().expect("it ends")
    }
}

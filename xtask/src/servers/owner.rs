//! Who runs a server: never root.

use std::{path::Path, process::Command};

use crate::{
    debian::{is_root, program},
    shell::{Failure, Result},
};

/// The user a server runs as.
pub struct Owner {
    ids: Option<(u32, u32)>,
}

impl Owner {
    /// Ourselves, or, for root, the user that the Debian package made.
    ///
    /// # Errors
    ///
    /// We are root and there is no such user.
    pub fn new(user: &str) -> Result<Self> {
        if !is_root() {
            return Ok(Self { ids: None });
        }
        let id = |what| {
            let output = Command::new("id").args([what, user]).output().ok()?;
            String::from_utf8(output.stdout).ok()?.trim().parse().ok()
        };
        match (id("-u"), id("-g")) {
            (Some(user), Some(group)) => Ok(Self {
                ids: Some((user, group)),
            }),
            _ => Err(Failure(format!(
                "servers don't run as root, and there is no user `{user}`: make one, or run this as somebody else"
            ))),
        }
    }

    /// Its user and group, if it isn't ourselves.
    pub fn ids(&self) -> Option<(u32, u32)> {
        self.ids
    }

    /// A program that runs as this user and, where the system can do that, ends when we do, however we end:
    /// `death` is the signal for that. The process is the program's own, no wrapper's.
    pub fn command(&self, program_path: &Path, death: Option<&str>) -> Command {
        let Some(setpriv) = program("setpriv") else {
            return Command::new(program_path);
        };
        let mut command = Command::new(setpriv);
        if let Some((user, group)) = self.ids {
            command.arg(format!("--reuid={user}"));
            command.arg(format!("--regid={group}")).arg("--init-groups");
        }
        if let Some(death) = death {
            command.arg(format!("--pdeathsig={death}"));
        }
        // A root's home is nothing for others.
        command.arg("--").arg(program_path).current_dir("/");
        command
    }
}

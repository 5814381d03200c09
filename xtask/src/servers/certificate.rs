//! A throw-away authority and what it signs: TLS for loopback.

use std::{
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::{folder::Folder, owner::Owner};
use crate::shell::{Failure, Result};

/// The server's certificate, and the authority that signed it.
pub struct Certificate {
    folder: PathBuf,
}

impl Certificate {
    /// Makes keys and certificates, valid for some days.
    ///
    /// # Errors
    ///
    /// `openssl` refuses.
    pub fn new(folder: &Folder) -> Result<Self> {
        let folder = folder.path().join("tls");
        fs_err::create_dir(&folder)?;
        let this = Self { folder };
        let key = [
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-sha256",
        ];
        this.openssl(
            &[
                &["req", "-x509"],
                &key[..],
                &[
                    "-keyout",
                    "ca.key",
                    "-out",
                    "ca.pem",
                    "-days",
                    "7",
                    "-subj",
                    "/CN=rmig tests",
                ],
                &["-addext", "basicConstraints=critical,CA:TRUE"],
                &["-addext", "keyUsage=critical,keyCertSign,cRLSign"],
            ]
            .concat(),
        )?;
        this.openssl(
            &[
                &["req"],
                &key[..],
                &[
                    "-keyout",
                    "server.key",
                    "-out",
                    "server.csr",
                    "-subj",
                    "/CN=localhost",
                ],
            ]
            .concat(),
        )?;
        let extensions = "subjectAltName=DNS:localhost,IP:127.0.0.1\n\
                          basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n";
        fs_err::write(this.folder.join("extensions"), extensions)?;
        this.openssl(&[
            "x509",
            "-req",
            "-in",
            "server.csr",
            "-CA",
            "ca.pem",
            "-CAkey",
            "ca.key",
            "-CAcreateserial",
            "-days",
            "7",
            "-sha256",
            "-extfile",
            "extensions",
            "-out",
            "server.pem",
        ])?;
        for public in ["ca.pem", "server.pem"] {
            fs_err::set_permissions(this.folder.join(public), PermissionsExt::from_mode(0o644))?;
        }
        Ok(this)
    }

    /// The certificate of the authority, which clients trust.
    pub fn authority(&self) -> PathBuf {
        self.folder.join("ca.pem")
    }

    /// The server's certificate.
    pub fn certificate(&self) -> PathBuf {
        self.folder.join("server.pem")
    }

    /// A copy of the server's key that only its owner can read.
    ///
    /// # Errors
    ///
    /// It can't be written.
    pub fn key(&self, owner: &Owner, folder: &Path) -> Result<PathBuf> {
        let key = folder.join("server.key");
        fs_err::copy(self.folder.join("server.key"), &key)?;
        fs_err::set_permissions(&key, PermissionsExt::from_mode(0o600))?;
        owner.give(&key)?;
        Ok(key)
    }

    fn openssl(&self, arguments: &[&str]) -> Result<()> {
        let output = Command::new("openssl")
            .args(arguments)
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .output()?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(Failure(format!("openssl {}: {said}", arguments.join(" "))))
    }
}

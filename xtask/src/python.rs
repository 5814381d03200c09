//! A Python of our own with the real Alembic in it, for the tests that compare.

use std::{path::PathBuf, process::Command};

use crate::{
    debian,
    shell::{Result, root, run, succeeds},
};

/// What is installed, with exact versions: they are the standard that we compare with.
const PACKAGES: [&str; 4] = [
    "alembic==1.20.1",
    "sqlalchemy==2.1.9",
    "psycopg[binary]==3.3.9",
    "pymysql==1.2.4",
];

/// The Python below `target/oracle`, which is set up if it isn't there.
///
/// # Errors
///
/// There is no Python and none can be installed, or the packages can't be had.
pub fn oracle() -> Result<PathBuf> {
    let folder = root().join("target").join("oracle");
    let python = folder.join("venv").join("bin").join("python");
    let stamp = folder.join("installed");
    let wanted = PACKAGES.join("\n");
    if python.exists() && fs_err::read_to_string(&stamp).is_ok_and(|is| is == wanted) {
        return Ok(python);
    }
    fs_err::create_dir_all(&folder)?;
    let venv = folder.join("venv");
    let make = || {
        let mut make = Command::new("python3");
        make.args(["-m", "venv", "--clear"]).arg(&venv);
        make
    };
    if !succeeds(&mut make()) {
        debian::install(&["python3", "python3-venv"])?;
        run(&mut make())?;
    }
    let pip = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ];
    run(Command::new(&python).args(pip).args(PACKAGES))?;
    fs_err::write(stamp, wanted)?;
    Ok(python)
}

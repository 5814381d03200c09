//! Readers that leave.

use std::{io::Read, process::Stdio};

use crate::support::{TestEnvironment, rev};

#[test]
fn whoever_reads_may_stop() {
    let env = TestEnvironment::empty();
    let revisions: Vec<_> = (0..3000)
        .map(|n| {
            let one = rev(&format!("r{n:05}")).message("Some words that make a line longer");
            if n == 0 {
                one
            } else {
                one.after(&[&format!("r{:05}", n - 1)])
            }
        })
        .collect();
    env.package("app", "url = \"sqlite:app.db\"\n", &revisions);
    for words in [
        "history",
        "history --graph",
        "history --format json",
        "history -v",
    ] {
        let mut child = env
            .command("app", words)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut line).unwrap();
        let output = env.done(child.wait_with_output().unwrap());
        assert_eq!(
            (output.exit.as_str(), output.stderr.as_str()),
            ("0", ""),
            "{words}"
        );
    }
}

//! Fails the build where the revisions are no graph with one head.

fn main() {
    rmig::build::verify();
}

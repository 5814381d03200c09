//! Proofs that nothing is lost: what the real program leaves when it is killed or cut off.

mod effort;
mod figure;
mod kills;
mod project;
mod races;

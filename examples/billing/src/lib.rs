//! Invoices and payments, each with a branch of revisions of its own, in `migrations/`.

/// The branch labels: `cargo rmig upgrade invoices@head` leaves payments alone.
pub const BRANCHES: [&str; 2] = ["invoices", "payments"];

//! Databases of their own for tests, what they hold as text, and a network that fails on demand.
//!
//! The tests of `rmig-dialects`, `cargo-rmig` and `rmig-tests` stand on this; it knows none of
//! rmig's crates. What goes wrong here is a panic with what to do, since only tests call it.
//! Everything blocks, and may be called in a test of tokio too.
//!
//! ```no_run
//! use rmig_test_support::{Journal, MessageCounter, ScratchDatabase};
//!
//! let database = ScratchDatabase::postgres();
//! database.sql("CREATE TABLE t (id INT); INSERT INTO t VALUES (1)");
//! assert_eq!(database.rows("SELECT id FROM t"), [["1"]]);
//! println!("{}", database.schema_text(Journal::Timeless));
//!
//! let counter = MessageCounter::before(&database);
//! // … something connects to counter.url() …
//! assert_eq!(counter.count("Parse"), 0, "{counter}");
//! ```

mod address;
mod client;
mod everywhere;
mod message_counter;
mod schema_text;
mod scratch;
mod server;
mod session;

pub use address::Address;
pub use everywhere::everywhere;
pub use message_counter::{Cut, Message, MessageCounter, Stage};
pub use schema_text::Journal;
pub use scratch::ScratchDatabase;
pub use server::Server;
pub use session::Session;

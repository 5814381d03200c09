//! Runs that meet another program's lock.

use miette::Diagnostic;
use rmig_engine::{
    connection::{Cancellation, Connection},
    runner::{RunObserver, Unit},
};

use crate::running::rig::{History, Rig, script};

/// Takes the write lock when a statement is done.
struct Lock(Box<dyn Connection>);

impl RunObserver for Lock {
    fn statement_done(&mut self, _unit: &Unit, _done: usize) {
        let runtime = || tokio::runtime::Builder::new_current_thread().build();
        let begin = || runtime().unwrap().block_on(self.0.begin()).unwrap();
        std::thread::scope(|scope| scope.spawn(begin).join()).unwrap();
    }
}

#[tokio::test]
async fn a_note_that_cannot_be_written_is_no_loss() {
    let mut rig = Rig::new();
    let text = "-- rmig: upgrade transaction=none\nCREATE TABLE a (x);\nCREATE TABLE b (x);\n\
                -- rmig: downgrade\n";
    let mut lock = Lock(rig.connect_hastily().await);
    let mut connection = rig.connect_hastily().await;
    let failure = rig
        .runner(rig.dialect().as_ref())
        .run(
            connection.as_mut(),
            &History::new([text]),
            &mut lock,
            &Cancellation::default(),
        )
        .await
        .unwrap_err();
    assert_eq!(failure.code().unwrap().to_string(), "database-busy");
    assert_eq!(failure.to_string(), "the journal can't be written");
    let help = failure.help().unwrap().to_string();
    assert!(help.contains("--resume"), "{help}");
    lock.0.rollback().await.unwrap();
    let journal = "SELECT statements_done, outcome FROM rmig_journal";
    assert_eq!(rig.query(journal).await, ["0|started"]);
    // The table itself tells that it was made.
    assert_eq!(rig.tables().await, ["a"]);
    rig.options.resume = true;
    rig.run(&History::new([text])).await.unwrap();
    assert_eq!(rig.tables().await, ["a", "b"]);
}

#[tokio::test]
async fn a_revision_that_another_run_is_at_is_busy_and_not_unfinished() {
    let mut rig = Rig::new();
    let text = "-- rmig: upgrade\nCREATE TABLE a (x);\n-- rmig: upgrade\nCREATE TABLE {};\n\
                -- rmig: downgrade\n";
    let bad = History::new([text.replace("{}", "a (x)")]);
    let good = History::new([text.replace("{}", "b (x)")]);
    rig.run(&bad).await.unwrap_err();
    let mut other = rig.connect_hastily().await;
    other.begin().await.unwrap();
    for resume in [false, true] {
        rig.options.resume = resume;
        let mut connection = rig.connect_hastily().await;
        let never = Cancellation::default();
        let run = rig.run_on(connection.as_mut(), &good, &never);
        let failure = run.await.unwrap_err();
        assert_eq!(failure.code().unwrap().to_string(), "database-busy");
    }
    other.rollback().await.unwrap();
    assert_eq!(rig.run(&good).await.unwrap().steps.len(), 1);
}

#[tokio::test]
async fn a_message_does_not_repeat_its_cause() {
    let rig = Rig::new();
    rig.execute("CREATE TABLE rmig_journal (x)").await;
    let history = History::new([script("", "")]);
    let failure = rig.run(&history).await.unwrap_err();
    let message = rmig_engine::diagnostic::message(&failure);
    assert_eq!(message, "the journal can't be read: no such column: id");
}

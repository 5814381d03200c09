//! The run lock.

use rmig_engine::connection::{Access, ConnectOptions, Connection, LockAttempt};

use super::rig::*;

#[tokio::test]
async fn one_session_has_it_and_the_others_learn_who() {
    let database = ScratchDatabase::postgres();
    let options = ConnectOptions {
        application: "holder of \"locks\"".to_owned(),
        ..ConnectOptions::new(Access::Change)
    };
    let mut one = connect_with(&database, &options).await;
    let mut two = connect(&database).await;
    assert_eq!(one.try_lock("rmig").await.unwrap(), LockAttempt::Taken);
    // Once taken, taken again; once given back, free.
    assert_eq!(one.try_lock("rmig").await.unwrap(), LockAttempt::Taken);
    assert_eq!(two.try_lock("other").await.unwrap(), LockAttempt::Taken);
    let LockAttempt::Held { by: Some(by) } = two.try_lock("rmig").await.unwrap() else {
        panic!("nobody has it");
    };
    let process = super::rig::one(one.as_mut(), "SELECT pg_backend_pid()").await;
    let start = "\"holder of \\\"locks\\\"\" of user rmig from 127.0.0.1, connected since 20";
    let user = database.address().user();
    assert!(
        by.starts_with(&start.replace("user rmig", &format!("user {user}"))),
        "{by}"
    );
    let end = format!(" UTC (process {})", process.as_integer().unwrap());
    assert!(by.ends_with(&end), "{by}");
    one.unlock("rmig").await.unwrap();
    assert_eq!(two.try_lock("rmig").await.unwrap(), LockAttempt::Taken);
}

#[tokio::test]
async fn it_ends_with_its_session() {
    let database = ScratchDatabase::postgres();
    let mut one = connect(&database).await;
    let mut two = connect(&database).await;
    assert_eq!(one.try_lock("rmig").await.unwrap(), LockAttempt::Taken);
    drop(one);
    freed(two.as_mut()).await;
    // The server learns a little later than we do that the old session is gone.
    two.reconnect().await.unwrap();
    freed(two.as_mut()).await;
}

/// Waits until the lock is free, and takes it.
async fn freed(connection: &mut dyn Connection) {
    for _ in 0..200 {
        if connection.try_lock("rmig").await.unwrap() == LockAttempt::Taken {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the lock isn't free");
}

#[tokio::test]
async fn a_lock_that_was_taken_away_is_reported() {
    let database = ScratchDatabase::postgres();
    let mut connection = connect(&database).await;
    connection.try_lock("rmig").await.unwrap();
    connection
        .execute("SELECT pg_advisory_unlock_all()")
        .await
        .unwrap();
    let error = connection.unlock("rmig").await.unwrap_err();
    assert_eq!(error.message, "the run lock wasn't this session's any more");
}

#[tokio::test]
async fn who_may_see_little_is_told_little() {
    let database = ScratchDatabase::postgres();
    let role = Role::new(&database, "");
    let mut one = connect(&database).await;
    let options = ConnectOptions::new(Access::Change);
    let mut two = try_connect(&role.url(), &options).await.unwrap();
    one.try_lock("rmig").await.unwrap();
    let LockAttempt::Held { by: Some(by) } = two.try_lock("rmig").await.unwrap() else {
        panic!("nobody has it");
    };
    assert!(by.starts_with("\"rmig\" of user "), "{by}");
}

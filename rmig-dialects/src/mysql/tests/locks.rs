//! The run lock, between connections and databases.

use std::time::{Duration, Instant};

use rmig_engine::connection::{Connection, LockAttempt};

use super::rig::{ScratchDatabase, connect};

async fn until_free(connection: &mut dyn Connection, name: &str) {
    let start = Instant::now();
    while connection.try_lock(name).await.unwrap() != LockAttempt::Taken {
        assert!(start.elapsed() < Duration::from_secs(20));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn one_connection_has_the_lock_and_the_other_learns_whose_it_is() {
    let database = ScratchDatabase::mysql();
    let mut holder = connect(&database).await;
    let mut waiter = connect(&database).await;
    assert_eq!(holder.try_lock("rmig").await.unwrap(), LockAttempt::Taken);
    let start = Instant::now();
    let LockAttempt::Held { by: Some(by) } = waiter.try_lock("rmig").await.unwrap() else {
        panic!("the lock is taken twice, or nobody knows by whom");
    };
    assert!(start.elapsed() < Duration::from_secs(5));
    let id = super::rig::one(holder.as_mut(), "SELECT CONNECTION_ID()").await;
    let id = id.as_integer().unwrap();
    let user = database.address().user();
    assert!(by.starts_with(&format!("user {user} from ")), "{by}");
    assert!(by.ends_with(&format!("(connection {id})")), "{by}");
    // It outlives transactions and what resets the session.
    holder.begin().await.unwrap();
    holder.commit().await.unwrap();
    holder.reset_session().await.unwrap();
    assert_ne!(waiter.try_lock("rmig").await.unwrap(), LockAttempt::Taken);
    // Another name, another database: another lock.
    assert_eq!(waiter.try_lock("other").await.unwrap(), LockAttempt::Taken);
    let elsewhere = ScratchDatabase::mysql();
    let mut stranger = connect(&elsewhere).await;
    assert_eq!(stranger.try_lock("rmig").await.unwrap(), LockAttempt::Taken);

    holder.unlock("rmig").await.unwrap();
    assert_eq!(waiter.try_lock("rmig").await.unwrap(), LockAttempt::Taken);
    let error = holder.unlock("rmig").await.unwrap_err();
    assert_eq!(error.message, "the run lock wasn't ours any more");
    waiter.unlock("rmig").await.unwrap();
    let error = waiter.unlock("rmig").await.unwrap_err();
    assert_eq!(error.message, "the run lock wasn't ours any more");
}

#[tokio::test]
async fn the_lock_goes_with_whoever_has_it() {
    let database = ScratchDatabase::mysql();
    let mut waiter = connect(&database).await;
    let mut closed = connect(&database).await;
    assert_eq!(closed.try_lock("rmig").await.unwrap(), LockAttempt::Taken);
    closed.close().await.unwrap();
    until_free(waiter.as_mut(), "rmig").await;
    waiter.unlock("rmig").await.unwrap();

    let mut killed = connect(&database).await;
    assert_eq!(killed.try_lock("rmig").await.unwrap(), LockAttempt::Taken);
    let id = super::rig::one(killed.as_mut(), "SELECT CONNECTION_ID()").await;
    database.sql(&format!("KILL {}", id.as_integer().unwrap()));
    until_free(waiter.as_mut(), "rmig").await;
    waiter.unlock("rmig").await.unwrap();

    let mut dropped = connect(&database).await;
    assert_eq!(dropped.try_lock("rmig").await.unwrap(), LockAttempt::Taken);
    drop(dropped);
    until_free(waiter.as_mut(), "rmig").await;
}

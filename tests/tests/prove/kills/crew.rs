//! Several sites at once go through a list of points, so that one works while another waits.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Mutex, PoisonError},
    thread,
};

use rmig_test_support::Server;

use super::site::Site;

/// How many sites. Each run on SQLite waits until it knows that another one is dead.
fn hands(server: Server) -> usize {
    match server {
        Server::Sqlite => 24,
        _ => 4,
    }
}

/// Goes through all points, each at a site that nobody else uses meanwhile, and fails with
/// those where something was wrong.
pub fn go_through<P: Sync + std::fmt::Display, T>(
    server: Server,
    points: &[P],
    equip: impl Fn(&Site) -> T + Sync,
    at: impl Fn(&Site, &T, &P) + Sync,
) {
    let next = Mutex::new(points.iter());
    let failed = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..hands(server).min(points.len()) {
            scope.spawn(|| {
                let site = Site::new(server);
                let tools = equip(&site);
                loop {
                    let point = next.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some(point) = point else { break };
                    let gone = catch_unwind(AssertUnwindSafe(|| at(&site, &tools, point)));
                    if let Err(panic) = gone {
                        let text = panic.downcast_ref::<String>().cloned();
                        let text = text.unwrap_or_else(|| "see above".to_owned());
                        let failed = &mut failed.lock().unwrap_or_else(PoisonError::into_inner);
                        failed.push(format!("{point}: {text}"));
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap_or_else(PoisonError::into_inner);
    let shown: Vec<&str> = failed.iter().take(3).map(String::as_str).collect();
    assert!(
        failed.is_empty(),
        "{server}: {} of {} points failed\n{}",
        failed.len(),
        points.len(),
        shown.join("\n\n")
    );
}

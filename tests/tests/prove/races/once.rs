//! However many upgrade an empty database at once, every section runs once and all succeed.

use super::{
    crowd::{Crowd, Way},
    history,
};
use crate::effort;

fn all_upgrade_at_once(new: impl Fn() -> Crowd) {
    for _ in 0..effort::rounds(3, 50) {
        let crowd = new();
        history::write(&crowd);
        crowd.all_succeed("upgrade heads");
        history::ran_once(&crowd);
    }
}

mod with_the_lock {
    use super::*;

    #[test]
    fn sqlite() {
        all_upgrade_at_once(|| Crowd::new(Way::Sqlite));
    }

    #[test]
    fn postgres() {
        all_upgrade_at_once(|| Crowd::new(Way::Postgres));
    }

    #[test]
    fn mysql() {
        all_upgrade_at_once(|| Crowd::new(Way::Mysql));
    }

    #[test]
    fn pgbouncer() {
        all_upgrade_at_once(|| Crowd::new(Way::Pgbouncer));
    }
}

/// What compares the version rows has to be enough.
mod without_the_lock {
    use super::*;

    #[test]
    fn sqlite() {
        all_upgrade_at_once(|| Crowd::without_lock(Way::Sqlite));
    }

    #[test]
    fn postgres() {
        all_upgrade_at_once(|| Crowd::without_lock(Way::Postgres));
    }

    #[test]
    fn mysql() {
        all_upgrade_at_once(|| Crowd::without_lock(Way::Mysql));
    }

    #[test]
    fn pgbouncer() {
        all_upgrade_at_once(|| Crowd::without_lock(Way::Pgbouncer));
    }
}

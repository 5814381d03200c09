//! The refusals that dialects share.

use rmig_engine::dialect::Refusal;

/// Transaction control in a section that is a transaction.
pub(crate) fn transaction_control(what: &str) -> Refusal {
    Refusal {
        message: format!("{what} can't stand in a section that runs in a transaction"),
        help:
            "take it out: the section is a transaction already. If it has to do without, give the \
               section `transaction=none`"
                .to_owned(),
    }
}

/// What the database runs outside of transactions only.
#[cfg(any(feature = "postgres", feature = "sqlite"))]
pub(crate) fn no_transaction(what: &str) -> Refusal {
    Refusal {
        message: format!("{what} can't run in a transaction"),
        help: "put it into a section of its own with `transaction=none`".to_owned(),
    }
}

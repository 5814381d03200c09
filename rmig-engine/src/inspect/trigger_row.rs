//! A trigger, as a row of a catalogue.

use crate::schema::Trigger;

/// A trigger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TriggerRow {
    /// Which was there first, where the catalogue tells.
    pub position: i64,
    /// The trigger.
    pub trigger: Trigger,
}

//! A view, as a row of a catalogue.

use crate::schema::View;

/// A view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewRow {
    /// Which was there first, where the catalogue tells: a view may need one before it.
    pub position: i64,
    /// The view.
    pub view: View,
}

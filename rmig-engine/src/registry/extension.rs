//! An extension on its way into the registry.

use std::sync::Arc;

/// A value with the name that it is to have and the name of whoever brings it.
#[derive(Clone, Debug)]
pub struct Extension<T: ?Sized> {
    pub(crate) name: String,
    pub(crate) owner: String,
    pub(crate) value: Arc<T>,
    pub(crate) replace: bool,
}

impl<T: ?Sized> Extension<T> {
    /// Names `value`; `owner` is the crate or plugin that brings it, for messages.
    #[must_use]
    pub fn new(name: impl Into<String>, owner: impl Into<String>, value: Arc<T>) -> Self {
        Self {
            name: name.into(),
            owner: owner.into(),
            value,
            replace: false,
        }
    }

    /// Takes the place of what has this name already, instead of being refused.
    #[must_use]
    pub fn replace(mut self) -> Self {
        self.replace = true;
        self
    }
}

//! A value that remembers who set it.

use std::{
    fmt,
    ops::{Deref, Range},
    sync::Arc,
};

use super::{Origin, layer::Layer, raw::Raw};
use crate::diagnostic::Finding;

/// A setting's value together with its [`Origin`]; it dereferences to the value.
///
/// ```
/// use rmig_engine::settings::{Origin, Setting};
///
/// let length = Setting::default_value(40_usize);
/// assert_eq!(*length, 40);
/// assert_eq!(length.origin, Origin::Default);
/// ```
#[derive(Clone, Debug)]
pub struct Setting<T> {
    /// What is set.
    pub value: T,
    /// Who set it.
    pub origin: Origin,
    /// Where it stands, for findings that come up later.
    at: Option<(Arc<Layer>, Range<usize>)>,
}

impl<T> Setting<T> {
    /// A value that nobody has set.
    #[must_use]
    pub fn default_value(value: T) -> Self {
        Self {
            value,
            origin: Origin::Default,
            at: None,
        }
    }

    /// A value made from what stands in a manifest, a variable or a flag.
    pub(super) fn of(value: T, raw: &Raw) -> Self {
        let at = Some((Arc::clone(&raw.layer), raw.span.clone()));
        Self {
            value,
            origin: raw.layer.origin(&raw.span),
            at,
        }
    }

    /// Whether nobody has set it.
    #[must_use]
    pub fn is_default(&self) -> bool {
        self.origin == Origin::Default
    }

    /// Shows `finding` at the place where the value is set, with `label` on it; a default has no
    /// place and leaves the finding as it is.
    #[must_use]
    pub fn locate(&self, finding: Finding, label: impl Into<String>) -> Finding {
        match &self.at {
            Some((layer, span)) => layer.locate(finding, span.clone(), label),
            None => finding,
        }
    }

    /// Another value with the same origin and place.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Setting<U> {
        Setting {
            value: change(self.value),
            origin: self.origin,
            at: self.at,
        }
    }

    /// Where relative paths in the value start.
    pub(super) fn layer(&self) -> Option<&Layer> {
        self.at.as_ref().map(|(layer, _)| &**layer)
    }
}

impl<T: PartialEq> PartialEq for Setting<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value && self.origin == other.origin
    }
}

impl<T: Eq> Eq for Setting<T> {}

impl<T> Deref for Setting<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Display> fmt::Display for Setting<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

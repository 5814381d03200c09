//! Progress bars, on a terminal only.

use std::sync::{Mutex, PoisonError};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The bar that is being shown, for status lines to step around.
#[derive(Default)]
pub(super) struct Slot(Mutex<Option<ProgressBar>>);

impl Slot {
    pub(super) fn begin(&self, visible: bool, total: u64, message: String) -> Progress<'_> {
        let target = if visible {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(Some(total), target).with_message(message);
        if let Ok(style) = ProgressStyle::with_template("{msg:>12} [{bar:25}] {pos}/{len}") {
            bar.set_style(style.progress_chars("=> "));
        }
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(bar.clone());
        Progress { bar, slot: self }
    }

    /// Takes the bar away while `print` prints.
    pub(super) fn suspend<T>(&self, print: impl FnOnce() -> T) -> T {
        let bar = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        match bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }
}

/// How far something is. The bar goes away when this is dropped.
pub struct Progress<'ui> {
    bar: ProgressBar,
    slot: &'ui Slot,
}

impl Progress<'_> {
    /// One more step is done.
    pub fn step(&self) {
        self.bar.inc(1);
    }

    /// Says what is being done.
    pub fn message(&self, message: impl Into<String>) {
        self.bar.set_message(message.into());
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
        *self.slot.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

//! Progress bars, on a terminal only.

use std::sync::{Mutex, PoisonError};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The bar that is being shown, for status lines to step around.
#[derive(Default)]
pub(super) struct Slot(Mutex<Option<ProgressBar>>);

impl Slot {
    pub(super) fn begin(&self, visible: bool, total: u64, message: String) -> Progress<'_> {
        // A hidden bar would cost as much as a shown one, for each of many sections.
        let bar = visible.then(|| {
            let target = ProgressDrawTarget::stderr();
            let bar = ProgressBar::with_draw_target(Some(total), target).with_message(message);
            if let Ok(style) = ProgressStyle::with_template("{msg:>12} [{bar:25}] {pos}/{len}") {
                bar.set_style(style.progress_chars("=> "));
            }
            bar
        });
        self.put(bar.clone());
        Progress { bar, slot: self }
    }

    fn put(&self, bar: Option<ProgressBar>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = bar;
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
    bar: Option<ProgressBar>,
    slot: &'ui Slot,
}

impl Progress<'_> {
    /// One more step is done.
    pub fn step(&self) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    /// Says what is being done.
    pub fn message(&self, message: impl Into<String>) {
        if let Some(bar) = &self.bar {
            bar.set_message(message.into());
        }
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        self.slot.put(None);
    }
}

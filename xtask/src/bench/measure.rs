//! The times of one command, measured as a whole process.

use std::time::Duration;

/// The times of several runs of one command.
#[derive(Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// Adds one.
    pub fn push(&mut self, time: Duration) {
        let place = self.0.partition_point(|&other| other <= time);
        self.0.insert(place, time);
    }

    /// The middle one; of an even number the mean of the two.
    pub fn median(&self) -> Duration {
        let at = |index| self.0.get(index).copied().unwrap_or_default();
        let middle = self.0.len() / 2;
        if self.0.len() % 2 == 1 {
            at(middle)
        } else {
            (at(middle.saturating_sub(1)) + at(middle)) / 2
        }
    }

    /// The one that this share of all are below.
    pub fn quantile(&self, share: f64) -> Duration {
        let index = (self.0.len() as f64 * share) as usize;
        self.0.get(index).copied().unwrap_or_default()
    }

    /// How many times longer than the other one.
    pub fn beside(&self, other: &Self) -> f64 {
        self.median().as_secs_f64() / other.median().as_secs_f64()
    }

    /// The median with the extremes.
    pub fn shown(&self) -> String {
        let first = self.0.first().copied().unwrap_or_default();
        let last = self.0.last().copied().unwrap_or_default();
        format!(
            "{} ({}–{})",
            shown(self.median()),
            shown(first),
            shown(last)
        )
    }
}

/// A time with three or four digits that count.
pub fn shown(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    match seconds * 1000.0 {
        ms if ms < 100.0 => format!("{ms:.1} ms"),
        ms if ms < 1000.0 => format!("{ms:.0} ms"),
        _ => format!("{seconds:.2} s"),
    }
}

/// A ratio with as many digits as say something.
pub fn ratio(ratio: f64) -> String {
    if ratio < 10.0 {
        format!("{ratio:.2}")
    } else {
        format!("{ratio:.0}")
    }
}

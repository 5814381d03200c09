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

    /// The median with the extremes, in one unit.
    pub fn shown(&self) -> String {
        let first = self.0.first().copied().unwrap_or_default();
        let last = self.0.last().copied().unwrap_or_default();
        let unit = Unit::of(self.median());
        let [median, first, last] = [self.median(), first, last].map(|time| unit.number(time));
        format!("{median} {} ({first}–{last})", unit.name)
    }
}

/// A time with the digits that count.
pub fn shown(time: Duration) -> String {
    let unit = Unit::of(time);
    format!("{} {}", unit.number(time), unit.name)
}

/// How a time is written.
struct Unit {
    name: &'static str,
    per_second: f64,
    digits: usize,
}

impl Unit {
    fn of(time: Duration) -> Self {
        let (name, per_second, digits) = match time.as_secs_f64() {
            seconds if seconds < 0.002 => ("ms", 1e3, 2),
            seconds if seconds < 0.1 => ("ms", 1e3, 1),
            seconds if seconds < 1.0 => ("ms", 1e3, 0),
            _ => ("s", 1.0, 2),
        };
        Self {
            name,
            per_second,
            digits,
        }
    }

    fn number(&self, time: Duration) -> String {
        format!("{:.*}", self.digits, time.as_secs_f64() * self.per_second)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn times(milliseconds: &[u64]) -> Times {
        let mut times = Times::default();
        for &time in milliseconds {
            times.push(Duration::from_millis(time));
        }
        times
    }

    #[test]
    fn the_median_is_the_middle_one_or_between_two() {
        assert_eq!(times(&[9, 1, 5]).median(), Duration::from_millis(5));
        assert_eq!(times(&[9, 1, 5, 3]).median(), Duration::from_millis(4));
        assert_eq!(times(&[]).median(), Duration::ZERO);
    }

    #[test]
    fn a_median_and_its_extremes_share_a_unit() {
        assert_eq!(times(&[30, 20, 1200]).shown(), "30.0 ms (20.0–1200.0)");
        assert_eq!(times(&[2000, 999]).shown(), "1.50 s (1.00–2.00)");
    }
}

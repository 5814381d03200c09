//! New revision ids: twelve hexadecimal digits.

use std::sync::atomic::{AtomicU64, Ordering};

/// Where revision ids come from: the system's randomness, or the sequence of a seed.
#[derive(Debug)]
pub struct RevisionIds(Option<AtomicU64>);

impl RevisionIds {
    /// Ids that nobody can foresee.
    #[must_use]
    pub fn random() -> Self {
        Self(None)
    }

    /// The same ids in every run. A taken one has to be skipped by asking again.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Some(AtomicU64::new(seed)))
    }

    /// The next id.
    ///
    /// # Errors
    ///
    /// The system has no randomness to give.
    pub fn next_id(&self) -> Result<String, getrandom::Error> {
        let number = match &self.0 {
            Some(state) => mix(state.fetch_add(1, Ordering::Relaxed)),
            None => getrandom::u64()?,
        };
        Ok(format!("{:012x}", number & 0xffff_ffff_ffff))
    }
}

/// SplitMix64's finish: neighbouring numbers become ids that look nothing alike.
fn mix(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_fixes_the_sequence() {
        let ids = |seed| {
            let ids = RevisionIds::seeded(seed);
            [ids.next_id().unwrap(), ids.next_id().unwrap()]
        };
        assert_eq!(ids(1), ids(1));
        assert_ne!(ids(1)[0], ids(1)[1]);
        assert_ne!(ids(1), ids(9));
    }

    #[test]
    fn every_id_has_twelve_hexadecimal_digits() {
        for ids in [RevisionIds::random(), RevisionIds::seeded(0)] {
            let id = ids.next_id().unwrap();
            assert_eq!(id.len(), 12);
            assert!(
                id.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f')),
                "{id}"
            );
        }
    }
}

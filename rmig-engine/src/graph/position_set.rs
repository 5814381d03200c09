//! A set of positions as a bit set.

use super::Position;

/// Some revisions of one graph. Iteration is in load order.
#[derive(Clone, PartialEq, Eq)]
pub struct PositionSet {
    words: Vec<u64>,
}

impl PositionSet {
    /// The empty set, for a graph of `size` revisions.
    #[must_use]
    pub fn new(size: usize) -> Self {
        Self {
            words: vec![0; size.div_ceil(64)],
        }
    }

    /// Puts `position` in; whether it was new.
    pub fn insert(&mut self, position: Position) -> bool {
        let (word, bit) = place(position);
        let new = self.words[word] & bit == 0;
        self.words[word] |= bit;
        new
    }

    /// Takes `position` out; whether it was in.
    pub fn remove(&mut self, position: Position) -> bool {
        let (word, bit) = place(position);
        let old = self.words[word] & bit != 0;
        self.words[word] &= !bit;
        old
    }

    /// Whether `position` is in.
    #[must_use]
    pub fn contains(&self, position: Position) -> bool {
        let (word, bit) = place(position);
        self.words[word] & bit != 0
    }

    /// Whether nothing is in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Takes out all that is in `other`.
    pub fn subtract(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// Takes out all that is not in `other`.
    pub fn intersect(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    /// What is in, in load order.
    pub fn iter(&self) -> impl Iterator<Item = Position> + '_ {
        self.words.iter().enumerate().flat_map(|(index, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                if rest == 0 {
                    return None;
                }
                let bit = rest.trailing_zeros();
                rest &= rest - 1;
                Some(Position(index as u32 * 64 + bit))
            })
        })
    }
}

impl std::fmt::Debug for PositionSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set()
            .entries(self.iter().map(|position| position.0))
            .finish()
    }
}

impl Extend<Position> for PositionSet {
    fn extend<I: IntoIterator<Item = Position>>(&mut self, positions: I) {
        for position in positions {
            self.insert(position);
        }
    }
}

fn place(position: Position) -> (usize, u64) {
    (position.index() / 64, 1 << (position.index() % 64))
}

//! The order in which a set of revisions is listed and run: newest first.
//!
//! It keeps to one branch as long as it can, so that revisions of a branch stand together, and it
//! depends on load order alone. The rule is Alembic's, so that a history looks the same in both.

use super::{Position, PositionSet, RevisionMap};

/// The revisions of `todo`, each before everything that it descends from or depends on.
///
/// A slot for each of `tips` (in load order) walks down its branch: at each turn the revision in the
/// slot is listed and its first parent takes its place; further parents get slots of their own. If
/// another slot holds a descendant, that slot goes first. An exhausted slot hands over to the one
/// before it.
pub(super) fn newest_first(
    map: &RevisionMap,
    mut todo: PositionSet,
    tips: impl IntoIterator<Item = Position>,
) -> Vec<Position> {
    let mut tips: Vec<Position> = tips.into_iter().filter(|&tip| todo.contains(tip)).collect();
    tips.sort_unstable();
    tips.dedup();
    let mut listed = Vec::new();
    loop {
        Slots::new(map, &tips).drain(&mut todo, &mut listed);
        // Ranges may leave revisions that no parent within the range leads to: their tips go on.
        let is_tip = |at: Position| {
            !map.normalized_children(at)
                .iter()
                .any(|&child| todo.contains(child))
        };
        tips = todo.iter().filter(|&at| is_tip(at)).collect();
        if tips.is_empty() {
            return listed;
        }
    }
}

/// A slot, by when it was made; slots stand in this order, whichever go.
type Slot = u32;

struct Slots<'a> {
    map: &'a RevisionMap,
    /// What may still stand in a slot: ancestors of the tips that no turn has passed.
    above: PositionSet,
    slots: Vec<(Slot, Position)>,
    made: Slot,
    /// The slot that each revision stands in.
    slot_of: Vec<Option<Slot>>,
    /// For each revision a slot before which none holds a descendant of it: what had to wait for a
    /// slot never has to wait for an earlier one, since slots only move down.
    earliest: Vec<Slot>,
    /// Which search has seen a revision last.
    seen_in: Vec<u32>,
    searches: u32,
}

impl<'a> Slots<'a> {
    fn new(map: &'a RevisionMap, tips: &[Position]) -> Self {
        let mut slots = Self {
            map,
            above: map.ancestors(tips.iter().copied()),
            slots: Vec::with_capacity(tips.len()),
            made: 0,
            slot_of: vec![None; map.len()],
            earliest: vec![0; map.len()],
            seen_in: vec![0; map.len()],
            searches: 0,
        };
        for &tip in tips {
            slots.push(tip);
        }
        slots
    }

    fn push(&mut self, position: Position) {
        self.slots.push((self.made, position));
        self.slot_of[position.index()] = Some(self.made);
        self.made += 1;
    }

    fn drain(&mut self, todo: &mut PositionSet, listed: &mut Vec<Position>) {
        let mut turn = 0;
        while let Some(&(slot, candidate)) = self.slots.get(turn) {
            if let Some(other) = self.first_slot_above(candidate) {
                turn = self.slots.partition_point(|(slot, _)| *slot < other);
                continue;
            }
            if todo.remove(candidate) {
                listed.push(candidate);
            }
            self.above.remove(candidate);
            self.slot_of[candidate.index()] = None;
            let mut parents = self
                .map
                .normalized_parents(candidate)
                .iter()
                .copied()
                .filter(|parent| todo.contains(*parent));
            let is_free = |slots: &Self, parent: &Position| slots.slot_of[parent.index()].is_none();
            if let Some(first) = parents.find(|parent| is_free(self, parent)) {
                self.slots[turn].1 = first;
                self.slot_of[first.index()] = Some(slot);
                for parent in parents {
                    if is_free(self, &parent) {
                        self.push(parent);
                    }
                }
            } else {
                self.slots.remove(turn);
                turn = turn.saturating_sub(1);
            }
        }
    }

    /// The first slot that holds a descendant of `candidate` (dependants are descendants here).
    /// Nothing that a turn has passed can lead to one, so the search stops there.
    fn first_slot_above(&mut self, candidate: Position) -> Option<Slot> {
        if self.slots.len() < 2 {
            return None;
        }
        let earliest = self.earliest[candidate.index()];
        let at = self.slots.partition_point(|(slot, _)| *slot < earliest);
        // Once this one is found, no other can be before it.
        let &(best, _) = self.slots.get(at)?;
        self.searches += 1;
        let mut stack = vec![candidate];
        let mut first: Option<Slot> = None;
        'search: while let Some(position) = stack.pop() {
            for &child in self.map.normalized_children(position) {
                let seen = &mut self.seen_in[child.index()];
                if *seen == self.searches || !self.above.contains(child) {
                    continue;
                }
                *seen = self.searches;
                if let Some(slot) = self.slot_of[child.index()]
                    && first.is_none_or(|first| slot < first)
                {
                    first = Some(slot);
                    if slot == best {
                        break 'search;
                    }
                }
                stack.push(child);
            }
        }
        if let Some(first) = first {
            self.earliest[candidate.index()] = first;
        }
        first
    }
}

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
    let mut slots: Vec<Position> = tips.into_iter().filter(|&tip| todo.contains(tip)).collect();
    slots.sort_unstable();
    slots.dedup();
    let mut listed = Vec::new();
    loop {
        let above = map.ancestors(slots.iter().copied());
        Slots { map, above, slots }.drain(&mut todo, &mut listed);
        // Ranges may leave revisions that no parent within the range leads to: their tips go on.
        let is_tip = |at: Position| {
            !map.normalized_children(at)
                .iter()
                .any(|&child| todo.contains(child))
        };
        slots = todo.iter().filter(|&at| is_tip(at)).collect();
        if slots.is_empty() {
            return listed;
        }
    }
}

struct Slots<'a> {
    map: &'a RevisionMap,
    /// What may still stand in a slot: ancestors of the tips that no turn has passed.
    above: PositionSet,
    slots: Vec<Position>,
}

impl Slots<'_> {
    fn drain(&mut self, todo: &mut PositionSet, listed: &mut Vec<Position>) {
        let mut turn = 0;
        while let Some(&candidate) = self.slots.get(turn) {
            if let Some(other) = self.first_slot_above(candidate, turn) {
                turn = other;
                continue;
            }
            if todo.remove(candidate) {
                listed.push(candidate);
            }
            self.above.remove(candidate);
            let parents: Vec<Position> = self
                .map
                .normalized_parents(candidate)
                .iter()
                .copied()
                .filter(|parent| todo.contains(*parent) && !self.slots.contains(parent))
                .collect();
            if let Some((&first, others)) = parents.split_first() {
                self.slots[turn] = first;
                self.slots.extend_from_slice(others);
            } else {
                self.slots.remove(turn);
                turn = turn.saturating_sub(1);
            }
        }
    }

    /// The first slot, other than `turn`, that holds a descendant of `candidate` (dependants are
    /// descendants here). Nothing that a turn has passed can lead to one, so the search stops there.
    fn first_slot_above(&self, candidate: Position, turn: usize) -> Option<usize> {
        let open = |child: &Position| self.above.contains(*child);
        if self.slots.len() < 2 || !self.map.normalized_children(candidate).iter().any(open) {
            return None;
        }
        let mut seen = PositionSet::new(self.map.len());
        let mut stack = vec![candidate];
        let mut first: Option<usize> = None;
        while let Some(position) = stack.pop() {
            for &child in self.map.normalized_children(position) {
                if !open(&child) || !seen.insert(child) {
                    continue;
                }
                if let Some(slot) = self.slots.iter().position(|&held| held == child)
                    && slot != turn
                    && first.is_none_or(|first| slot < first)
                {
                    first = Some(slot);
                }
                stack.push(child);
            }
        }
        first
    }
}

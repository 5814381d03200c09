//! The revision graph itself.

use std::collections::{BTreeMap, HashMap};

use super::{
    GraphProblems, Position, PositionSet, Revision, adjacency::Adjacency, cycles::parents_first,
    dependencies::normalized_parents, labels::BranchLabels, links::Links, order,
    position::positions, walk,
};

/// A validated revision graph. Building it is the only thing that can fail.
///
/// Words: a *parent* is named in `down_revision`, a *dependency* in `depends_on`. The *normalized
/// parents* of a revision are its parents and those of its dependencies that no ancestor has
/// declared already. A *head* has no children, a *real head* no dependants either.
///
/// ```
/// use rmig_engine::graph::{Revision, RevisionMap};
///
/// let revision = |id: &str, parents: &[&str]| Revision {
///     id: id.to_owned(),
///     down_revision: parents.iter().map(|&parent| parent.to_owned()).collect(),
///     ..Revision::default()
/// };
/// let map = RevisionMap::new(vec![
///     revision("a", &[]),
///     revision("b1", &["a"]),
///     revision("b2", &["a"]),
///     revision("m", &["b1", "b2"]),
/// ])?;
/// assert_eq!(map.ids(map.heads()), ["m"]);
/// assert!(map.is_branch_point(map.find("a").unwrap()));
/// # Ok::<(), rmig_engine::graph::GraphProblems>(())
/// ```
#[derive(Clone, Debug)]
pub struct RevisionMap {
    revisions: Vec<Revision>,
    by_id: HashMap<String, Position>,
    labels: BTreeMap<String, Position>,
    down: Adjacency,
    depends_on: Adjacency,
    normalized: Adjacency,
    children: Adjacency,
    all_children: Adjacency,
    normalized_children: Adjacency,
    reaching_labels: BranchLabels,
    heads: Vec<Position>,
    real_heads: Vec<Position>,
    bases: Vec<Position>,
}

impl RevisionMap {
    /// Builds the graph of `revisions`, which are in load order.
    ///
    /// # Errors
    ///
    /// Everything that keeps them from being a graph, all at once.
    pub fn new(revisions: Vec<Revision>) -> Result<Self, GraphProblems> {
        let Links {
            by_id,
            labels,
            down,
            all,
            depends_on,
        } = Links::new(&revisions).map_err(GraphProblems)?;
        let size = revisions.len();
        let children = down.reversed();
        let all_children = all.reversed();

        let order = parents_first(size, &down, &children);
        let mut ranks = vec![0; size];
        for (rank, position) in order.iter().enumerate() {
            ranks[position.index()] = rank as u32;
        }
        let normalized = normalized_parents(size, &down, &depends_on, &ranks);
        let reaching_labels =
            BranchLabels::spread(&labels, &order, &down, &children, &all_children);

        Ok(Self {
            heads: positions(size)
                .filter(|&at| children.of(at).is_empty())
                .collect(),
            real_heads: positions(size)
                .filter(|&at| all_children.of(at).is_empty())
                .collect(),
            bases: positions(size)
                .filter(|&at| down.of(at).is_empty())
                .collect(),
            normalized_children: normalized.reversed(),
            revisions,
            by_id,
            labels,
            down,
            depends_on,
            normalized,
            children,
            all_children,
            reaching_labels,
        })
    }

    /// How many revisions there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.revisions.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.revisions.is_empty()
    }

    /// Every position, in load order.
    pub fn positions(&self) -> impl DoubleEndedIterator<Item = Position> + use<> {
        positions(self.len())
    }

    /// The revision at `position`, as its header says it.
    #[must_use]
    pub fn revision(&self, position: Position) -> &Revision {
        &self.revisions[position.index()]
    }

    /// The identifier of the revision at `position`.
    #[must_use]
    pub fn id(&self, position: Position) -> &str {
        &self.revisions[position.index()].id
    }

    /// The identifiers of the revisions at `positions`, in their order.
    #[must_use]
    pub fn ids(&self, positions: &[Position]) -> Vec<&str> {
        positions
            .iter()
            .map(|&position| self.id(position))
            .collect()
    }

    /// The revision with exactly this identifier.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Position> {
        self.by_id.get(id).copied()
    }

    /// The revision that declares this branch label.
    #[must_use]
    pub fn find_label(&self, label: &str) -> Option<Position> {
        self.labels.get(label).copied()
    }

    /// Every branch label with the revision that declares it, sorted by label.
    pub fn labels(&self) -> impl Iterator<Item = (&str, Position)> {
        self.labels
            .iter()
            .map(|(label, position)| (label.as_str(), *position))
    }

    /// Revisions without children, in load order.
    #[must_use]
    pub fn heads(&self) -> &[Position] {
        &self.heads
    }

    /// Revisions without children and without dependants, in load order.
    #[must_use]
    pub fn real_heads(&self) -> &[Position] {
        &self.real_heads
    }

    /// Revisions without parents, in load order.
    #[must_use]
    pub fn bases(&self) -> &[Position] {
        &self.bases
    }

    /// What `down_revision` names.
    #[must_use]
    pub fn parents(&self, position: Position) -> &[Position] {
        self.down.of(position)
    }

    /// What `depends_on` names, labels resolved.
    #[must_use]
    pub fn dependencies(&self, position: Position) -> &[Position] {
        self.depends_on.of(position)
    }

    /// Parents, then those dependencies that no ancestor by `down_revision` has declared already.
    #[must_use]
    pub fn normalized_parents(&self, position: Position) -> &[Position] {
        self.normalized.of(position)
    }

    /// Revisions that name this one in `down_revision`, in load order.
    #[must_use]
    pub fn children(&self, position: Position) -> &[Position] {
        self.children.of(position)
    }

    /// Children and dependants, in load order.
    #[must_use]
    pub fn children_and_dependants(&self, position: Position) -> &[Position] {
        self.all_children.of(position)
    }

    /// Revisions that have this one among their normalized parents, in load order.
    pub(super) fn normalized_children(&self, position: Position) -> &[Position] {
        self.normalized_children.of(position)
    }

    /// The branch labels that reach this revision, sorted.
    #[must_use]
    pub fn branch_labels(&self, position: Position) -> Vec<&str> {
        self.reaching_labels.of(position).collect()
    }

    /// Whether `label` reaches this revision.
    #[must_use]
    pub fn has_branch_label(&self, position: Position, label: &str) -> bool {
        self.reaching_labels
            .of(position)
            .any(|known| known == label)
    }

    /// Whether nothing revises this one.
    #[must_use]
    pub fn is_head(&self, position: Position) -> bool {
        self.children(position).is_empty()
    }

    /// Whether nothing revises this one or depends on it.
    #[must_use]
    pub fn is_real_head(&self, position: Position) -> bool {
        self.children_and_dependants(position).is_empty()
    }

    /// Whether this one revises nothing.
    #[must_use]
    pub fn is_base(&self, position: Position) -> bool {
        self.parents(position).is_empty()
    }

    /// Whether several revisions revise this one.
    #[must_use]
    pub fn is_branch_point(&self, position: Position) -> bool {
        self.children(position).len() > 1
    }

    /// Whether this one revises several.
    #[must_use]
    pub fn is_merge_point(&self, position: Position) -> bool {
        self.parents(position).len() > 1
    }

    /// `starts` and everything that they descend from or depend on.
    #[must_use]
    pub fn ancestors(&self, starts: impl IntoIterator<Item = Position>) -> PositionSet {
        walk::reachable(self.len(), starts, |at| self.normalized.of(at))
    }

    /// `starts` and everything that they descend from by `down_revision` alone.
    #[must_use]
    pub fn ancestors_by_parents(&self, starts: impl IntoIterator<Item = Position>) -> PositionSet {
        walk::reachable(self.len(), starts, |at| self.down.of(at))
    }

    /// `starts` and everything that descends from them or depends on that.
    #[must_use]
    pub fn descendants(&self, starts: impl IntoIterator<Item = Position>) -> PositionSet {
        walk::reachable(self.len(), starts, |at| self.all_children.of(at))
    }

    /// `starts` and everything that descends from them by `down_revision` alone.
    #[must_use]
    pub fn descendants_by_parents(
        &self,
        starts: impl IntoIterator<Item = Position>,
    ) -> PositionSet {
        walk::reachable(self.len(), starts, |at| self.children.of(at))
    }

    /// What a version table holds once `applied` (with all their ancestors) are applied: those that
    /// nothing applied descends from or depends on. Sorted by identifier.
    #[must_use]
    pub fn version_rows(&self, applied: &PositionSet) -> Vec<String> {
        let is_row = |at: &Position| {
            !self
                .children_and_dependants(*at)
                .iter()
                .any(|&child| applied.contains(child))
        };
        let mut rows: Vec<String> = applied
            .iter()
            .filter(is_row)
            .map(|at| self.id(at).to_owned())
            .collect();
        rows.sort_unstable();
        rows
    }

    /// The tips of what is applied once `rows` stand in the version table: revisions without an
    /// applied child, so also those that only a dependant implies. In load order.
    #[must_use]
    pub fn current_tips(&self, rows: &[Position]) -> Vec<Position> {
        let applied = self.ancestors(rows.iter().copied());
        let is_tip = |at: &Position| {
            !self
                .children(*at)
                .iter()
                .any(|&child| applied.contains(child))
        };
        applied.iter().filter(is_tip).collect()
    }

    /// The revisions of `set`, newest first, beginning at `tips`. Branches stand together and the
    /// first-loaded tip comes first.
    #[must_use]
    pub fn newest_first(
        &self,
        set: PositionSet,
        tips: impl IntoIterator<Item = Position>,
    ) -> Vec<Position> {
        order::newest_first(self, set, tips)
    }

    /// Every revision, newest first.
    #[must_use]
    pub fn all_newest_first(&self) -> Vec<Position> {
        let mut all = PositionSet::new(self.len());
        all.extend(self.positions());
        self.newest_first(all, self.real_heads.iter().copied())
    }
}

//! Turns the names in headers into edges, and collects what is wrong with them.

use std::{
    cell::{Cell, OnceCell},
    collections::{BTreeMap, HashMap},
};

use super::{
    Field, GraphProblem, MAX_REVISION_LENGTH, Position, PositionSet, RESERVED_CHARACTERS, Revision,
    adjacency::Adjacency, cycles::cycles,
};
use crate::{diagnostic::is_invisible, near::nearest};

/// Names that symbols use; neither a revision nor a label can be called so.
const RESERVED_NAMES: [&str; 4] = ["head", "heads", "base", "current"];

/// The names of a graph and the edges that they spell.
pub(super) struct Links {
    pub(super) by_id: HashMap<String, Position>,
    pub(super) labels: BTreeMap<String, Position>,
    /// `down_revision`, as written, each parent once.
    pub(super) down: Adjacency,
    /// `down_revision`, then `depends_on` with labels resolved, each once.
    pub(super) all: Adjacency,
    /// `depends_on` alone, with labels resolved, each once.
    pub(super) depends_on: Adjacency,
}

impl Links {
    /// Resolves everything that `revisions` name, or says all that is wrong.
    pub(super) fn new(revisions: &[Revision]) -> Result<Self, Vec<GraphProblem>> {
        let mut problems = Vec::new();
        let by_id = index_ids(revisions, &mut problems);
        let labels = index_labels(revisions, &by_id, &mut problems);

        let hints = Hints::new();
        let mut down = Vec::with_capacity(revisions.len());
        let mut depends_on = Vec::with_capacity(revisions.len());
        let mut all = Vec::with_capacity(revisions.len());
        for (index, revision) in revisions.iter().enumerate() {
            let resolver = Resolver {
                at: Position(index as u32),
                revision,
                by_id: &by_id,
                labels: &labels,
                hints: &hints,
            };
            let parents =
                resolver.resolve(&revision.down_revision, Field::DownRevision, &mut problems);
            let needed = resolver.resolve(&revision.depends_on, Field::DependsOn, &mut problems);
            let mut both = parents.clone();
            both.extend(needed.iter().filter(|position| !parents.contains(position)));
            down.push(parents);
            depends_on.push(needed);
            all.push(both);
        }
        let flat = |lists: &[Vec<Position>]| Adjacency::from_lists(lists.iter().map(Vec::as_slice));
        let links = Self {
            down: flat(&down),
            all: flat(&all),
            depends_on: flat(&depends_on),
            by_id,
            labels,
        };
        links.find_cycles(revisions, &mut problems);
        problems.sort_by_key(GraphProblem::position);
        if problems.is_empty() {
            Ok(links)
        } else {
            Err(problems)
        }
    }

    fn find_cycles(&self, revisions: &[Revision], problems: &mut Vec<GraphProblem>) {
        let size = revisions.len();
        let mut report = |members: Vec<Position>, with_dependencies| {
            let ids = members
                .iter()
                .map(|member| revisions[member.index()].id.clone())
                .collect();
            problems.push(GraphProblem::Cycle {
                ids,
                members,
                with_dependencies,
            });
        };
        let plain = cycles(size, &self.down, &self.down.reversed());
        let mut known = PositionSet::new(size);
        known.extend(plain.iter().flatten().copied());
        for members in plain {
            report(members, false);
        }
        for members in cycles(size, &self.all, &self.all.reversed()) {
            if !members.iter().any(|&member| known.contains(member)) {
                report(members, true);
            }
        }
    }
}

impl GraphProblem {
    /// The revision that a reader should look at first.
    #[must_use]
    pub fn position(&self) -> Position {
        match self {
            Self::DuplicateRevision { at, .. }
            | Self::MissingRevision { at, .. }
            | Self::SelfLoop { at, .. }
            | Self::DuplicateLabel { at, .. }
            | Self::LabelIsRevision { at, .. }
            | Self::BadName { at, .. }
            | Self::TooLong { at, .. } => *at,
            Self::Cycle { members, .. } => members.first().copied().unwrap_or(Position(0)),
        }
    }
}

fn index_ids(
    revisions: &[Revision],
    problems: &mut Vec<GraphProblem>,
) -> HashMap<String, Position> {
    let mut by_id = HashMap::with_capacity(revisions.len());
    for (index, revision) in revisions.iter().enumerate() {
        let at = Position(index as u32);
        check_name(&revision.id, at, Field::Revision, problems);
        let length = revision.id.chars().count();
        if length > MAX_REVISION_LENGTH {
            problems.push(GraphProblem::TooLong { length, at });
        }
        if let Some(&first) = by_id.get(&revision.id) {
            problems.push(GraphProblem::DuplicateRevision {
                id: revision.id.clone(),
                at,
                first,
            });
        } else {
            by_id.insert(revision.id.clone(), at);
        }
    }
    by_id
}

fn index_labels(
    revisions: &[Revision],
    by_id: &HashMap<String, Position>,
    problems: &mut Vec<GraphProblem>,
) -> BTreeMap<String, Position> {
    let mut labels = BTreeMap::new();
    for (number, revision) in revisions.iter().enumerate() {
        let at = Position(number as u32);
        for (index, label) in revision.branch_labels.iter().enumerate() {
            check_name(label, at, Field::BranchLabels(index), problems);
            let label = label.clone();
            if let Some(&revision) = by_id.get(&label) {
                problems.push(GraphProblem::LabelIsRevision {
                    label,
                    at,
                    index,
                    revision,
                });
            } else if let Some(&first) = labels.get(&label) {
                problems.push(GraphProblem::DuplicateLabel {
                    label,
                    at,
                    index,
                    first,
                });
            } else {
                labels.insert(label, at);
            }
        }
    }
    labels
}

fn check_name(name: &str, at: Position, field: Field, problems: &mut Vec<GraphProblem>) {
    // A label may have signs in it: `team-core@head` says clearly where it ends.
    let reserved: &[char] = match field {
        Field::Revision => &RESERVED_CHARACTERS,
        _ => &['@', ':'],
    };
    let mut characters: Vec<char> = reserved
        .iter()
        .copied()
        .filter(|&one| name.contains(one))
        .collect();
    // What nobody sees makes two names look like one, and a line end would break what rmig writes.
    let unseen = |c: &char| is_invisible(*c) || (c.is_whitespace() && *c != ' ');
    characters.extend(name.chars().filter(unseen));
    characters.dedup();
    characters.truncate(4);
    if name.trim() != name
        || name.is_empty()
        || RESERVED_NAMES.contains(&name)
        || !characters.is_empty()
    {
        problems.push(GraphProblem::BadName {
            name: name.to_owned(),
            characters,
            at,
            field,
        });
    }
}

/// Looks up what one revision names.
struct Resolver<'a> {
    at: Position,
    revision: &'a Revision,
    by_id: &'a HashMap<String, Position>,
    labels: &'a BTreeMap<String, Position>,
    hints: &'a Hints<'a>,
}

impl Resolver<'_> {
    fn resolve(
        &self,
        names: &[String],
        field: impl Fn(usize) -> Field,
        problems: &mut Vec<GraphProblem>,
    ) -> Vec<Position> {
        let mut found = Vec::with_capacity(names.len());
        for (index, name) in names.iter().enumerate() {
            let field = field(index);
            match self.look_up(name, field) {
                // Two files of one name are reported as such, not as a file that revises itself.
                Some(position) if position == self.at || *name == self.revision.id => {
                    let id = self.revision.id.clone();
                    problems.push(GraphProblem::SelfLoop {
                        id,
                        at: self.at,
                        field,
                    });
                }
                Some(position) if found.contains(&position) => {}
                Some(position) => found.push(position),
                None => problems.push(GraphProblem::MissingRevision {
                    id: self.revision.id.clone(),
                    name: name.clone(),
                    at: self.at,
                    field,
                    near: self.nearest(name, field),
                }),
            }
        }
        found
    }

    fn look_up(&self, name: &str, field: Field) -> Option<Position> {
        let label = || match field {
            // A parent is named by its full identifier; a dependency also by a label.
            Field::DependsOn(_) => self.labels.get(name),
            _ => None,
        };
        self.by_id.get(name).or_else(label).copied()
    }

    fn nearest(&self, name: &str, field: Field) -> Option<String> {
        let names = self.hints.names(self);
        let may_be_label = matches!(field, Field::DependsOn(_));
        let of_field = |known: &&str| may_be_label || self.by_id.contains_key(*known);
        // A shortened identifier is the likeliest mistake of all.
        let from = names.partition_point(|known| *known < name);
        let begins = names[from..]
            .iter()
            .copied()
            .take_while(|known| !name.is_empty() && known.starts_with(name))
            .find(of_field);
        begins
            .or_else(|| {
                let more = self.hints.searches_left.get().checked_sub(1)?;
                self.hints.searches_left.set(more);
                nearest(name, names.iter().copied().filter(of_field))
            })
            .map(str::to_owned)
    }
}

/// What the hints at near misses need, made when the first one is asked for.
struct Hints<'a> {
    names: OnceCell<Vec<&'a str>>,
    /// Every search compares with all names: where thousands of links are broken at once, a hint
    /// at each would take minutes and help nobody.
    searches_left: Cell<usize>,
}

impl<'a> Hints<'a> {
    fn new() -> Self {
        Self {
            names: OnceCell::new(),
            searches_left: Cell::new(50),
        }
    }

    /// Every identifier and label, sorted.
    fn names(&self, resolver: &Resolver<'a>) -> &[&'a str] {
        self.names.get_or_init(|| {
            let ids = resolver.by_id.keys();
            let mut names: Vec<&str> = ids
                .chain(resolver.labels.keys())
                .map(String::as_str)
                .collect();
            names.sort_unstable();
            names
        })
    }
}

//! Finds what symbols mean.

use std::borrow::Cow;

use super::{Name, ResolveError, Symbol, hint};
use crate::graph::{Position, RevisionMap};

/// Finds what symbols mean in a graph, and relative to version rows where some are at hand.
///
/// ```
/// use rmig_engine::{graph::{Revision, RevisionMap}, symbol::Resolver};
///
/// let map = RevisionMap::new(vec![
///     Revision { id: "ae10".to_owned(), ..Revision::default() },
///     Revision { id: "1975".to_owned(), down_revision: vec!["ae10".to_owned()], ..Revision::default() },
/// ])?;
/// let found = Resolver::new(&map).revisions(&"ae".parse()?)?;
/// assert_eq!(map.ids(&found), ["ae10"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Resolver<'a> {
    pub(super) map: &'a RevisionMap,
    pub(super) current: Option<Vec<Position>>,
}

impl<'a> Resolver<'a> {
    /// A resolver without a database: `current` means nothing.
    #[must_use]
    pub fn new(map: &'a RevisionMap) -> Self {
        Self { map, current: None }
    }

    /// A resolver for a database with these version rows.
    ///
    /// # Errors
    ///
    /// [`ResolveError::UnknownVersionRow`] for a row that no revision has.
    pub fn with_rows(map: &'a RevisionMap, rows: &[String]) -> Result<Self, ResolveError> {
        let mut current: Vec<Position> = Vec::with_capacity(rows.len());
        for row in rows {
            let at = map
                .find(row)
                .ok_or_else(|| ResolveError::UnknownVersionRow { row: row.clone() })?;
            if !current.contains(&at) {
                current.push(at);
            }
        }
        Ok(Self {
            map,
            current: Some(current),
        })
    }

    /// The graph.
    #[must_use]
    pub fn map(&self) -> &'a RevisionMap {
        self.map
    }

    /// The version rows as positions, each once, in the order given; none without a database.
    #[must_use]
    pub fn current_rows(&self) -> &[Position] {
        self.current.as_deref().unwrap_or_default()
    }

    /// The revisions that `symbol` names, in the order in which it names them; none for `base`.
    ///
    /// `-N` counts from the heads here: there is nothing else to count from.
    ///
    /// # Errors
    ///
    /// The symbol names nothing, several things where it may name one, or makes no sense without
    /// a database.
    pub fn revisions(&self, symbol: &Symbol) -> Result<Vec<Position>, ResolveError> {
        let symbol = &*self.with_labels(symbol);
        match (&symbol.name, symbol.steps) {
            (None, Some(steps)) if steps < 0 => self.below_heads(symbol, steps),
            (_, Some(_)) => Err(ResolveError::WrongWay {
                symbol: symbol.text.clone(),
                help: "name a revision itself, or write -N for N below the heads".to_owned(),
            }),
            (Some(name), None) => self.named(name, symbol),
            (None, None) => Ok(Vec::new()),
        }
    }

    /// The one revision that `symbol` names; none for `base`.
    ///
    /// # Errors
    ///
    /// As [`revisions`](Self::revisions), and if it names several.
    pub fn revision(&self, symbol: &Symbol) -> Result<Option<Position>, ResolveError> {
        let found = self.revisions(symbol)?;
        if found.len() > 1 {
            return Err(self.multiple(symbol, &found));
        }
        Ok(found.first().copied())
    }

    /// The symbol, read anew where what looked like steps is part of a branch label (`v-2`).
    pub(crate) fn with_labels<'s>(&self, symbol: &'s Symbol) -> Cow<'s, Symbol> {
        let whole = symbol
            .text
            .split_once('@')
            .map_or(symbol.text.as_str(), |(_, rest)| rest);
        if symbol.steps.is_some() && self.map.find_label(whole).is_some() {
            let name = Some(Name::Id(whole.to_owned()));
            return Cow::Owned(Symbol {
                name,
                steps: None,
                ..symbol.clone()
            });
        }
        Cow::Borrowed(symbol)
    }

    /// The revision that stands for a branch: the one that declares the label, or the one named.
    ///
    /// # Errors
    ///
    /// [`ResolveError::NoSuchBranch`] or [`ResolveError::AmbiguousRevision`].
    pub fn branch(&self, name: &str) -> Result<Position, ResolveError> {
        self.lookup(name, None).map_err(|error| match error {
            ResolveError::NoSuchRevision { name, hint } => {
                ResolveError::NoSuchBranch { name, hint }
            }
            other => other,
        })
    }

    /// The revision that stands for the symbol's branch, if it names one.
    pub(super) fn branch_of(&self, symbol: &Symbol) -> Result<Option<Position>, ResolveError> {
        let branch = symbol.branch.as_deref();
        branch.map(|branch| self.branch(branch)).transpose()
    }

    /// Whether `one` descends from `other` by `down_revision`, or the reverse, or they are the same.
    pub(super) fn shares_lineage(&self, one: Position, other: Position) -> bool {
        self.map.ancestors_by_parents([one]).contains(other)
            || self.map.descendants_by_parents([one]).contains(other)
    }

    /// Those of `positions` that share a lineage with the branch.
    pub(super) fn on_branch(&self, positions: &[Position], branch: Position) -> Vec<Position> {
        let below = self.map.ancestors_by_parents([branch]);
        let above = self.map.descendants_by_parents([branch]);
        positions
            .iter()
            .copied()
            .filter(|&at| below.contains(at) || above.contains(at))
            .collect()
    }

    /// What a name without steps stands for; it has to be on the symbol's branch.
    pub(super) fn named(
        &self,
        name: &Name,
        symbol: &Symbol,
    ) -> Result<Vec<Position>, ResolveError> {
        let branch = self.branch_of(symbol)?;
        let among = |positions: &[Position]| match branch {
            Some(branch) => self.on_branch(positions, branch),
            None => positions.to_vec(),
        };
        match name {
            Name::Base => Ok(Vec::new()),
            Name::Heads if branch.is_none() => Ok(self.map.real_heads().to_vec()),
            Name::Heads => Ok(among(self.map.heads())),
            Name::Head => {
                let heads = among(self.map.heads());
                if heads.len() > 1 {
                    Err(self.multiple(symbol, &heads))
                } else {
                    Ok(heads)
                }
            }
            Name::Current => Ok(among(
                self.current.as_deref().ok_or(ResolveError::NoCurrent)?,
            )),
            Name::Id(id) => {
                let found = self.lookup(id, branch)?;
                match (branch, symbol.branch.as_deref()) {
                    (Some(at), Some(label)) if !self.shares_lineage(found, at) => {
                        Err(ResolveError::NotOnBranch {
                            revision: self.map.id(found).to_owned(),
                            branch: label.to_owned(),
                        })
                    }
                    _ => Ok(vec![found]),
                }
            }
        }
    }

    pub(super) fn multiple(&self, symbol: &Symbol, heads: &[Position]) -> ResolveError {
        let heads = self.map.ids(heads).into_iter().map(str::to_owned).collect();
        ResolveError::MultipleHeads {
            symbol: symbol.text.clone(),
            heads,
        }
    }

    /// The revision of that identifier or label, or the only one that begins so. A beginning may
    /// be of any length, but what it begins has at least four characters.
    fn lookup(&self, name: &str, branch: Option<Position>) -> Result<Position, ResolveError> {
        if let Some(found) = self.map.find(name).or_else(|| self.map.find_label(name)) {
            return Ok(found);
        }
        let ids = self.map.positions().map(|at| (self.map.id(at), at));
        let mut candidates: Vec<(&str, Position)> = ids
            .chain(self.map.labels())
            .filter(|(known, _)| known.starts_with(name) && known.chars().count() > 3)
            .collect();
        if let (Some(branch), 1..) = (branch, candidates.len()) {
            let positions: Vec<_> = candidates.iter().map(|&(_, at)| at).collect();
            let on_branch = self.on_branch(&positions, branch);
            candidates.retain(|(_, at)| on_branch.contains(at));
        }
        match candidates.as_slice() {
            [(_, only)] => Ok(*only),
            [] => Err(ResolveError::NoSuchRevision {
                name: name.to_owned(),
                hint: hint::for_name(self.map, name),
            }),
            several => Err(ResolveError::AmbiguousRevision {
                name: name.to_owned(),
                candidates: several
                    .iter()
                    .map(|(known, _)| (*known).to_owned())
                    .collect(),
            }),
        }
    }
}

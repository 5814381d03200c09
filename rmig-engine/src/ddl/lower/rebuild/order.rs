//! The order of columns.

use super::model::Rebuilt;
use crate::{ddl::Unsupported, schema::Column};

impl Rebuilt<'_> {
    /// Puts a column where it belongs.
    pub(super) fn insert(
        &mut self,
        column: Column,
        before: Option<&str>,
        after: Option<&str>,
    ) -> Result<(), Unsupported> {
        let columns = &mut self.table.columns;
        let at = match (before, after) {
            (None, None) => columns.len(),
            (Some(before), _) => match columns.iter().position(|one| one.name == before) {
                Some(at) => at,
                None => return Err(self.no_column(before)),
            },
            (None, Some(after)) => match columns.iter().position(|one| one.name == after) {
                Some(at) => at + 1,
                None => return Err(self.no_column(after)),
            },
        };
        self.table.columns.insert(at, column);
        Ok(())
    }

    /// Makes columns follow one another as they are listed. A list stands where its last column stood;
    /// columns in no list stay.
    pub(super) fn reorder(&mut self, lists: &[Vec<String>]) -> Result<(), Unsupported> {
        for list in lists {
            let mut moved = Vec::new();
            for name in list {
                let columns = &self.table.columns;
                let Some(at) = columns.iter().position(|one| one.name == *name) else {
                    return Err(self.no_column(name));
                };
                moved.push((at, self.table.columns.get(at).cloned()));
            }
            let last = moved.iter().map(|(at, _)| *at).max();
            let behind = last.map_or(0, |last| last + 1 - moved.len().min(last + 1));
            self.table.columns.retain(|one| !list.contains(&one.name));
            let at = behind.min(self.table.columns.len());
            let moved = moved.into_iter().filter_map(|(_, column)| column);
            self.table.columns.splice(at..at, moved);
        }
        Ok(())
    }
}

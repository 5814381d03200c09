//! Views, functions and triggers.

use super::Operations;
use crate::operation::{
    CreateFunction, CreateTrigger, CreateView, DropFunction, DropTrigger, DropView, Operation,
    ReplaceFunction, ReplaceTrigger, ReplaceView,
};

impl Operations {
    /// Creates a view of a query.
    pub fn create_view(&mut self, name: &str, definition: &str) -> &mut CreateView {
        let (name, definition) = (name.to_owned(), definition.to_owned());
        record!(
            self,
            CreateView,
            CreateView {
                name,
                definition,
                ..CreateView::default()
            }
        )
    }

    /// Puts a view in the place of the one that has the name.
    pub fn replace_view(&mut self, name: &str, definition: &str) -> &mut ReplaceView {
        let (name, definition) = (name.to_owned(), definition.to_owned());
        record!(
            self,
            ReplaceView,
            ReplaceView {
                name,
                definition,
                ..ReplaceView::default()
            }
        )
    }

    /// Drops a view.
    pub fn drop_view(&mut self, name: &str) -> &mut DropView {
        let name = name.to_owned();
        record!(
            self,
            DropView,
            DropView {
                name,
                ..DropView::default()
            }
        )
    }

    /// Creates a function; `definition` is what follows its arguments.
    pub fn create_function(
        &mut self,
        name: &str,
        arguments: &str,
        definition: &str,
    ) -> &mut CreateFunction {
        let (name, arguments, definition) =
            (name.to_owned(), arguments.to_owned(), definition.to_owned());
        record!(
            self,
            CreateFunction,
            CreateFunction {
                name,
                arguments,
                definition,
                ..CreateFunction::default()
            }
        )
    }

    /// Puts a function in the place of the one that has the name and the arguments.
    pub fn replace_function(
        &mut self,
        name: &str,
        arguments: &str,
        definition: &str,
    ) -> &mut ReplaceFunction {
        let (name, arguments, definition) =
            (name.to_owned(), arguments.to_owned(), definition.to_owned());
        record!(
            self,
            ReplaceFunction,
            ReplaceFunction {
                name,
                arguments,
                definition,
                ..ReplaceFunction::default()
            }
        )
    }

    /// Drops a function.
    pub fn drop_function(&mut self, name: &str, arguments: &str) -> &mut DropFunction {
        let (name, arguments) = (name.to_owned(), arguments.to_owned());
        record!(
            self,
            DropFunction,
            DropFunction {
                name,
                arguments,
                ..DropFunction::default()
            }
        )
    }

    /// Creates a trigger; `definition` is what follows its name.
    pub fn create_trigger(
        &mut self,
        name: &str,
        table: &str,
        definition: &str,
    ) -> &mut CreateTrigger {
        let (name, table, definition) = (name.to_owned(), table.to_owned(), definition.to_owned());
        record!(
            self,
            CreateTrigger,
            CreateTrigger {
                name,
                schema: None,
                table,
                definition
            }
        )
    }

    /// Puts a trigger in the place of the one that has the name.
    pub fn replace_trigger(
        &mut self,
        name: &str,
        table: &str,
        definition: &str,
    ) -> &mut ReplaceTrigger {
        let (name, table, definition) = (name.to_owned(), table.to_owned(), definition.to_owned());
        record!(
            self,
            ReplaceTrigger,
            ReplaceTrigger {
                name,
                table,
                definition,
                ..ReplaceTrigger::default()
            }
        )
    }

    /// Drops a trigger.
    pub fn drop_trigger(&mut self, name: &str, table: &str) -> &mut DropTrigger {
        let (name, table) = (name.to_owned(), table.to_owned());
        record!(
            self,
            DropTrigger,
            DropTrigger {
                name,
                table,
                ..DropTrigger::default()
            }
        )
    }
}

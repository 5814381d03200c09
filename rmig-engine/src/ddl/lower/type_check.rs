//! The checks that types bring where a database has no such type.

use super::Lowering;
use crate::{
    ddl::EnumStyle,
    schema::{Check, DataType, Name},
};

impl Lowering<'_> {
    /// The check that comes with a type, for a column of that name.
    pub(super) fn type_check(&self, column: &str, data_type: &DataType) -> Option<Check> {
        let capabilities = self.dialect.capabilities();
        let (name, values) = match data_type {
            DataType::Boolean(boolean) => {
                if !boolean.create_constraint || !capabilities.booleans_are_numbers {
                    return None;
                }
                (&boolean.name, "0, 1".to_owned())
            }
            DataType::Enum(one) => {
                let native = one.is_native() && capabilities.enums != EnumStyle::Text;
                if !one.create_constraint || native {
                    return None;
                }
                let values = one
                    .values
                    .iter()
                    .map(|value| self.dialect.quote_text(value));
                (&one.name, values.collect::<Vec<_>>().join(", "))
            }
            _ => return None,
        };
        let name_of_column = column.to_owned();
        let column = self.dialect.identifier(column);
        Some(Check {
            name: name.clone(),
            sqltext: format!("{column} IN ({values})"),
            column: Some(name_of_column),
            ..Check::default()
        })
    }

    /// The name of the check that a type brought; none if it brought none, or one without a name.
    pub(super) fn type_check_name(&self, column: &str, data_type: &DataType) -> Option<Name> {
        let check = self.type_check(column, data_type)?;
        (!check.name.is_unnamed()).then_some(check.name)
    }
}

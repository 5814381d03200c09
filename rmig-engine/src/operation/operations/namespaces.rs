//! Types, schemas, sequences and extensions.

use super::{Operations, owned};
use crate::{
    operation::{
        AlterEnumType, CreateEnumType, CreateExtension, CreateSchema, CreateSequence, DropEnumType,
        DropExtension, DropSchema, DropSequence, EnumValue, Operation,
    },
    schema::Sequence,
};

impl Operations {
    /// Creates an enumeration as a type of its own.
    pub fn create_enum_type<const N: usize>(
        &mut self,
        name: &str,
        values: [&str; N],
    ) -> &mut CreateEnumType {
        let (name, values, schema) = (name.to_owned(), owned(values), None);
        record!(
            self,
            CreateEnumType,
            CreateEnumType {
                name,
                schema,
                values
            }
        )
    }

    /// Adds a value to an enumeration, behind the others.
    pub fn add_enum_value(&mut self, name: &str, value: &str) -> &mut AlterEnumType {
        let added = EnumValue {
            value: value.to_owned(),
            ..EnumValue::default()
        };
        let (name, add_values) = (name.to_owned(), vec![added]);
        record!(
            self,
            AlterEnumType,
            AlterEnumType {
                name,
                add_values,
                ..AlterEnumType::default()
            }
        )
    }

    /// Drops an enumeration.
    pub fn drop_enum_type(&mut self, name: &str) -> &mut DropEnumType {
        let name = name.to_owned();
        record!(
            self,
            DropEnumType,
            DropEnumType {
                name,
                ..DropEnumType::default()
            }
        )
    }

    /// Creates a schema.
    pub fn create_schema(&mut self, name: &str) -> &mut CreateSchema {
        let (name, if_not_exists) = (name.to_owned(), false);
        record!(
            self,
            CreateSchema,
            CreateSchema {
                name,
                if_not_exists
            }
        )
    }

    /// Drops a schema.
    pub fn drop_schema(&mut self, name: &str) -> &mut DropSchema {
        let name = name.to_owned();
        record!(
            self,
            DropSchema,
            DropSchema {
                name,
                ..DropSchema::default()
            }
        )
    }

    /// Creates a sequence.
    pub fn create_sequence(&mut self, name: &str) -> &mut CreateSequence {
        let sequence = Sequence {
            name: name.to_owned(),
            ..Sequence::default()
        };
        let if_not_exists = false;
        record!(
            self,
            CreateSequence,
            CreateSequence {
                sequence,
                if_not_exists
            }
        )
    }

    /// Drops a sequence.
    pub fn drop_sequence(&mut self, name: &str) -> &mut DropSequence {
        let name = name.to_owned();
        record!(
            self,
            DropSequence,
            DropSequence {
                name,
                ..DropSequence::default()
            }
        )
    }

    /// Creates an extension.
    pub fn create_extension(&mut self, name: &str) -> &mut CreateExtension {
        let name = name.to_owned();
        record!(
            self,
            CreateExtension,
            CreateExtension {
                name,
                ..CreateExtension::default()
            }
        )
    }

    /// Drops an extension.
    pub fn drop_extension(&mut self, name: &str) -> &mut DropExtension {
        let name = name.to_owned();
        record!(
            self,
            DropExtension,
            DropExtension {
                name,
                ..DropExtension::default()
            }
        )
    }
}

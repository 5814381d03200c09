//! Columns and types in few words, as revisions in Rust say them.

use super::{
    BooleanType, Check, Column, Computed, DataType, EnumType, ForeignKey, Identity, Name,
    ReferentialAction, ServerDefault, TextType,
};

/// A column that may be NULL.
///
/// ```
/// use rmig_engine::schema::build::{column, string};
///
/// let email = column("email", string(255)).not_null().unique();
/// assert_eq!(email.nullable, Some(false));
/// ```
#[must_use]
pub fn column(name: &str, data_type: DataType) -> Column {
    Column::new(name, data_type)
}

/// A whole number of four bytes.
#[must_use]
pub fn integer() -> DataType {
    DataType::Integer
}

/// A whole number of two bytes.
#[must_use]
pub fn small_integer() -> DataType {
    DataType::SmallInteger
}

/// A whole number of eight bytes.
#[must_use]
pub fn big_integer() -> DataType {
    DataType::BigInteger
}

/// An exact number of so many digits, so many of them behind the point.
#[must_use]
pub fn numeric(precision: u32, scale: u32) -> DataType {
    DataType::Numeric {
        precision: Some(precision),
        scale: Some(scale),
    }
}

/// A number with a floating point.
#[must_use]
pub fn float() -> DataType {
    DataType::Float { precision: None }
}

/// A number with a floating point, of eight bytes.
#[must_use]
pub fn double() -> DataType {
    DataType::Double { precision: None }
}

/// True or false.
#[must_use]
pub fn boolean() -> DataType {
    DataType::Boolean(BooleanType::default())
}

/// A text of at most so many characters.
#[must_use]
pub fn string(length: u32) -> DataType {
    DataType::String(TextType {
        length: Some(length),
        collation: None,
    })
}

/// A text of any length.
#[must_use]
pub fn text() -> DataType {
    DataType::Text(TextType::default())
}

/// Bytes.
#[must_use]
pub fn binary() -> DataType {
    DataType::Binary { length: None }
}

/// A date.
#[must_use]
pub fn date() -> DataType {
    DataType::Date
}

/// A date and a time of day.
#[must_use]
pub fn date_time() -> DataType {
    DataType::DateTime { timezone: false }
}

/// A date and a time of day with its zone.
#[must_use]
pub fn date_time_tz() -> DataType {
    DataType::DateTime { timezone: true }
}

/// A time of day.
#[must_use]
pub fn time() -> DataType {
    DataType::Time { timezone: false }
}

/// A span of time.
#[must_use]
pub fn interval() -> DataType {
    DataType::Interval {
        second_precision: None,
        day_precision: None,
        native: None,
    }
}

/// A JSON document.
#[must_use]
pub fn json() -> DataType {
    DataType::Json
}

/// A UUID.
#[must_use]
pub fn uuid() -> DataType {
    DataType::Uuid { native_uuid: None }
}

/// A text out of a fixed list; `name` is that of the type where it is one of its own.
#[must_use]
pub fn enumeration<const N: usize>(name: &str, values: [&str; N]) -> DataType {
    DataType::Enum(EnumType {
        values: values.map(str::to_owned).to_vec(),
        name: Name::from(name),
        ..EnumType::default()
    })
}

/// A list of values of one type.
#[must_use]
pub fn array(item: DataType) -> DataType {
    DataType::Array {
        item: Box::new(item),
        dimensions: None,
    }
}

/// A type as the database writes it.
#[must_use]
pub fn custom(sql: &str) -> DataType {
    DataType::Custom {
        sql: sql.to_owned(),
    }
}

impl Column {
    /// It may not be NULL.
    #[must_use]
    pub fn not_null(mut self) -> Self {
        self.nullable = Some(false);
        self
    }

    /// It belongs to the primary key.
    #[must_use]
    pub fn primary_key(mut self) -> Self {
        self.primary_key = true;
        self
    }

    /// Its values differ.
    #[must_use]
    pub fn unique(mut self) -> Self {
        self.unique = true;
        self
    }

    /// It has an index of its own.
    #[must_use]
    pub fn indexed(mut self) -> Self {
        self.index = true;
        self
    }

    /// A text where a row says nothing.
    #[must_use]
    pub fn default_text(mut self, text: &str) -> Self {
        self.server_default = Some(ServerDefault::Literal(text.to_owned()));
        self
    }

    /// The value of an expression where a row says nothing.
    #[must_use]
    pub fn default_sql(mut self, sql: &str) -> Self {
        self.server_default = Some(ServerDefault::Text(sql.to_owned()));
        self
    }

    /// The current time where a row says nothing.
    #[must_use]
    pub fn default_now(mut self) -> Self {
        self.server_default = Some(ServerDefault::Now);
        self
    }

    /// The database numbers the rows in it; a row may come with its own number.
    #[must_use]
    pub fn identity(mut self) -> Self {
        self.server_default = Some(ServerDefault::Identity(Identity::default()));
        self
    }

    /// The database computes it from other columns, and keeps the value if `stored`.
    #[must_use]
    pub fn computed(mut self, sql: &str, stored: bool) -> Self {
        self.server_default = Some(ServerDefault::Computed(Computed {
            sqltext: sql.to_owned(),
            persisted: Some(stored),
        }));
        self
    }

    /// It refers to a column of a table, in a schema if that isn't this one's.
    #[must_use]
    pub fn references(mut self, table: &str, column: &str) -> Self {
        self.foreign_key = Some(ForeignKey {
            referent_table: table.to_owned(),
            referent_columns: vec![column.to_owned()],
            ..ForeignKey::default()
        });
        self
    }

    /// What becomes of a row whose referred row goes.
    #[must_use]
    pub fn on_delete(mut self, action: ReferentialAction) -> Self {
        if let Some(key) = &mut self.foreign_key {
            key.ondelete = Some(action);
        }
        self
    }

    /// A condition that holds for its values.
    #[must_use]
    pub fn check(mut self, sql: &str) -> Self {
        self.check = Some(Check {
            sqltext: sql.to_owned(),
            ..Check::default()
        });
        self
    }

    /// What is said about it.
    #[must_use]
    pub fn comment(mut self, comment: &str) -> Self {
        self.comment = Some(comment.to_owned());
        self
    }
}

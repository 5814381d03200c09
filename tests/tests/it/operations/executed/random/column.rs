//! Random columns.

use proptest::{
    prelude::any,
    prop_oneof,
    sample::select,
    strategy::{Just, Strategy},
};
use rmig_test_support::Server::{self, Postgres, Sqlite};
use serde_json::{Value, json};

/// Names that are hard to write.
pub const NAMES: &[&str] = &[
    "select",
    "order",
    "group",
    "plain",
    "My Column",
    "UPPER",
    "quo\"te",
    "ba`ck",
    "sla\\sh",
    "it's",
    "naïve",
    "名前",
    "a.b",
    "x[y]",
    "per%cent",
    "co:lon",
    "semi;colon",
    "--",
    "/*",
    "dollar$",
    "1digit",
    "user",
    "end",
    "interval",
    "?",
];

/// A text that is hard to write.
pub const TEXT: &str = "it's \\ \"so\" `b` % :x ; -- 名 \n?";

/// A random column.
#[derive(Clone, Debug)]
pub struct Column {
    pub name: &'static str,
    /// Its type, and what may be its default there.
    pub kind: (Value, Option<Value>),
    pub nullable: bool,
    pub has_default: bool,
    pub has_comment: bool,
}

pub fn column() -> impl Strategy<Value = Column> {
    (
        select(NAMES),
        kind(),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(name, kind, nullable, has_default, has_comment)| Column {
            name,
            kind,
            nullable,
            has_default,
            has_comment,
        })
}

/// Types with defaults.
fn kind() -> impl Strategy<Value = (Value, Option<Value>)> {
    let number = |sql: &str| Some(json!({"text": sql}));
    let text = || Some(json!({"literal": TEXT}));
    let plain = prop_oneof![
        Just((json!("integer"), number("-7"))),
        Just((json!("smallint"), number("(1 + 2)"))),
        Just((json!("bigint"), Some(json!({"literal": "42"})))),
        Just((
            json!({"type": "numeric", "precision": 12, "scale": 3}),
            number("1.500")
        )),
        Just((json!("numeric"), number("3"))),
        Just((json!("float"), number("0.5"))),
        Just((json!({"type": "float", "precision": 30}), None)),
        Just((json!("double"), number("1e3"))),
        Just((json!("boolean"), number("true"))),
        Just((
            json!({"type": "boolean", "create_constraint": true}),
            number("false")
        )),
        Just((
            json!({"type": "enum", "name": "mood", "values": ["sad", "it's", "\\", "名"], "create_constraint": true}),
            Some(json!({"literal": "it's"}))
        )),
        Just((
            json!({"type": "enum", "native_enum": false, "values": ["a", "it's"], "create_constraint": true}),
            Some(json!({"literal": "a"}))
        )),
    ];
    let texts = prop_oneof![
        Just((json!({"type": "string", "length": 60}), text())),
        Just((json!({"type": "unicode", "length": 60}), text())),
        Just((json!("text"), text())),
        Just((json!("unicodetext"), text())),
        Just((
            json!({"type": "char", "length": 8}),
            Some(json!({"literal": "c"}))
        )),
        Just((json!({"type": "nchar", "length": 8}), None)),
        Just((json!({"type": "varchar", "length": 60}), text())),
        Just((json!({"type": "nvarchar", "length": 60}), text())),
    ];
    let others = prop_oneof![
        Just((json!("binary"), None)),
        Just((json!({"type": "binary", "length": 100}), None)),
        Just((json!("date"), Some(json!({"literal": "2024-02-03"})))),
        Just((json!("datetime"), Some(json!({"now": true})))),
        Just((
            json!({"type": "datetime", "timezone": true}),
            Some(json!({"literal": "2024-02-03 04:05:06"}))
        )),
        Just((
            json!("timestamp"),
            Some(json!({"text": "CURRENT_TIMESTAMP"}))
        )),
        Just((
            json!({"type": "timestamp", "timezone": true}),
            Some(json!({"now": true}))
        )),
        Just((json!("time"), Some(json!({"literal": "04:05:06"})))),
        Just((json!({"type": "time", "timezone": true}), None)),
        Just((json!("interval"), None)),
        Just((json!({"type": "interval", "second_precision": 3}), None)),
        Just((json!("json"), Some(json!({"literal": "{\"a\": [1]}"})))),
        Just((
            json!("uuid"),
            Some(json!({"literal": "12345678-1234-5678-1234-567812345678"}))
        )),
        Just((
            json!({"type": "array", "item": "integer"}),
            Some(json!({"literal": "{1,2}"}))
        )),
    ];
    prop_oneof![plain, texts, others]
}

/// A value of a type.
pub fn value(data_type: &Value) -> Value {
    let name = data_type["type"].as_str().or(data_type.as_str());
    match name.expect("a type") {
        "integer" | "smallint" => json!(-3),
        "bigint" => json!(9_007_199_254_740_993_i64),
        "numeric" => json!({"decimal": "12.500"}),
        "float" | "double" => json!(0.25),
        "boolean" => json!(true),
        "enum" => data_type["values"][1].clone(),
        "char" | "nchar" => json!("é'\\"),
        "binary" => json!({"binary": "0027ff"}),
        "date" => json!({"date": "2024-02-29"}),
        "datetime" | "timestamp" => json!({"datetime": "2024-02-29T23:59:59"}),
        "time" => json!({"time": "23:59:59"}),
        "interval" => json!({"datetime": "2024-02-29T23:59:59"}),
        "json" => json!({"json": {"it's": ["\\", "\"", null, 1.5]}}),
        "uuid" => json!({"uuid": "12345678-1234-5678-1234-567812345678"}),
        "array" => json!("{3,4}"),
        _ => json!(TEXT),
    }
}

impl Column {
    /// Whether a server has its type.
    pub fn is_possible(&self, server: Server) -> bool {
        self.kind.0["type"] != "array" || server == Postgres
    }

    /// Whether a constraint or an index can be over it.
    pub fn is_key(&self) -> bool {
        let name = self.kind.0["type"].as_str().or(self.kind.0.as_str());
        matches!(
            name,
            Some(
                "integer"
                    | "smallint"
                    | "bigint"
                    | "numeric"
                    | "string"
                    | "unicode"
                    | "varchar"
                    | "char"
                    | "date"
                    | "datetime"
                    | "time"
            )
        )
    }

    /// Its JSON; `number` makes its name the only one.
    pub fn json(&self, server: Server, number: usize) -> Value {
        let mut column = json!({"name": format!("{}{number}", self.name), "type": self.kind.0, "nullable": self.nullable});
        if column["type"]["create_constraint"] == true || column["type"]["type"] == "enum" {
            column["type"]["name"] = format!("t {number}").into();
        }
        if let Some(default) = self.kind.1.as_ref().filter(|_| self.has_default) {
            column["server_default"] = default.clone();
        }
        if self.has_comment && server != Sqlite {
            column["comment"] = TEXT.into();
        }
        column
    }
}

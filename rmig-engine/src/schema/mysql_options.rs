//! What MySQL and MariaDB take of a table and of an index.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use serde_json::{Map, Value};

use crate::json::{Part, is_default, part};

/// What MySQL or MariaDB takes of a table, in the order in which it is said.
///
/// In JSON each option has a key of its own behind the dialect's name: `mysql_engine`,
/// `mariadb_row_format`. Values are as SQL writes them; those that are texts there have no quotes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MysqlTableOptions {
    /// The options with their values.
    pub options: Vec<(MysqlTableOption, String)>,
}

/// Makes the enum of all options, from what each is called in JSON and in SQL.
macro_rules! table_options {
    ($($key:literal $variant:ident $words:literal $what:literal),+ $(,)?) => {
        /// An option of a table of MySQL or MariaDB.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum MysqlTableOption {
            $(
                #[doc = $what]
                $variant,
            )+
        }

        impl MysqlTableOption {
            const ALL: &'static [(&'static str, Self)] = &[$(($key, Self::$variant)),+];

            /// What it is called in JSON, behind the dialect's name.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$variant => $key,)+
                }
            }

            /// What it is called in SQL.
            #[must_use]
            pub fn words(self) -> &'static str {
                match self {
                    $(Self::$variant => $words,)+
                }
            }
        }
    };
}

table_options! {
    "engine" Engine "ENGINE" "The storage engine.",
    "auto_increment" AutoIncrement "AUTO_INCREMENT" "The next number.",
    "avg_row_length" AvgRowLength "AVG_ROW_LENGTH" "About how long rows are.",
    "charset" Charset "CHARSET" "The character set.",
    "character_set" CharacterSet "CHARACTER SET" "The character set, by its longer name.",
    "default_charset" DefaultCharset "DEFAULT CHARSET" "The character set, as a default.",
    "default_character_set" DefaultCharacterSet "DEFAULT CHARACTER SET" "The character set, as a default.",
    "collate" Collate "COLLATE" "The collation.",
    "default_collate" DefaultCollate "DEFAULT COLLATE" "The collation, as a default.",
    "checksum" Checksum "CHECKSUM" "Whether a checksum is kept.",
    "comment" Comment "COMMENT" "What is said about it.",
    "connection" Connection "CONNECTION" "Where a federated table lies.",
    "data_directory" DataDirectory "DATA DIRECTORY" "The folder of the rows.",
    "index_directory" IndexDirectory "INDEX DIRECTORY" "The folder of the indexes.",
    "delay_key_write" DelayKeyWrite "DELAY_KEY_WRITE" "Whether indexes are written late.",
    "encryption" Encryption "ENCRYPTION" "Whether its file is encrypted.",
    "insert_method" InsertMethod "INSERT_METHOD" "Where a merged table takes new rows.",
    "key_block_size" KeyBlockSize "KEY_BLOCK_SIZE" "The size of a page, in KiB.",
    "max_rows" MaxRows "MAX_ROWS" "How many rows it is to hold at most.",
    "min_rows" MinRows "MIN_ROWS" "How many rows it is to hold at least.",
    "pack_keys" PackKeys "PACK_KEYS" "Whether indexes are packed.",
    "page_checksum" PageChecksum "PAGE_CHECKSUM" "Whether pages have checksums (Aria).",
    "page_compressed" PageCompressed "PAGE_COMPRESSED" "Whether pages are compressed (MariaDB).",
    "password" Password "PASSWORD" "A word that the server ignores.",
    "row_format" RowFormat "ROW_FORMAT" "How rows are kept.",
    "stats_auto_recalc" StatsAutoRecalc "STATS_AUTO_RECALC" "Whether statistics are counted again by themselves.",
    "stats_persistent" StatsPersistent "STATS_PERSISTENT" "Whether statistics are kept.",
    "stats_sample_pages" StatsSamplePages "STATS_SAMPLE_PAGES" "How many pages are looked at for statistics.",
    "system_versioning" SystemVersioning "SYSTEM VERSIONING" "Whether old rows are kept (MariaDB).",
    "tablespace" Tablespace "TABLESPACE" "The tablespace.",
    "transactional" Transactional "TRANSACTIONAL" "Whether it survives a crash (Aria).",
    "union" Union "UNION" "The tables of a merged table.",
    "partition_by" PartitionBy "PARTITION BY" "How it is cut into partitions.",
    "partitions" Partitions "PARTITIONS" "How many partitions.",
    "subpartition_by" SubpartitionBy "SUBPARTITION BY" "How partitions are cut.",
    "subpartitions" Subpartitions "SUBPARTITIONS" "How many parts a partition has.",
}

impl MysqlTableOptions {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.options.is_empty()
    }

    /// The value of an option.
    #[must_use]
    pub fn get(&self, option: MysqlTableOption) -> Option<&str> {
        let found = self.options.iter().find(|(one, _)| *one == option);
        found.map(|(_, value)| value.as_str())
    }

    /// These, and in front of them those of another one that these don't say.
    #[must_use]
    pub fn over(&self, other: &Self) -> Self {
        let left = other
            .options
            .iter()
            .filter(|(one, _)| self.get(*one).is_none());
        let options = left.chain(&self.options).cloned().collect();
        Self { options }
    }
}

impl Part for MysqlTableOptions {
    fn keys() -> Vec<std::borrow::Cow<'static, str>> {
        let all = MysqlTableOption::ALL.iter();
        all.map(|(key, _)| (*key).into()).collect()
    }
}

impl Serialize for MysqlTableOptions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.options.iter().map(|(one, value)| (one.key(), value)))
    }
}

impl<'de> Deserialize<'de> for MysqlTableOptions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut options = Vec::new();
        for (key, value) in Map::deserialize(deserializer)? {
            let option = MysqlTableOption::ALL.iter().find(|(one, _)| *one == key);
            let Some((_, option)) = option else {
                return Err(D::Error::custom(format!("unknown key {key:?}")));
            };
            let text = match value {
                Value::String(text) => text,
                Value::Number(number) => number.to_string(),
                Value::Bool(value) => u8::from(value).to_string(),
                Value::Null => continue,
                value => return Err(D::Error::custom(format!("{key} is a text, not {value}"))),
            };
            options.push((*option, text));
        }
        Ok(Self { options })
    }
}

/// What MySQL or MariaDB takes of an index; in JSON behind the dialect's name, as `mysql_length`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MysqlIndexOptions {
    /// How many characters of a column are in it.
    #[serde(skip_serializing_if = "is_default")]
    pub length: Option<PrefixLengths>,
    /// `FULLTEXT`, `SPATIAL` or `UNIQUE`.
    #[serde(skip_serializing_if = "is_default")]
    pub prefix: Option<String>,
    /// The index method.
    #[serde(skip_serializing_if = "is_default")]
    pub using: Option<String>,
    /// The parser of a full-text index.
    #[serde(skip_serializing_if = "is_default")]
    pub with_parser: Option<String>,
}

part!(MysqlIndexOptions);

impl MysqlIndexOptions {
    /// These, with what another one says where these say nothing.
    #[must_use]
    pub fn over(&self, other: &Self) -> Self {
        let text = |own: &Option<String>, other: &Option<String>| own.clone().or(other.clone());
        Self {
            length: self.length.clone().or(other.length.clone()),
            prefix: text(&self.prefix, &other.prefix),
            using: text(&self.using, &other.using),
            with_parser: text(&self.with_parser, &other.with_parser),
        }
    }
}

/// How many characters of the columns are in an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum PrefixLengths {
    /// As many of every column.
    All(u32),
    /// As many, by column.
    ByColumn(BTreeMap<String, u32>),
}

impl PrefixLengths {
    /// How many characters of a column.
    #[must_use]
    pub fn of(&self, column: &str) -> Option<u32> {
        match self {
            Self::All(length) => Some(*length),
            Self::ByColumn(lengths) => lengths.get(column).copied(),
        }
    }
}

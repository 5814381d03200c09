//! What follows `CREATE TABLE (…)`.

use rmig_engine::{
    ddl::DdlDialect,
    schema::{MysqlTableOption, MysqlTableOptions},
};

/// The options in the order in which they are said; a collation behind its character set, partitions
/// behind everything else.
pub(super) fn table_options(
    dialect: &dyn DdlDialect,
    options: &MysqlTableOptions,
    comment: Option<&str>,
) -> String {
    use MysqlTableOption as O;

    let mut said = options.options.clone();
    if let Some(comment) = comment {
        match said.iter_mut().find(|(one, _)| *one == O::Comment) {
            Some((_, text)) => comment.clone_into(text),
            None => said.push((O::Comment, comment.to_owned())),
        }
    }
    let has_charset = said.iter().any(|(one, _)| {
        matches!(
            one,
            O::Charset | O::CharacterSet | O::DefaultCharset | O::DefaultCharacterSet
        )
    });
    let rank = |option: O| match option {
        O::Collate if has_charset => 1,
        O::PartitionBy => 2,
        O::Partitions => 3,
        O::SubpartitionBy => 4,
        O::Subpartitions => 5,
        _ => 0,
    };
    said.sort_by_key(|(one, _)| rank(*one));
    let written = said.into_iter().map(|(option, value)| {
        let value = match option {
            O::Comment | O::Connection | O::DataDirectory | O::IndexDirectory | O::Password => {
                dialect.quote_text(&value)
            }
            _ => value,
        };
        let joint = match option {
            O::Tablespace
            | O::DefaultCharacterSet
            | O::CharacterSet
            | O::Collate
            | O::PartitionBy
            | O::Partitions
            | O::SubpartitionBy
            | O::Subpartitions => " ",
            _ => "=",
        };
        format!(" {}{joint}{value}", option.words())
    });
    written.collect()
}

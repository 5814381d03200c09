//! A shortcut for headers as `cargo rmig revision` writes them; everything else takes the long way.
//!
//! With thousands of files a TOML parser is what takes longest. What this reads it reads as the
//! parser does (a property test holds them against each other); whatever it isn't sure of (an
//! escape, a comment, a list over several lines, a mistake) it leaves to the parser.

use std::str::FromStr;

use toml::value::Datetime;

use super::{Header, Spanned, header_text::HeaderText};

/// The header, if each of its lines is `key = "text"`, `key = ["text", …]` or `created_at = …Z`.
pub(super) fn read(cut: &HeaderText) -> Option<Header> {
    if cut.early_key.is_some() {
        return None;
    }
    let mut revision = None;
    let mut down_revision = None;
    let mut depends_on = None;
    let mut branch_labels = None;
    let mut created_at = None;
    for (line, in_file) in cut.lines() {
        let (key, value) = line.split_once('=')?;
        let at = in_file + key.len() + 1;
        let list = match key.trim_end_matches(' ') {
            "revision" if revision.is_none() => {
                let (text, rest) = string(value, at)?;
                revision = is_end(rest).then_some(Some(text))?;
                continue;
            }
            "created_at" if created_at.is_none() => {
                created_at = Some(moment(value)?);
                continue;
            }
            "down_revision" => &mut down_revision,
            "depends_on" => &mut depends_on,
            "branch_labels" => &mut branch_labels,
            _ => return None,
        };
        if list.replace(strings(value, at)?).is_some() {
            return None;
        }
    }
    Some(Header {
        message: String::new(),
        revision: revision?,
        down_revision: down_revision.unwrap_or_default(),
        depends_on: depends_on.unwrap_or_default(),
        branch_labels: branch_labels.unwrap_or_default(),
        created_at,
        end: cut.end,
    })
}

/// A string without anything special in it at the beginning of `value`, which stands at `at`; and
/// what follows it.
fn string(value: &str, at: usize) -> Option<(Spanned<String>, &str)> {
    let start = value.trim_start_matches(' ');
    let inner = start.strip_prefix('"')?;
    let end = inner.find(['"', '\\'])?;
    let (text, rest) = (&inner[..end], inner[end..].strip_prefix('"')?);
    // Two quotes may begin a string of several lines.
    if (text.is_empty() && rest.starts_with('"')) || text.contains(char::is_control) {
        return None;
    }
    let from = at + value.len() - start.len();
    let span = from..from + text.len() + 2;
    Some((
        Spanned {
            value: text.to_owned(),
            span,
        },
        rest,
    ))
}

/// A string, or a list of them on one line.
fn strings(value: &str, at: usize) -> Option<Vec<Spanned<String>>> {
    let start = value.trim_start_matches(' ');
    let Some(mut rest) = start.strip_prefix('[') else {
        let (text, rest) = string(value, at)?;
        return is_end(rest).then(|| vec![text]);
    };
    let mut list = Vec::new();
    loop {
        let (text, after) = string(rest, at + value.len() - rest.len())?;
        list.push(text);
        let after = after.trim_start_matches(' ');
        match after.strip_prefix(',') {
            Some(more) => rest = more,
            None => return is_end(after.strip_prefix(']')?).then_some(list),
        }
    }
}

/// A moment in UTC to the second, which is 20 characters long.
fn moment(value: &str) -> Option<Datetime> {
    let text = value.trim_matches(' ');
    let is_plain =
        text.len() == 20 && text.as_bytes().get(10) == Some(&b'T') && text.ends_with('Z');
    if is_plain {
        Datetime::from_str(text).ok()
    } else {
        None
    }
}

fn is_end(rest: &str) -> bool {
    rest.trim_start_matches(' ').is_empty()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::script::ScriptFormat;

    fn both(toml: &str) -> (Option<Header>, Option<Header>) {
        let text: String = toml.lines().map(|line| format!("-- {line}\n")).collect();
        let cut = || HeaderText::cut(&text, ScriptFormat::Sql, true).unwrap();
        (read(&cut()), Header::from_toml(&cut()).ok())
    }

    /// Lines that are almost a header's.
    fn lines() -> impl Strategy<Value = String> {
        let key = prop::sample::select(vec![
            "revision",
            "down_revision",
            "depends_on",
            "branch_labels",
            "created_at",
            "revisio",
            "",
        ]);
        let value = prop_oneof![
            r#""[a-z]{0,3}""#,
            r#"\["[a-z]{0,2}"( ?, ?"[a-z]{1,2}"){0,2},?\]"#,
            r#"[\[\]",'a-c\\ #]{0,8}"#,
            "20[0-9]{2}-[0-1][0-9]-[0-3][0-9][T ][0-2][0-9]:[0-6][0-9]:[0-6][0-9](Z|)",
        ];
        let line = (
            key,
            prop::sample::select(vec![" = ", "=", " =", "\t= ", " "]),
            value,
            "[ #\t]{0,2}",
        )
            .prop_map(|(key, equals, value, end)| format!("{key}{equals}{value}{end}"));
        prop::collection::vec(line, 0..4)
            .prop_map(|lines| format!("revision = \"a\"\n{}", lines.join("\n")))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_the_shortcut_reads_the_parser_reads_too(toml in lines()) {
            let (short, long) = both(&toml);
            if let Some(short) = short {
                prop_assert_eq!(Some(short), long, "{}", toml);
            }
        }
    }

    #[test]
    fn what_is_usually_written_takes_the_shortcut() {
        for toml in [
            "revision = \"ae10\"",
            "revision = \"ae10\"\ndown_revision = \"b\"\ncreated_at = 2026-11-22T15:04:05Z",
            "revision = \"ae10\"\ndown_revision = [\"b\", \"c\"]\nbranch_labels = [\"é\"]\ndepends_on = [\"x\"]",
        ] {
            let (short, long) = both(toml);
            assert!(short.is_some(), "{toml}");
            assert_eq!(short, long);
        }
    }
}

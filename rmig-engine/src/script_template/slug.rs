//! The part of a file's name that tells what the revision does.

/// The words of the message's first line, joined by `_` and lower-cased, at most
/// `max_length` characters long.
///
/// A longer one is cut at the end of a word and keeps the `_` that follows, as a sign that there was
/// more; a single word that is too long is cut in itself.
///
/// ```
/// use rmig_engine::script_template::slug;
///
/// assert_eq!(slug("Create account table! (v1)", 40), "create_account_table_v1");
/// assert_eq!(slug("Create account table! (v1)", 12), "create_");
/// ```
#[must_use]
pub fn slug(message: &str, max_length: usize) -> String {
    let subject = message
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let words: Vec<&str> = subject
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .collect();
    let slug = words.join("_").to_lowercase();
    let Some((cut_at, _)) = slug.char_indices().nth(max_length) else {
        return slug;
    };
    let cut = &slug[..cut_at];
    let whole_words = cut
        .rsplit_once('_')
        .map_or(cut, |(whole_words, _)| whole_words);
    format!("{whole_words}_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_joined_and_lower_cased() {
        for (message, expected) in [
            ("add users", "add_users"),
            ("  Füge Straße hinzu!  ", "füge_straße_hinzu"),
            ("a_b  c-d/e\\f..g", "a_b_c_d_e_f_g"),
            ("\n\nsubject line\n\nbody text", "subject_line"),
            ("../../etc/passwd", "etc_passwd"),
            ("добавить 表 2", "добавить_表_2"),
            ("!!!", ""),
            ("", ""),
        ] {
            assert_eq!(slug(message, 40), expected, "{message:?}");
        }
    }

    #[test]
    fn what_is_too_long_is_cut_at_a_word() {
        for (message, max_length, expected) in [
            ("abc def ghi", 11, "abc_def_ghi"),
            ("abc def ghi", 10, "abc_def_"),
            ("abc def ghi", 8, "abc_def_"),
            ("abc def ghi", 7, "abc_"),
            ("abcdef", 3, "abc_"),
            ("äöüäöü xyz", 7, "äöüäöü_"),
            ("abc", 0, "_"),
        ] {
            assert_eq!(
                slug(message, max_length),
                expected,
                "{message:?} at {max_length}"
            );
        }
    }
}

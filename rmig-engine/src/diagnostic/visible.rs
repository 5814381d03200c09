//! Texts as they may be shown: without characters that do something to a terminal, and not endless.

use std::borrow::Cow;

/// How many characters of a line are shown.
const LINE: usize = 480;

/// How many of them are those at its end.
const LINE_END: usize = 160;

/// `text` with a visible character for every one that a terminal obeys or that turns the direction of
/// reading. Line ends and tabs stay, and so does the number of characters.
///
/// ```
/// use rmig_engine::diagnostic::visible;
///
/// assert_eq!(visible("a\u{1b}[2J\u{202e}b"), "a␛[2J�b");
/// ```
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.contains(is_harmful) {
        Cow::Owned(text.chars().map(shown).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// `text` as [`visible`] shows it, without the middle of lines that nobody would read to the end.
pub(crate) fn readable(text: &str) -> Cow<'_, str> {
    let text = visible(text);
    if text.len() <= LINE || text.lines().all(|line| line.chars().count() <= LINE) {
        return text;
    }
    let lines: Vec<Cow<'_, str>> = text.split('\n').map(shortened).collect();
    Cow::Owned(lines.join("\n"))
}

/// Whether a character can't be seen, so that a name with it would look like another one.
pub(crate) fn is_invisible(c: char) -> bool {
    // Soft hyphens, joiners, marks of direction, separators of lines, signs of annotations, tags.
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}'
                | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

fn is_harmful(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (c.is_control() && c != '\n' && c != '\t')
}

fn shown(c: char) -> char {
    match c {
        '\n' | '\t' => c,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(c),
        '\u{7f}' => '\u{2421}',
        _ if is_harmful(c) => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

fn shortened(line: &str) -> Cow<'_, str> {
    let count = line.chars().count();
    if count <= LINE {
        return Cow::Borrowed(line);
    }
    let left_out = count - LINE;
    let begin: String = line.chars().take(LINE - LINE_END).collect();
    let end: String = line.chars().skip(count - LINE_END).collect();
    Cow::Owned(format!("{begin}[… {left_out} characters …]{end}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_harmless_stays_as_it_is() {
        for text in ["", "a\n\tb", "äöü 🦀 👩\u{200d}🔬", "…"] {
            assert!(matches!(visible(text), Cow::Borrowed(shown) if shown == text));
            assert!(matches!(readable(text), Cow::Borrowed(shown) if shown == text));
        }
        assert_eq!(visible("\0\r\u{7f}\u{9b}2J\u{200b}"), "␀␍␡�2J�");
    }

    #[test]
    fn a_long_line_loses_its_middle() {
        let text = format!("short\nbegin{}end\n", "é".repeat(1000));
        let shown = readable(&text);
        assert!(shown.starts_with("short\nbeginéé"), "{shown}");
        assert!(shown.ends_with("ééend\n"), "{shown}");
        assert!(shown.contains("é[… 528 characters …]é"), "{shown}");
    }
}

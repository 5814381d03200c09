//! SQL as a list of tokens, to be compared.

/// The tokens of SQL: words, numbers, quoted texts and names, and every other character for itself.
pub fn tokens(sql: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = sql;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            c if c.is_whitespace() => {
                rest = &rest[c.len_utf8()..];
                continue;
            }
            '\'' | '"' | '`' => quoted(rest, c),
            '[' => quoted(rest, ']'),
            c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        tokens.push(token.to_owned());
        rest = after;
    }
    tokens
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

/// How long a quoted text is; a doubled quote stands for itself.
fn quoted(text: &str, close: char) -> usize {
    let mut inside = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = inside.next() {
        if c == close {
            match inside.peek() {
                Some((_, next)) if *next == close => {
                    inside.next();
                }
                _ => return at + close.len_utf8(),
            }
        }
    }
    text.len()
}

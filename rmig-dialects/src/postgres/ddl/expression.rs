//! Expressions in indexes.

/// An expression as an index takes it: one with an operator stands in parentheses, anything else may
/// be followed by an order or an operator class.
pub(super) fn in_index(text: &str) -> String {
    match has_operator(text) {
        true => format!("({text})"),
        false => text.to_owned(),
    }
}

/// Whether there is an operator outside of parentheses and quotes.
fn has_operator(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut quote = None;
    for c in text.chars() {
        match (quote, c) {
            (None, '\'' | '"') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, c) if depth == 0 && "+-*/%^|&#~<>=!@?:".contains(c) => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_operators_need_parentheses() {
        for text in ["a + 1", "a::text", "doc ->> 'x'", "f(a) || '('"] {
            assert_eq!(in_index(text), format!("({text})"));
        }
        for text in [
            "f(a + 1)",
            "(a + 1) DESC",
            "lower(\"a-b\") text_pattern_ops",
            "a",
        ] {
            assert_eq!(in_index(text), text);
        }
    }
}

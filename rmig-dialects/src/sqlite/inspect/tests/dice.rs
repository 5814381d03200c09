//! Random choices that shrink to the first of each.

/// Choices, taken one after the other; behind the last one everything is the first choice.
pub(super) struct Dice(std::vec::IntoIter<u16>);

impl Dice {
    pub(super) fn new(choices: Vec<u16>) -> Self {
        Self(choices.into_iter())
    }

    /// A number below `sides`.
    pub(super) fn below(&mut self, sides: usize) -> usize {
        usize::from(self.0.next().unwrap_or_default()) % sides
    }

    /// Whether something happens that happens once in `sides` times.
    pub(super) fn once_in(&mut self, sides: usize) -> bool {
        self.below(sides) + 1 == sides
    }

    /// One of these.
    pub(super) fn of<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.below(choices.len())]
    }

    /// A keyword in any case.
    pub(super) fn word(&mut self, word: &str) -> String {
        match self.below(3) {
            0 => word.to_owned(),
            1 => word.to_lowercase(),
            _ => {
                let mixed = word.char_indices().map(|(at, c)| match at % 2 {
                    0 => c,
                    _ => c.to_ascii_lowercase(),
                });
                mixed.collect()
            }
        }
    }

    /// A name in any quotes that can hold it, or none; `quotes` of 1 keeps to double quotes.
    pub(super) fn name(&mut self, name: &str) -> String {
        let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_')
            && !name.starts_with(|c: char| c.is_ascii_digit())
            && !["order", "check"].contains(&name);
        match self.below(5) {
            0 if plain => name.to_owned(),
            1 if !name.contains(']') => format!("[{name}]"),
            2 => format!("`{}`", name.replace('`', "``")),
            3 => format!("'{}'", name.replace('\'', "''")),
            _ => format!("\"{}\"", name.replace('"', "\"\"")),
        }
    }

    /// Something between two tokens that means nothing.
    pub(super) fn trivia(&mut self) -> &'static str {
        self.of(&[" ", "\n\t", " /* it's, ( */ ", " -- \"x\n", "/**/"])
    }

    /// Tokens as a text.
    pub(super) fn join(&mut self, tokens: &[String]) -> String {
        let mut text = String::new();
        for (at, token) in tokens.iter().enumerate() {
            if at > 0 {
                text.push_str(self.trivia());
            }
            text.push_str(token);
        }
        text
    }
}

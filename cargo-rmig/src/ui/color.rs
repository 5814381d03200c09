//! Whether a stream gets colours.

use clap::ValueEnum;

/// The values of `--color`, as in Cargo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, unless NO_COLOR or CARGO_TERM_COLOR says otherwise
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// `--color` decides, then `CARGO_TERM_COLOR`, then `NO_COLOR`, then whether it is a terminal.
pub(super) fn wanted(
    flag: Option<ColorWhen>,
    variables: &dyn Fn(&str) -> Option<String>,
    is_terminal: bool,
) -> bool {
    let cargo = || match variables("CARGO_TERM_COLOR")?.as_str() {
        "always" => Some(ColorWhen::Always),
        "never" => Some(ColorWhen::Never),
        _ => None,
    };
    match flag.or_else(cargo) {
        Some(ColorWhen::Always) => true,
        Some(ColorWhen::Never) => false,
        Some(ColorWhen::Auto) | None => {
            let no_color = variables("NO_COLOR").is_some_and(|value| !value.is_empty());
            let dumb = variables("TERM").is_some_and(|term| term == "dumb");
            is_terminal && !no_color && !dumb
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_who_has_a_word_decides() {
        let with = |set: &'static [(&str, &str)]| {
            move |name: &str| {
                set.iter()
                    .find(|(key, _)| *key == name)
                    .map(|(_, v)| (*v).to_owned())
            }
        };
        let always = Some(ColorWhen::Always);
        for (flag, set, terminal, colors) in [
            (None, &[][..], true, true),
            (None, &[], false, false),
            (None, &[("NO_COLOR", "1")], true, false),
            (None, &[("NO_COLOR", "")], true, true),
            (None, &[("TERM", "dumb")], true, false),
            (
                None,
                &[("CARGO_TERM_COLOR", "always"), ("NO_COLOR", "1")],
                false,
                true,
            ),
            (None, &[("CARGO_TERM_COLOR", "never")], true, false),
            (always, &[("CARGO_TERM_COLOR", "never")], false, true),
            (
                Some(ColorWhen::Auto),
                &[("CARGO_TERM_COLOR", "always")],
                false,
                false,
            ),
        ] {
            assert_eq!(
                wanted(flag, &with(set), terminal),
                colors,
                "{flag:?} {set:?} {terminal}"
            );
        }
    }
}

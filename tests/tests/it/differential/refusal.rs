//! Classes of refusals, so that Alembic's and ours can be compared.

use rmig_engine::symbol::ResolveError;

use super::document::Refused;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A name that means nothing, or several things.
    Unresolved,
    /// Several heads where one is wanted.
    MultipleHeads,
    /// `a:b` where one revision is wanted, or a range that is none.
    Range,
    /// A range or target that doesn't lie on the way.
    NotOnTheWay,
    /// Fewer revisions than steps, or steps the wrong way.
    Relative,
    /// A walk that forks.
    AmbiguousWalk,
    /// Steps from several version rows.
    AmbiguousRows,
    /// Version rows or targets that imply one another.
    Overlap,
    /// A text that is no symbol; Alembic finds no revision of that name.
    Syntax,
    /// Alembic's own failure.
    Crash,
    /// Alembic's own failure.
    Hang,
}

/// The class of a refusal of Alembic's.
pub fn theirs(refused: &Refused) -> Refusal {
    match refused.class.as_str() {
        "crash" => return Refusal::Crash,
        "hang" => return Refusal::Hang,
        _ => {}
    }
    let message = refused.message.as_str();
    match refused.cause.as_ref().map(|cause| cause.class.as_str()) {
        Some("ResolutionError") => Refusal::Unresolved,
        Some("MultipleHeads") => Refusal::MultipleHeads,
        Some("RangeNotAncestorError") => Refusal::NotOnTheWay,
        _ if message.starts_with("Range revision") || message.starts_with("History range") => {
            Refusal::Range
        }
        _ if message.starts_with("Not a valid downgrade target") => Refusal::NotOnTheWay,
        _ if message.starts_with("Relative revision") || message == "Walked too far" => {
            Refusal::Relative
        }
        _ if message == "Ambiguous walk" => Refusal::AmbiguousWalk,
        _ if message.starts_with("Ambiguous upgrade") => Refusal::AmbiguousRows,
        _ if message.contains("overlaps with") => Refusal::Overlap,
        _ => panic!(
            "an unknown refusal of Alembic's: {} {message}",
            refused.class
        ),
    }
}

/// The class of a refusal of ours.
pub fn ours(error: &ResolveError) -> Refusal {
    match error {
        ResolveError::Symbol(error) if error.message.contains("range") => Refusal::Range,
        ResolveError::Symbol(error) if error.message.contains("colon") => Refusal::Range,
        ResolveError::Symbol(_) => Refusal::Syntax,
        ResolveError::NoSuchRevision { .. }
        | ResolveError::AmbiguousRevision { .. }
        | ResolveError::NoSuchBranch { .. }
        | ResolveError::NotOnBranch { .. }
        | ResolveError::UnknownVersionRow { .. }
        | ResolveError::NoCurrent => Refusal::Unresolved,
        ResolveError::MultipleHeads { .. } => Refusal::MultipleHeads,
        ResolveError::TooFar { .. } | ResolveError::WrongWay { .. } => Refusal::Relative,
        ResolveError::AmbiguousWalk { .. } => Refusal::AmbiguousWalk,
        ResolveError::AmbiguousCurrent { .. } => Refusal::AmbiguousRows,
        ResolveError::NotAnAncestor { .. } | ResolveError::NotADowngradeTarget { .. } => {
            Refusal::NotOnTheWay
        }
        other => panic!("a refusal without a class: {other:?}"),
    }
}

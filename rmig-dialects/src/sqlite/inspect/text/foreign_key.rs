//! What a foreign key refers to, and how.

use rmig_engine::schema::{Deferral, ForeignKey, Initially, ReferentialAction};

use super::{Unreadable, tokens::Tokens};

/// Reads `REFERENCES …`; a key that names no columns refers to the primary key.
pub(super) fn references(tokens: &mut Tokens<'_>) -> Result<ForeignKey, Unreadable> {
    tokens.expect(&["REFERENCES"])?;
    let mut key = ForeignKey {
        referent_table: tokens.name()?,
        ..ForeignKey::default()
    };
    if tokens.are(&["("]) {
        key.referent_columns = columns(tokens)?;
    }
    loop {
        if tokens.take(&["MATCH"]) {
            key.r#match = Some(tokens.name()?);
        } else if tokens.take(&["ON", "DELETE"]) {
            key.ondelete = Some(action(tokens)?);
        } else if tokens.take(&["ON", "UPDATE"]) {
            key.onupdate = Some(action(tokens)?);
        } else if tokens.take(&["ON", "INSERT"]) {
            // SQLite reads it and forgets it.
            action(tokens)?;
        } else {
            return Ok(key);
        }
    }
}

/// Reads names between parentheses.
pub(super) fn columns(tokens: &mut Tokens<'_>) -> Result<Vec<String>, Unreadable> {
    tokens.expect(&["("])?;
    let mut columns = Vec::new();
    loop {
        columns.push(tokens.name()?);
        // Files of old versions may say a collation and an order here, which mean nothing.
        tokens.skip_to(&[","]);
        if !tokens.take(&[","]) {
            break;
        }
    }
    tokens.expect(&[")"])?;
    Ok(columns)
}

fn action(tokens: &mut Tokens<'_>) -> Result<ReferentialAction, Unreadable> {
    let actions = [
        (&["NO", "ACTION"][..], ReferentialAction::NoAction),
        (&["RESTRICT"], ReferentialAction::Restrict),
        (&["CASCADE"], ReferentialAction::Cascade),
        (&["SET", "NULL"], ReferentialAction::SetNull(Vec::new())),
        (
            &["SET", "DEFAULT"],
            ReferentialAction::SetDefault(Vec::new()),
        ),
    ];
    let mut actions = actions.into_iter();
    let found = actions.find(|(words, _)| tokens.take(words));
    found
        .map(|(_, action)| action)
        .ok_or_else(|| tokens.unexpected("a referential action"))
}

/// Reads `[NOT] DEFERRABLE [INITIALLY …]`, if it is there.
pub(super) fn deferral(tokens: &mut Tokens<'_>) -> Option<Deferral> {
    let deferrable = if tokens.take(&["NOT", "DEFERRABLE"]) {
        false
    } else if tokens.take(&["DEFERRABLE"]) {
        true
    } else {
        return None;
    };
    let initially = if tokens.take(&["INITIALLY", "DEFERRED"]) {
        Some(Initially::Deferred)
    } else if tokens.take(&["INITIALLY", "IMMEDIATE"]) {
        Some(Initially::Immediate)
    } else {
        None
    };
    Some(Deferral {
        deferrable: Some(deferrable),
        initially,
    })
}

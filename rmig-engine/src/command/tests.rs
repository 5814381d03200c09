//! New revisions in real folders.

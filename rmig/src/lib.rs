//! Part of rmig.

//! Tests of reading, choosing and checking sections.

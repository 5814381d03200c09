//! A run is killed, or cut off, at every point where it could be.

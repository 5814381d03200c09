//! Tests of the driver on a real server.

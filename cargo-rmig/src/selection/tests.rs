//! Tests of selection in workspaces on disk.

//! Looks for an input that breaks the law of `settings`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| rmig_laws::hold("settings", input));

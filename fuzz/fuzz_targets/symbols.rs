//! Looks for an input that breaks the law of `symbols`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| rmig_laws::hold("symbols", input));

//! Looks for an input that breaks the law of `header`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| rmig_laws::hold("header", input));

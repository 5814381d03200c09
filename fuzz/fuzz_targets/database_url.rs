//! Looks for an input that breaks the law of `database_url`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| rmig_laws::hold("database_url", input));

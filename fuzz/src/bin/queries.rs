#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| msaudit_fuzz::run("queries", bytes));

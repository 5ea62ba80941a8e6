#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| isles_fuzz::targets::csv(data));

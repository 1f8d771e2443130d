//! Anything that a person may type: read or refused, and what is read is read again as the same.
#![no_main]

use dmarc_checker::domain::{read, to_unicode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| match read(text) {
    Ok(input) => {
        to_unicode(&input.domain);
        let again = read(&format!("{}.", input.domain)).map(|again| again.domain);
        assert_eq!(again, Ok(input.domain));
    }
    Err(refusal) => assert!(!refusal.to_string().is_empty()),
});

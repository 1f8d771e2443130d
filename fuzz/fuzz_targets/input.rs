//! Any typed text: it is accepted, or refused with a reason. An accepted name is accepted again unchanged, alone, in a URL, in
//! a mail address and in its display form, and DNS can hold it.
#![no_main]

use dmarc_engine::dns::{Question, query_url};
use dmarc_engine::domain::{MAX_LABEL, MAX_NAME, read, to_unicode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let domain = match read(text) {
        Ok(input) => input.domain,
        Err(refusal) => return assert!(!refusal.to_string().is_empty()),
    };
    assert!(
        domain.as_str().len() <= MAX_NAME && domain.labels().all(|label| label.len() <= MAX_LABEL)
    );
    assert!(
        query_url("https://dns.example/", &Question::txt(domain.clone())).is_ok(),
        "{domain}"
    );
    let unicode = to_unicode(&domain);
    for again in [
        format!("{domain}."),
        format!(" {domain}. "),
        format!("_dmarc.{domain}"),
        format!("https://{domain}.:8443/a@b?c#d"),
        format!("Somebody <some.body@{domain}.>"),
        format!("{unicode}."),
        format!("{domain}.").to_ascii_uppercase(),
    ] {
        let found = read(&again).map(|input| input.domain);
        assert_eq!(found.as_ref(), Ok(&domain), "{again:?} beside {text:?}");
    }
});

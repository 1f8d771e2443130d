//! What the fuzz targets share.
//!
//! Each target in `fuzz_targets/` begins with what it holds for any input. To run one for ten minutes, with the
//! words that records are made of at hand:
//!
//! ```sh
//! cargo install cargo-fuzz
//! cargo fuzz run --sanitizer none spf_record -- -max_total_time=600 -timeout=10 -dict=fuzz/words.dict
//! ```
//!
//! `spf_tree` and `zone_file` read zone files, so `tests/spf` is where they begin; what they find worth keeping goes
//! into the first folder:
//!
//! ```sh
//! mkdir -p fuzz/corpus/spf_tree
//! cargo fuzz run --sanitizer none spf_tree fuzz/corpus/spf_tree tests/spf -- -max_total_time=600 -timeout=10 -dict=fuzz/words.dict
//! ```
//!
//! `advice` makes a zone of any octets and holds the plan for it against the laws in `tests/laws`; it runs some dozens of
//! zones a second. Octets that say little make a plain zone, so it finds more with `-len_control=0 -max_len=400`.
//!
//! A sanitizer looks for what unsafe code does wrong, of which this crate has none but those below it have some.
//! Without `--sanitizer none` there is one, which takes `cargo +nightly`, or `RUSTC_BOOTSTRAP=1`.
//!
//! What a target finds lies in `fuzz/artifacts/`. `cargo fuzz tmin TARGET FILE` makes it small; then it becomes a
//! unit test beside the code that is mended.

pub mod list;

use dmarc_checker::record::Span;

/// Asserts that every place is in the text, on character boundaries.
#[track_caller]
pub fn assert_places(text: &str, places: impl IntoIterator<Item = Span>) {
    for place in places {
        assert!(
            text.get(place.start..place.end).is_some(),
            "{place:?} in {text:?}"
        );
    }
}

/// Asserts that problems are in the text, and in order of place.
#[track_caller]
pub fn assert_problems(text: &str, places: &[Span]) {
    assert_places(text, places.iter().copied());
    assert!(places.is_sorted(), "{places:?} in {text:?}");
}

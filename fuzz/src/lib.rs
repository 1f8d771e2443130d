//! Helpers that the fuzz targets share.
//!
//! Each target in `fuzz_targets/` begins with the properties that it asserts for any input. To run one for ten minutes with a
//! dictionary of the words in records, or every target in turn without a name:
//!
//! ```sh
//! cargo xtask fuzz spf_record --minutes 10
//! ```
//!
//! Inputs worth keeping go to `fuzz/corpus/`. `xtask/src/fuzz.rs` has what some targets need in addition. `spf_tree` and
//! `zone_file` start with the zone files in `engine/tests/spf`. `advice` builds a zone from any octets and checks its plan
//! against the laws in `engine/tests/laws`; it runs some dozens of zones a second, and short inputs make a plain zone.
//!
//! A sanitizer detects errors of unsafe code; this crate has none, but some of its dependencies do. Without `--sanitizer none`
//! a sanitizer is enabled, which requires `cargo +nightly`, or `RUSTC_BOOTSTRAP=1`.
//!
//! Failing inputs are in `fuzz/artifacts/`. `cargo fuzz tmin TARGET FILE` minimizes one; then it becomes a unit test next to
//! the code with the bug.

pub mod list;

use dmarc_engine::record::Span;

/// Asserts that every span is in the text, on character boundaries.
#[track_caller]
pub fn assert_places(text: &str, places: impl IntoIterator<Item = Span>) {
    for place in places {
        assert!(
            text.get(place.start..place.end).is_some(),
            "{place:?} in {text:?}"
        );
    }
}

/// Asserts that problems are in the text and sorted by place.
#[track_caller]
pub fn assert_problems(text: &str, places: &[Span]) {
    assert_places(text, places.iter().copied());
    assert!(places.is_sorted(), "{places:?} in {text:?}");
}

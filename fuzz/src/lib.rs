//! What the fuzz targets share.
//!
//! Each target in `fuzz_targets/` begins with what it holds for any input. To run one for ten minutes, with the words that
//! records are made of at hand, or each in turn without a name:
//!
//! ```sh
//! cargo xtask fuzz spf_record --minutes 10
//! ```
//!
//! What it finds worth keeping goes to `fuzz/corpus/`. `xtask/src/fuzz.rs` has what some targets need beside: `spf_tree` and
//! `zone_file` begin with the zone files in `engine/tests/spf`; `advice`, which makes a zone of any octets and holds the plan for it
//! against the laws in `engine/tests/laws`, runs some dozens of zones a second, and octets that say little make a plain zone.
//!
//! A sanitizer looks for what unsafe code does wrong, of which this crate has none but those below it have some.
//! Without `--sanitizer none` there is one, which takes `cargo +nightly`, or `RUSTC_BOOTSTRAP=1`.
//!
//! What a target finds lies in `fuzz/artifacts/`. `cargo fuzz tmin TARGET FILE` makes it small; then it becomes a
//! unit test beside the code that it was found in.

pub mod list;

use dmarc_engine::record::Span;

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

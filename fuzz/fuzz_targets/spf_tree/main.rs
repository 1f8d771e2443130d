//! Any zone in the format of `engine/tests/spf/`: its tree and its evaluation end within their limits, the tree is complete and
//! its figures add up, and for a sender that matches nothing both break at the same place.
#![no_main]

mod agreement;
mod case;
mod growth;
mod shape;

use case::Case;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let case = Case::read(text);
    let tree = growth::level_by_level(&case);
    shape::assert_limits(&tree);
    shape::assert_links(&tree);
    shape::assert_figures(&tree);
    growth::assert_any_order(&case, &tree);
    agreement::assert_agreement(&case, &tree);
});

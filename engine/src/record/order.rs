//! One sort for every type, to keep the code small.
//!
//! The standard library's sorts are compiled anew for each type and key, and each copy is bigger than a parser. That is
//! code every visitor downloads, for lists of a few entries. This sort is compiled once: it sorts indices, whatever the
//! items are. It takes at most `n log n` comparisons, because hostile records make long lists.

use std::cmp::Ordering;

/// Sorts the items; equal ones keep their order.
pub(crate) fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Sorts the items by a key; items with equal keys keep their order.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Sorts the items with a comparison; equal ones keep their order.
pub(crate) fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let swaps = swaps(
        items.len(),
        &|one, other| match (items.get(one), items.get(other)) {
            (Some(one), Some(other)) => compare(one, other),
            _ => Ordering::Equal,
        },
    );
    for (one, other) in swaps {
        items.swap(one, other);
    }
}

/// The swaps, to be made one after the other, that sort a list of this length.
fn swaps(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<(usize, usize)> {
    let mut sorted = sorted_places(len, compare);
    let mut swaps = Vec::new();
    for start in 0..len {
        // Follows a cycle: each place receives its item, and the displaced item moves on.
        let mut place = start;
        while let Some(from) = sorted.get_mut(place) {
            let from = std::mem::replace(from, place);
            if from == start {
                break;
            }
            swaps.push((place, from));
            place = from;
        }
    }
    swaps
}

/// The indices in sorted order. A bottom-up merge sort: the merged runs double in length each time.
fn sorted_places(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..len).collect();
    let mut width = 1;
    while width < len {
        let mut merged = Vec::with_capacity(len);
        for pair in places.chunks(2 * width) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            while let ([one, ones @ ..], [other, others @ ..]) = (left, right) {
                if compare(*other, *one).is_lt() {
                    merged.push(*other);
                    right = others;
                } else {
                    merged.push(*one);
                    left = ones;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        places = merged;
        width *= 2;
    }
    places
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library(mut items in prop::collection::vec((0..9_u8, any::<u8>()), 0..70)) {
            let mut stable = items.clone();
            stable.sort_by_key(|(key, _)| *key);
            sort_by_key(&mut items, |(key, _)| *key);
            prop_assert_eq!(&items, &stable);
            stable.sort_unstable();
            sort(&mut items);
            prop_assert_eq!(items, stable);
        }
    }

    #[test]
    fn compares_no_more_than_a_sort_has_to() {
        for step in [1_usize, 7, 1023] {
            let mut items: Vec<_> = (0..1024).map(|place| place * step % 1024).collect();
            let compared = Cell::new(0);
            sort_by(&mut items, |one, other| {
                compared.set(compared.get() + 1);
                one.cmp(other)
            });
            assert!(items.is_sorted());
            assert!(compared.get() <= 1024 * 10, "{}", compared.get());
        }
    }
}

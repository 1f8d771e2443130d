//! [`use_part`]: loads a part of the program and tracks the loading state.

use yew::platform::spawn_local;
use yew::prelude::*;

use crate::part::{Part, load};

/// The loading state of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Loading {
    /// Still loading, or no part is wanted.
    Waiting,
    Ready,
    /// Loading failed; says why.
    Failed(AttrValue),
}

/// Loads the `wanted` part. After a failure, it is retried the next time it becomes wanted.
#[hook]
pub(crate) fn use_part(wanted: Option<Part>) -> Loading {
    let state = use_state_eq(|| (None, Loading::Waiting));
    {
        let state = state.setter();
        use_effect_with(wanted, move |&wanted| {
            if let Some(part) = wanted {
                spawn_local(async move {
                    let loading = match load(part).await {
                        Ok(()) => Loading::Ready,
                        Err(reason) => Loading::Failed(reason.into()),
                    };
                    state.set((wanted, loading));
                });
            }
        });
    }
    match &*state {
        (part, loading) if *part == wanted => loading.clone(),
        // The state is that of a different part.
        _ => Loading::Waiting,
    }
}

//! [`use_part`]: whether a part of the program is there.

use yew::platform::spawn_local;
use yew::prelude::*;

use crate::part::{Part, load};

/// How far loading has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Loading {
    /// It is on its way, or nobody wants it.
    Waiting,
    /// It is there.
    Ready,
    /// It could not be loaded; says why.
    Failed(AttrValue),
}

/// Loads the part that is `wanted`; and again, after a failure, when it is wanted anew.
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
        // Another part was wanted before.
        _ => Loading::Waiting,
    }
}

//! [`use_later`]: whether the part of the program that is loaded later is there.

use yew::platform::spawn_local;
use yew::prelude::*;

use crate::web::later::load;

/// How far loading has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) enum Later {
    /// It is on its way, or nobody wants it.
    Waiting,
    /// It is there.
    Ready,
    /// It could not be loaded; says why.
    Failed(AttrValue),
}

/// Loads the part once it `is_wanted`; and again, after a failure, when it is wanted anew.
#[hook]
pub(in crate::web) fn use_later(is_wanted: bool) -> Later {
    let state = use_state_eq(|| Later::Waiting);
    {
        let state = state.setter();
        use_effect_with(is_wanted, move |is_wanted| {
            if *is_wanted {
                spawn_local(async move {
                    state.set(match load().await {
                        Ok(()) => Later::Ready,
                        Err(reason) => Later::Failed(reason.into()),
                    });
                });
            }
        });
    }
    (*state).clone()
}

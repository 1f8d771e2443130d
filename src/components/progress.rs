//! [`progress`]: the progress of a check.

use yew::prelude::*;

use super::{button, text};
use crate::Check;

/// The number of answers so far, and a button to stop the check.
pub fn progress(check: &Check, on_stop: &Callback<()>) -> Html {
    let (done, total) = check.progress;
    let words = format!("{done} of {total} answers");
    html! {
        <div class="progress">
            <progress class="progress__bar" value={done.to_string()} max={total.max(1).to_string()} aria-label="Answers" />
            { text("span", "progress__words", &words) }
            { button("", "Cancel", on_stop.reform(|_: MouseEvent| ())) }
        </div>
    }
}

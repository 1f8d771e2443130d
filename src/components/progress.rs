//! [`progress`]: how far a check has come.

use yew::prelude::*;

use super::{button, text};
use crate::Check;

/// How many answers are there, and a button that stops the check.
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

//! [`PolicyFile`]: a field to paste the MTA-STS policy file, which a page can't fetch.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::remarks::outcome;
use super::{points, prose, text};
use dmarc_engine::report::PolicyFileView;

/// Properties of [`PolicyFile`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct PolicyFileProps {
    /// Where to find the file, and why it has to be pasted.
    pub hint: AttrValue,
    /// The MX hosts that the policy has to cover.
    pub hosts: Vec<String>,
}

/// A field for the file, and its evaluation once something is entered.
#[component]
pub fn PolicyFile(props: &PolicyFileProps) -> Html {
    let typed = use_state_eq(String::new);
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |event: InputEvent| {
            typed.set(event.target_unchecked_into::<HtmlTextAreaElement>().value());
        })
    };
    let view = (!typed.trim().is_empty()).then(|| PolicyFileView::new(&typed, &props.hosts));
    html! {
        <div class="policy">
            <label class="sender__label" for="policy-file">{ "Policy file of MTA-STS" }</label>
            <p class="prose" id="policy-file-hint">{ props.hint.clone() }</p>
            <textarea
                id="policy-file"
                class="ask__input ask__input--small policy__text"
                rows="6"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-describedby="policy-file-hint"
                {oninput}
            />
            <div role="status">{ view.as_ref().map(policy_file).unwrap_or_default() }</div>
        </div>
    }
}

/// The content of a file, with the findings about it.
pub fn policy_file(view: &PolicyFileView) -> Html {
    let problems = view
        .problems
        .iter()
        .map(|problem| text("span", "", problem));
    html! {
        <>
            { outcome(view.state, &view.headline) }
            if !view.coverage.is_empty() {
                { prose(&view.coverage) }
            }
            if !view.problems.is_empty() {
                { points(problems) }
            }
        </>
    }
}

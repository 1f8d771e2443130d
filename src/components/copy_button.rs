//! [`CopyButton`]: copies a text to the clipboard and confirms it.

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, ready};
use gloo_timers::callback::Timeout;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::browser::copy;

/// How long the button shows the outcome, in milliseconds.
const SHOWN: u32 = 2500;

/// Produces the text to copy; `None` if the part that formats it could not be loaded.
pub type CopiedText = Callback<(), LocalBoxFuture<'static, Option<String>>>;

/// A [`CopiedText`] that is available immediately.
pub fn copied_text(text: impl Fn() -> String + 'static) -> CopiedText {
    Callback::from(move |()| ready(Some(text())).boxed_local())
}

/// Properties of [`CopyButton`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct CopyButtonProps {
    /// Text on the button.
    pub label: AttrValue,
    /// Additional text for screen readers, if the label doesn't say what is copied.
    #[prop_or_default]
    pub about: AttrValue,
    /// Why nothing can be copied yet; empty if copying is possible.
    #[prop_or_default]
    pub refusal: AttrValue,
    /// Produces the text to copy.
    #[prop_or_else(no_text)]
    pub text: CopiedText,
}

/// Default for a button without a text yet.
fn no_text() -> CopiedText {
    copied_text(String::new)
}

/// Outcome of the last click.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// No recent click.
    None,
    Copied,
    /// The browser blocked it, or there is no text.
    Failed,
}

/// A button that copies a text to the clipboard.
#[component]
pub fn CopyButton(props: &CopyButtonProps) -> Html {
    let outcome = use_state_eq(|| Outcome::None);
    {
        let outcome = outcome.clone();
        use_effect_with(*outcome, move |now| {
            let timeout = (*now != Outcome::None)
                .then(|| Timeout::new(SHOWN, move || outcome.set(Outcome::None)));
            move || drop(timeout)
        });
    }
    let onclick = {
        let outcome = outcome.setter();
        let text = props.text.clone();
        let is_refused = !props.refusal.is_empty();
        Callback::from(move |_: MouseEvent| {
            if is_refused {
                return;
            }
            let outcome = outcome.clone();
            let text = text.emit(());
            spawn_local(async move {
                let is_copied = match text.await {
                    Some(text) => copy(text).await,
                    None => false,
                };
                outcome.set(if is_copied {
                    Outcome::Copied
                } else {
                    Outcome::Failed
                });
            });
        })
    };
    let said = match *outcome {
        Outcome::None => "",
        Outcome::Copied => "Copied",
        Outcome::Failed => "Could not copy",
    };
    html! {
        <span class="copy">
            // Not `disabled`: the button stays focusable, so that screen readers announce the reason.
            <button type="button" class="button" aria-disabled={(!props.refusal.is_empty()).then_some("true")} {onclick}>
                { if said.is_empty() { &props.label } else { said } }
                if !props.about.is_empty() {
                    <span class="visually-hidden">{ " " }{ &props.about }</span>
                }
                if !props.refusal.is_empty() {
                    <span class="visually-hidden">{ " (" }{ &props.refusal }{ ")" }</span>
                }
            </button>
            <span class="visually-hidden" role="status">{ said }</span>
        </span>
    }
}

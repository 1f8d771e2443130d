//! [`CopyButton`]: puts a text into the clipboard and says so.

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, ready};
use gloo_timers::callback::Timeout;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::browser::copy;

/// How long the button says what came of it, in milliseconds.
const SHOWN: u32 = 2500;

/// Gives a text when it is asked for; nothing where what makes it could not be loaded.
pub type CopiedText = Callback<(), LocalBoxFuture<'static, Option<String>>>;

/// A text that is at hand.
pub fn copied_text(text: impl Fn() -> String + 'static) -> CopiedText {
    Callback::from(move |()| ready(Some(text())).boxed_local())
}

/// What [`CopyButton`] needs.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct CopyButtonProps {
    /// The words on the button.
    pub label: AttrValue,
    /// What more a screen reader says, where the words alone would not tell what is copied.
    #[prop_or_default]
    pub about: AttrValue,
    /// Why nothing can be copied yet; empty where it can.
    #[prop_or_default]
    pub refusal: AttrValue,
    /// The text.
    #[prop_or_else(no_text)]
    pub text: CopiedText,
}

/// There is no text yet.
fn no_text() -> CopiedText {
    copied_text(String::new)
}

/// What came of the last click.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing yet, or some time ago.
    None,
    /// The text is in the clipboard.
    Copied,
    /// The browser forbids it, or there is no text.
    Failed,
}

/// A button that puts a text into the clipboard.
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
            // It stays within reach of the keyboard, so that its reason is heard.
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

//! [`Resolver`]: the current resolver, and a form to change it.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::text;
use crate::browser::focus_near;
use crate::{Check, Choice, answered};
use dmarc_engine::dns::{Provider, is_example};

/// The id that selects a custom resolver.
const OWN: &str = "own";

/// Properties of [`Resolver`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ResolverProps {
    /// The current choice.
    pub choice: Choice,
    /// Called with the new choice.
    pub on_choose: Callback<Choice>,
}

/// The current resolver, as a line that expands to the form.
///
/// A choice takes effect only on submit: arrow keys move through the radio buttons, and every resolver passed on the way would
/// learn which domain is checked.
#[component]
pub fn Resolver(props: &ResolverProps) -> Html {
    let chosen = props.choice.chosen();
    let picked = use_state_eq(|| chosen.id.clone());
    let url = use_state_eq(|| own_url(&props.choice));
    let refusal = use_state_eq(|| None::<String>);
    let is_own = *picked == OWN;
    let pick = |id: &str| {
        let (picked, id) = (picked.setter(), id.to_owned());
        Callback::from(move |_: Event| picked.set(id.clone()))
    };
    let offered = Choice::on_offer().into_iter().map(|choice| {
        let Provider {
            id, name, about, ..
        } = choice.chosen();
        radio(name, about, *id == *picked, pick(id))
    });
    let form = use_node_ref();
    let oninput = {
        let url = url.setter();
        Callback::from(move |event: InputEvent| {
            url.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let onsubmit = {
        let (picked, url, refusal) = (picked.clone(), url.clone(), refusal.setter());
        let (on_choose, form) = (props.on_choose.clone(), form.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let choice = if *picked == OWN {
                Choice::own(&url).map_err(|error| error.to_string())
            } else {
                Ok(Choice::from_text(&picked).unwrap_or_default())
            };
            match choice {
                Ok(choice) => {
                    refusal.set(None);
                    on_choose.emit(choice);
                }
                Err(reason) => {
                    refusal.set(Some(reason));
                    focus_near(&form, "resolver-url");
                }
            }
        })
    };
    let is_refused = refusal.is_some();
    // A resolver on this computer doesn't need TLS.
    let protocol = if chosen.url.starts_with("http:") {
        " by DNS over HTTP, on this computer. "
    } else {
        " by DNS over HTTPS, straight from this browser. "
    };
    html! {
        <details class="resolver" id="resolver">
            <summary id="resolver-line" class="resolver__summary">
                { "Asks " }{ text("b", "", &chosen.name) }{ protocol }
                { text("span", "resolver__change", "Change") }
            </summary>
            <form ref={form} class="resolver__form" {onsubmit}>
                <fieldset class="resolver__choices">
                    { text("legend", "", "Which resolver is asked") }
                    { for offered }
                    { radio("Your own", "Any resolver that speaks DNS over HTTPS and answers web pages (CORS).", is_own, pick(OWN)) }
                    if is_own {
                        <div class="resolver__own">
                            <label class="resolver__label" for="resolver-url">{ "Its URL" }</label>
                            <input
                                id="resolver-url"
                                class="ask__input ask__input--small"
                                type="text"
                                inputmode="url"
                                autocomplete="off"
                                autocapitalize="none"
                                spellcheck="false"
                                placeholder="https://dns.example.net/dns-query"
                                value={(*url).clone()}
                                aria-describedby={is_refused.then_some("resolver-refusal")}
                                aria-invalid={is_refused.then_some("true")}
                                {oninput}
                            />
                            <p class="ask__refusal" id="resolver-refusal" role="alert">
                                { refusal.as_deref().unwrap_or_default() }
                            </p>
                        </div>
                    }
                </fieldset>
                { text("p", "resolver__note", note(is_own)) }
                <button class="button" type="submit">{ "Use this resolver" }</button>
            </form>
        </details>
    }
}

/// The radio button of one choice.
fn radio(name: &str, about: &str, is_picked: bool, onchange: Callback<Event>) -> Html {
    html! {
        <label class="resolver__choice">
            <input type="radio" name="resolver" checked={is_picked} {onchange} />
            <span>{ text("b", "", name) }{ text("small", "", about) }</span>
        </label>
    }
}

/// The URL of the custom resolver; empty if there is none.
fn own_url(choice: &Choice) -> String {
    if choice.is_own() {
        choice.to_text().to_owned()
    } else {
        String::new()
    }
}

/// A sentence about the fallbacks if the chosen resolver fails.
const fn note(is_own: bool) -> &'static str {
    if is_own {
        "Only this resolver is asked. If it fails, the check fails."
    } else {
        "It sees which domain you check. If it fails, the next in this list is asked, and the page says so. \
         The choice is kept in this browser."
    }
}

/// The source of the answers: the example zone, or a resolver that can be changed.
pub fn source(check: Option<&Check>, choice: &Choice, on_choose: Callback<Choice>) -> Html {
    if check.is_some_and(|check| is_example(&check.domain)) {
        let words = "Answered from the example zone that comes with the checker; nothing was sent.";
        return text("p", "source", words);
    }
    let overview = check.and_then(|check| check.overview.as_ref());
    let other = overview.and_then(|overview| {
        let answers = overview.facts.answers.0.iter().map(AsRef::as_ref);
        answered(answers, &choice.chosen().name)
    });
    html! {
        <div class="source">
            <Resolver choice={choice.clone()} {on_choose} />
            if let Some(other) = other {
                { text("p", "source__other", &other.to_string()) }
            }
        </div>
    }
}

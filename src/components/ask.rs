//! [`Ask`]: the form for a domain.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::browser::focus_near;
use dmarc_engine::domain::{DomainName, Input, InputError, read, to_unicode};

/// Properties of [`Ask`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct AskProps {
    /// The requested text, exactly as in the URL; empty on the start page.
    pub asked: AttrValue,
    /// Called with the domain that was entered, if it is valid.
    pub on_ask: Callback<DomainName>,
    /// Called with a DMARC record that was entered instead.
    #[prop_or_default]
    pub on_record: Option<Callback<String>>,
}

/// The field and its button. Invalid input is rejected with the reason next to the field.
#[component]
pub fn Ask(props: &AskProps) -> Html {
    let text = use_state_eq(|| shown(&props.asked));
    let refusal = use_state_eq(|| refusal_of(props));
    let reading = use_state_eq(|| reading_of(&props.asked));
    let shown_for = use_mut_ref(|| props.asked.clone());
    {
        let (text, refusal, reading) = (text.setter(), refusal.setter(), reading.clone());
        let props = props.clone();
        use_effect_with(props.asked.clone(), move |asked| {
            // Effects run late: don't overwrite what was typed before the first one.
            if shown_for.replace(asked.clone()) == *asked {
                return;
            }
            text.set(shown(asked));
            refusal.set(refusal_of(&props));
            // Keep the sentence about the typed text while the page shows the domain it was read as.
            let is_about_it =
                |(_, domain): &(String, DomainName)| domain.as_str() == asked.as_str();
            if !reading.as_ref().is_some_and(is_about_it) {
                reading.set(reading_of(asked));
            }
        });
    }
    let (form, field) = (use_node_ref(), use_node_ref());
    let oninput = {
        let text = text.setter();
        Callback::from(move |event: InputEvent| {
            text.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let onsubmit = {
        let (text, refusal, reading) = (text.setter(), refusal.setter(), reading.setter());
        let (on_ask, form, field) = (props.on_ask.clone(), form.clone(), field.clone());
        let on_record = props.on_record.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            // Read the field itself, because the state may lag behind.
            let typed = field.cast::<HtmlInputElement>();
            let typed = typed.map(|field| field.value()).unwrap_or_default();
            match read(&typed) {
                Ok(input) => {
                    refusal.set(None);
                    reading.set(reading_sentence(&typed, &input));
                    text.set(to_unicode(&input.domain));
                    on_ask.emit(input.domain);
                }
                Err(InputError::Record("DMARC")) if let Some(on_record) = &on_record => {
                    refusal.set(None);
                    on_record.emit(typed);
                }
                Err(error) => {
                    refusal.set(Some(error.to_string()));
                    focus_near(&form, "domain");
                }
            }
        })
    };
    let is_refused = refusal.is_some();
    html! {
        <form ref={form} class="ask" part="form" role="search" {onsubmit}>
            <label class="ask__label" for="domain">{ "Domain, address or link" }</label>
            <div class="ask__row">
                <input
                    ref={field}
                    id="domain"
                    class="ask__input"
                    part="input"
                    name="domain"
                    type="text"
                    inputmode="url"
                    enterkeyhint="go"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    placeholder="example.com"
                    value={(*text).clone()}
                    aria-describedby={is_refused.then_some("refusal")}
                    aria-invalid={is_refused.then_some("true")}
                    {oninput}
                />
                <button class="button button--main" part="button" type="submit">{ "Check" }</button>
            </div>
            <p class="ask__refusal" id="refusal" role="alert">{ refusal.as_deref().unwrap_or_default() }</p>
            if let (false, Some((sentence, _))) = (is_refused, &*reading) {
                <p class="ask__reading">{ sentence }</p>
            }
        </form>
    }
}

/// The text that the field shows: the Unicode form of the domain, or the text unchanged if it is invalid.
fn shown(asked: &str) -> String {
    read(asked).map_or_else(|_| asked.to_owned(), |input| to_unicode(&input.domain))
}

/// Why the requested text can't be checked; `None` for a record that is explained.
fn refusal_of(props: &AskProps) -> Option<String> {
    match read(&props.asked) {
        _ if props.asked.is_empty() => None,
        Err(InputError::Record("DMARC")) if props.on_record.is_some() => None,
        outcome => outcome.err().map(|error| error.to_string()),
    }
}

/// How the requested text was interpreted; `None` if that is obvious.
fn reading_of(asked: &str) -> Option<(String, DomainName)> {
    reading_sentence(asked, &read(asked).ok()?)
}

/// A sentence about how a text was interpreted, and the resulting domain; `None` if that is obvious.
fn reading_sentence(text: &str, input: &Input) -> Option<(String, DomainName)> {
    let domain = input.domain.clone();
    let unicode = to_unicode(&domain);
    let is_converted = unicode != domain.as_str();
    if !input.is_adapted && !is_converted {
        return None;
    }
    let verb = if text.trim() == unicode {
        "Checks"
    } else {
        "Read as"
    };
    let sentence = if is_converted {
        format!("{verb} {unicode}, which is {domain} in DNS.")
    } else {
        format!("{verb} {unicode}.")
    };
    Some((sentence, domain))
}

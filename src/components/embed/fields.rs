//! Form fields that take effect immediately, without a submit button.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::text;
use crate::embed::Offer;

/// Properties of a text field.
pub(super) struct TextField {
    pub(super) id: &'static str,
    pub(super) label: &'static str,
    /// Additional explanation; may be empty.
    pub(super) about: &'static str,
    /// Example of a value.
    pub(super) placeholder: String,
    /// The current value.
    pub(super) value: String,
    /// Why the value is invalid, if it is.
    pub(super) refusal: Option<String>,
    /// Called with the value on blur or Enter, not on every key, because a half-typed value is meaningless.
    pub(super) on_change: Callback<String>,
}

/// A text field with its label and validation error.
pub(super) fn text_field(field: TextField) -> Html {
    let TextField {
        id,
        label,
        about,
        placeholder,
        value,
        refusal,
        on_change,
    } = field;
    let (about_id, refusal_id) = (format!("{id}-about"), format!("{id}-refusal"));
    let described = if refusal.is_some() {
        &refusal_id
    } else {
        &about_id
    };
    let is_described = refusal.is_some() || !about.is_empty();
    html! {
        <div class="field">
            <label class="field__label" for={id}>{ label }</label>
            <input
                {id}
                class="ask__input ask__input--small field__input"
                type="text"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                {placeholder}
                {value}
                aria-describedby={is_described.then(|| described.clone())}
                aria-invalid={refusal.is_some().then_some("true")}
                onchange={of_event(&on_change)}
            />
            <p class="ask__refusal" id={refusal_id} role="alert">{ refusal.unwrap_or_default() }</p>
            if !about.is_empty() {
                <p class="field__about" id={about_id}>{ about }</p>
            }
        </div>
    }
}

/// A radio group. `name` is the name of the group.
pub fn radios(
    name: &'static str,
    legend: &'static str,
    offers: &[Offer],
    picked: &str,
    on_pick: &Callback<String>,
) -> Html {
    let onchange = of_event(on_pick);
    let is_plain = offers.iter().all(|offer| offer.about.is_empty());
    let choices = offers.iter().map(|offer| {
        html! {
            <label class="choice">
                <input
                    type="radio"
                    {name}
                    value={offer.value}
                    checked={offer.value == picked}
                    onchange={onchange.clone()}
                />
                <span>
                    { offer.label }
                    if !offer.about.is_empty() {
                        { text("small", "", offer.about) }
                    }
                </span>
            </label>
        }
    });
    html! {
        <fieldset class={classes!("choices", is_plain.then_some("choices--plain"))}>
            <legend class="field__label">{ legend }</legend>
            <div class="choices__all">{ for choices }</div>
        </fieldset>
    }
}

/// A checkbox. `on_change` is called with `value`.
pub(super) fn tick(
    value: &'static str,
    label: &'static str,
    about: &'static str,
    is_ticked: bool,
    on_change: &Callback<String>,
) -> Html {
    html! {
        <label class="choice">
            <input type="checkbox" {value} checked={is_ticked} onchange={of_event(on_change)} />
            <span>
                { label }
                if !about.is_empty() {
                    { text("small", "", about) }
                }
            </span>
        </label>
    }
}

/// A color field that takes effect while the visitor picks.
pub(super) fn color(label: String, value: String, on_change: &Callback<String>) -> Html {
    let on_change = on_change.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        on_change.emit(event.target_unchecked_into::<HtmlInputElement>().value());
    });
    html! {
        <label class="color">
            <input class="color__input" type="color" {value} {oninput} />
            <span>{ label }</span>
        </label>
    }
}

/// Adapts a callback to receive the value of the event's field.
fn of_event(callback: &Callback<String>) -> Callback<Event> {
    let callback = callback.clone();
    Callback::from(move |event: Event| {
        callback.emit(event.target_unchecked_into::<HtmlInputElement>().value());
    })
}

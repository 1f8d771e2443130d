//! The fields of a form that takes effect at once: there is no button to press.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::text;
use crate::embed::Offer;

/// A text field.
pub(super) struct TextField {
    /// Its id.
    pub(super) id: &'static str,
    /// Its label.
    pub(super) label: &'static str,
    /// What more there is to know; may be empty.
    pub(super) about: &'static str,
    /// An example.
    pub(super) placeholder: String,
    /// What stands in it.
    pub(super) value: String,
    /// Why that is refused.
    pub(super) refusal: Option<String>,
    /// Called with what stands in it, once it is left or Enter is pressed: what is half typed means nothing.
    pub(super) on_change: Callback<String>,
}

/// A text field with its label, and why what stands in it is refused.
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

/// A choice of one. `name` is that of the group.
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

/// A box to tick. `value` is what `on_change` is called with.
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

/// A color, which is followed while it is picked.
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

/// Calls with what stands in the field that the event is about.
fn of_event(callback: &Callback<String>) -> Callback<Event> {
    let callback = callback.clone();
    Callback::from(move |event: Event| {
        callback.emit(event.target_unchecked_into::<HtmlInputElement>().value());
    })
}

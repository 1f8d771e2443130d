//! [`SpfForm`]: the form for the sender to evaluate.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::super::text;
use crate::browser::focus_near;
use dmarc_engine::domain::DomainName;
use dmarc_engine::report::{Refusal, SenderField, Typed};
use dmarc_engine::spf::Session;

/// Properties of [`SpfForm`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct SpfFormProps {
    /// The domain of the sender.
    pub domain: DomainName,
    /// The Unicode form of the domain.
    pub name: AttrValue,
    /// Called with the sender, if the input is valid.
    pub on_ask: Callback<Session>,
}

/// The form: an IP address, and collapsed fields that only some records depend on. Errors are shown at the invalid field.
#[component]
pub fn SpfForm(props: &SpfFormProps) -> Html {
    let typed = use_state_eq(Typed::default);
    let refusal = use_state_eq(|| None::<Refusal>);
    let form = use_node_ref();
    // A field in a collapsed group can't receive the focus until the group has been rendered open.
    {
        let form = form.clone();
        use_effect_with((*refusal).clone(), move |refusal| {
            if let Some(refused) = refusal {
                focus_near(&form, id(refused.field));
            }
        });
    }
    let onsubmit = {
        let form = form.clone();
        let (typed, refusal) = (typed.clone(), refusal.setter());
        let (domain, on_ask) = (props.domain.clone(), props.on_ask.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match typed.read(&domain) {
                Ok(session) => {
                    refusal.set(None);
                    on_ask.emit(session);
                }
                Err(refused) => {
                    focus_near(&form, id(refused.field));
                    refusal.set(Some(refused));
                }
            }
        })
    };
    let input = |field: SenderField, placeholder: String| {
        let oninput = {
            let typed = typed.clone();
            Callback::from(move |event: InputEvent| {
                let text = event.target_unchecked_into::<HtmlInputElement>().value();
                typed.set(Typed::clone(&typed).with(field, text));
            })
        };
        let refused = refusal.as_ref().filter(|refusal| refusal.field == field);
        self::input(field, &typed, placeholder, refused, oninput)
    };
    let ip = input(SenderField::Ip, "192.0.2.1".to_owned());
    let sender = input(SenderField::Sender, format!("postmaster@{}", props.domain));
    let helo = input(SenderField::Helo, props.domain.to_string());
    // Keep the group open while it has input or an error.
    let is_refused = |refusal: &Refusal| refusal.field != SenderField::Ip;
    let is_filled = !typed.sender.is_empty() || !typed.helo.is_empty();
    let is_open = is_filled || refusal.as_ref().is_some_and(is_refused);
    html! {
        <form ref={form} class="sender" aria-labelledby="spf-sender-title" {onsubmit}>
            <h3 class="subtitle" id="spf-sender-title">{ format!("May this address send for {}?", props.name) }</h3>
            <div class="sender__row">
                { ip }
                <button class="button" type="submit">{ "Ask" }</button>
            </div>
            <details class="fold" open={is_open}>
                { text("summary", "", "Sender and HELO name, which some records look at") }
                <div class="sender__more">{ sender }{ helo }</div>
            </details>
        </form>
    }
}

/// The element id of a field.
const fn id(field: SenderField) -> &'static str {
    match field {
        SenderField::Ip => "spf-ip",
        SenderField::Sender => "spf-sender",
        SenderField::Helo => "spf-helo",
    }
}

/// A field with its label and error.
fn input(
    field: SenderField,
    typed: &Typed,
    placeholder: String,
    refused: Option<&Refusal>,
    oninput: Callback<InputEvent>,
) -> Html {
    let label = match field {
        SenderField::Ip => "IP address of the server",
        SenderField::Sender => "Sender address (MAIL FROM)",
        SenderField::Helo => "Name that the server gives (HELO)",
    };
    let refusal_id = format!("{}-refusal", id(field));
    html! {
        <div class="sender__field">
            <label class="sender__label" for={id(field)}>{ label }</label>
            <input
                id={id(field)}
                class="ask__input ask__input--small"
                type="text"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                {placeholder}
                value={typed.field(field).to_owned()}
                aria-describedby={refused.is_some().then(|| refusal_id.clone())}
                aria-invalid={refused.is_some().then_some("true")}
                {oninput}
            />
            <p class="ask__refusal" id={refusal_id} role="alert">
                { refused.map(|refused| refused.sentence.clone()).unwrap_or_default() }
            </p>
        </div>
    }
}

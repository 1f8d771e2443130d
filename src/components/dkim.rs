//! [`dkim`]: the DKIM keys that were found, and [`Selectors`], a form to try others.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::fold::fold;
use super::matrix::{cell, matrix, state_words};
use super::plain::plains;
use super::remarks::{entry, remarks};
use super::{answer, button, code, element, prose, section};
use dmarc_engine::report::{DkimKeyView, DkimRow, DkimView, Section};

/// Repeats the check with these selectors, and with every known one if the flag is set.
pub type SearchSelectors = Callback<(Vec<String>, bool)>;

/// The keys, and a form for more selectors. `selectors` are those that the visitor entered.
pub fn dkim(view: &DkimView, selectors: &[String], on_search: &SearchSelectors) -> Html {
    let selectors = AttrValue::from(selectors.join(" "));
    let content = html! {
        <>
            { remarks(&view.remarks) }
            if !view.rows.is_empty() {
                { matrix(&HEADINGS, view.rows.iter().map(row).collect()) }
                { fold("Each key", element("ul", "hosts", view.keys.iter().map(key).collect())) }
            }
            { prose(&view.tried) }
            // The key replaces typed input when the selectors in the URL change.
            <Selectors
                key={selectors.to_string()}
                selectors={selectors.clone()}
                untried={view.untried}
                how_to_find={view.how_to_find.clone()}
                on_search={on_search.clone()}
            />
        </>
    };
    section(
        Section::Dkim,
        answer(view.state, &view.headline),
        false,
        content,
    )
}

/// The headings of the table.
const HEADINGS: [&str; 4] = ["Selector", "Service", "Key", "State"];

/// Keys that are alike, in a row.
fn row(view: &DkimRow) -> Html {
    let [_, service, key, state] = HEADINGS;
    let kind = if view.is_alias { "CNAME; " } else { "" };
    html! {
        <tr>
            <th scope="row">{ code(&view.selectors.join(", ")) }</th>
            { cell(service, view.service.into()) }
            { cell(key, format!("{kind}{}", view.key).into()) }
            { cell(state, state_words(view.state, view.state.label())) }
        </tr>
    }
}

/// One selector with its key.
fn key(view: &DkimKeyView) -> Html {
    let content = html! {
        <>
            { prose(&view.sentence) }
            { remarks(&view.remarks) }
            if !view.alias.is_empty() {
                { prose(&view.alias) }
            }
            if !view.texts.is_empty() {
                { fold("Record", plains(&view.texts)) }
            }
        </>
    };
    entry(view.state, code(&view.selector), &view.tried, content)
}

/// Properties of [`Selectors`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct SelectorsProps {
    /// The selectors that the visitor entered, separated by spaces.
    pub selectors: AttrValue,
    /// Number of known selectors that were not tried.
    pub untried: usize,
    /// Instructions for finding selectors.
    pub how_to_find: AttrValue,
    /// Called with the entered selectors.
    pub on_search: SearchSelectors,
}

/// A field for selectors, and a button to try every known one.
#[component]
pub fn Selectors(props: &SelectorsProps) -> Html {
    let typed = use_state_eq(|| props.selectors.to_string());
    let search = |is_all: bool| {
        let (typed, on_search) = ((*typed).clone(), props.on_search.clone());
        move || {
            let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | ';');
            let words = typed.split(is_between).filter(|word| !word.is_empty());
            on_search.emit((words.map(str::to_owned).collect(), is_all));
        }
    };
    let onsubmit = {
        let search = search(false);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            search();
        })
    };
    let on_all = {
        let search = search(true);
        Callback::from(move |_: MouseEvent| search())
    };
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |event: InputEvent| {
            typed.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    html! {
        <form class="sender" {onsubmit}>
            <div class="sender__row">
                <div class="sender__field">
                    <label class="sender__label" for="dkim-selectors">{ "Your selectors" }</label>
                    <input
                        id="dkim-selectors"
                        class="ask__input ask__input--small"
                        type="text"
                        autocomplete="off"
                        autocapitalize="none"
                        spellcheck="false"
                        value={(*typed).clone()}
                        aria-describedby="dkim-selectors-hint"
                        {oninput}
                    />
                </div>
                <button class="button" type="submit">{ "Look" }</button>
            </div>
            <p class="prose" id="dkim-selectors-hint">{ props.how_to_find.clone() }</p>
            if props.untried > 0 {
                { button("", &format!("Try every selector known ({} more questions)", props.untried), on_all) }
            }
        </form>
    }
}

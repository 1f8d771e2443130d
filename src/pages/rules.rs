//! [`Rules`]: the catalog of rules.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::Route;
use crate::components::{Fold, code, lead, link, prose, references, severity_icon, text, titled};
use dmarc_engine::findings::{RULES, Rule, Topic};
use dmarc_engine::report::words::counted;

/// The page with every rule, grouped by topic, and a field that leaves those that contain what is typed.
#[component]
pub fn Rules() -> Html {
    let wanted = use_state_eq(String::new);
    let oninput = {
        let wanted = wanted.setter();
        Callback::from(move |event: InputEvent| {
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            wanted.set(typed.trim().to_ascii_lowercase());
        })
    };
    let about = format!(
        "The {} things that a check looks for. A problem means that a record does not do what its owner wants. A suggestion \
         makes it safer or clearer. A note is good to know.",
        RULES.len()
    );
    let shown: Vec<_> = RULES.iter().filter(|rule| has(rule, &wanted)).collect();
    let groups = Topic::ALL.into_iter().map(|topic| group(topic, &shown));
    let count = counted(shown.len(), "rule", "rules");
    html! {
        <article class="page">
            <h1 class="page__title" id="title" tabindex="-1">{ "Rules" }</h1>
            { prose(&about) }
            <div class="rules__search">
                <label class="ask__label" for="rules-search">{ "Search" }</label>
                <input
                    id="rules-search"
                    class="ask__input ask__input--small"
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby="rules-count"
                    {oninput}
                />
                <small id="rules-count" role="status">{ count }</small>
            </div>
            { for groups }
        </article>
    }
}

/// Whether a rule contains a text, which is in lower case.
fn has(rule: &Rule, wanted: &str) -> bool {
    let texts = [rule.id, rule.title, rule.why, rule.what_to_do];
    wanted.is_empty()
        || texts
            .iter()
            .any(|text| text.to_ascii_lowercase().contains(wanted))
}

/// The rules on one topic; empty if there are none.
fn group(topic: Topic, rules: &[&'static Rule]) -> Html {
    let rules: Vec<_> = rules.iter().filter(|rule| rule.topic == topic).collect();
    if rules.is_empty() {
        return Html::default();
    }
    let title = format!("{} ({})", topic.label(), rules.len());
    titled(
        topic.as_str(),
        &title,
        rules.into_iter().map(|rule| entry(rule)).collect(),
    )
}

/// One rule: a line that opens for its reason, remedy and references.
fn entry(rule: &'static Rule) -> Html {
    let href = Route::rule(rule.id).to_hash();
    let line =
        html! { <>{ severity_icon(rule.severity) }{ text("span", "rule__title", rule.title) }</> };
    html! {
        <div class="rule" id={rule.id} tabindex="-1" key={rule.id}>
            <Fold class="rule__fold" line={("rule__line", line)} is_open=false>
                <div class="rule__body">
                    { lead("Why", rule.why) }
                    { lead("What to do", rule.what_to_do) }
                    { references(rule.references) }
                    <p class="rule__id">{ link("", href, code(rule.id)) }</p>
                </div>
            </Fold>
        </div>
    }
}

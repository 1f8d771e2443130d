//! [`rules`]: the catalog of rules.

use yew::prelude::*;

use crate::Route;
use crate::components::{code, element, lead, link, prose, references, severity_icon, titled};
use dmarc_engine::findings::{RULES, Rule, Severity};

/// The page with every rule, grouped by severity.
pub fn rules() -> Html {
    let groups = [
        (Severity::Problem, "Problems", "problems"),
        (Severity::Advice, "Suggestions", "advice"),
        (Severity::Note, "Notes", "notes"),
    ];
    let about = format!(
        "The {} things that a check looks for. A problem costs the owner what the record is meant to do; a \
         suggestion makes it safer or clearer; a note is good to know.",
        RULES.len()
    );
    html! {
        <article class="page">
            <h1 class="page__title" id="title" tabindex="-1">{ "Rules" }</h1>
            { prose(&about) }
            { for groups.iter().map(|&(severity, title, id)| group(severity, title, id)) }
        </article>
    }
}

/// The rules of one severity; empty if there are none.
fn group(severity: Severity, title: &'static str, id: &'static str) -> Html {
    let rules: Vec<_> = RULES
        .iter()
        .filter(|rule| rule.severity == severity)
        .collect();
    if rules.is_empty() {
        return Html::default();
    }
    let title = format!("{title} ({})", rules.len());
    titled(id, &title, rules.into_iter().map(entry).collect())
}

/// One rule with its reason, remedy and references.
fn entry(rule: &'static Rule) -> Html {
    let href = Route::rule(rule.id).to_hash();
    let title = format!("{}-title", rule.id);
    html! {
        <section class="rule" id={rule.id} tabindex="-1" aria-labelledby={title.clone()}>
            { severity_icon(rule.severity) }
            <div>
                <h3 class="rule__title" id={title}>{ rule.title }</h3>
                { element("p", "rule__id", link("", href, code(rule.id))) }
                { lead("Why", rule.why) }
                { lead("What to do", rule.what_to_do) }
                { references(rule.references) }
            </div>
        </section>
    }
}

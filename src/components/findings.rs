//! [`findings`]: problems, suggestions, notes and passed rules.

use yew::prelude::*;

use super::plan;
use super::publication::to_publish;
use super::{
    Fold, Surface, answer, element, lead, link, references, section, severity_icon, state_icon,
    text, to_place,
};
use crate::Route;
use dmarc_engine::advice::State;
use dmarc_engine::findings::{Finding, Hit, Rule, Severity};
use dmarc_engine::report::words::{counted, excerpt};
use dmarc_engine::report::{Report, Section, Summary};

/// The findings, most urgent first, each to be opened.
pub fn findings(report: &Report, summary: &Summary, surface: &Surface) -> Html {
    let findings = &report.findings;
    let found = findings.found.iter().enumerate();
    let content = html! {
        <>
            { for found.map(|(place, found)| finding(report, place, found, surface)) }
            { passed(&findings.passed, surface) }
        </>
    };
    section(
        Section::Findings,
        answer(summary.state, &summary.text),
        false,
        content,
    )
}

/// One finding. The first one is expanded if it is a problem.
fn finding(report: &Report, place: usize, finding: &Finding, surface: &Surface) -> Html {
    let rule = finding.rule;
    let severity = finding.severity();
    let is_open = place == 0 && severity == Severity::Problem;
    let fixes = finding.suggestions().into_iter().map(|fix| {
        let name = fix.name.as_ref().map_or("", |name| name.as_str());
        to_publish(name, "TXT", &fix.text)
    });
    let line = html! {
        <>
            { severity_icon(severity) }
            <span>
                <span class="finding__title">
                    <span class="finding__severity" data-state={severity.as_str()}>{ word(severity) }</span>
                    { rule.title }
                </span>
                { text("span", "finding__message", &excerpt(&message(finding))) }
            </span>
        </>
    };
    html! {
        <Fold key={rule.id} class="finding" line={("finding__summary", line)} {is_open}>
            <div class="finding__body">
                { others(&finding.more) }
                { lead("Why", rule.why) }
                { lead("What to do", rule.what_to_do) }
                { cure(report, finding, surface) }
                { for fixes }
                { references(rule.references) }
                <p class="references">{ "Rule " }{ to_rule(rule, rule.id, surface) }</p>
            </div>
        </Fold>
    }
}

/// The message for the first location, and the number of further ones.
fn message(finding: &Finding) -> String {
    let message = &finding.hit.message;
    match finding.more.len() {
        0 => message.clone(),
        more => format!("{message} And {more} more."),
    }
}

/// The locations after the first.
fn others(hits: &[Hit]) -> Html {
    if hits.is_empty() {
        return Html::default();
    }
    let items = hits.iter();
    let items = items.map(|hit| element("li", "", text("span", "", &excerpt(&hit.message))));
    element("ul", "finding__places", items.collect())
}

/// A link to the task that fixes a finding.
fn cure(report: &Report, finding: &Finding, surface: &Surface) -> Html {
    let Some((number, task)) = report.cure_of(finding) else {
        return Html::default();
    };
    let words = format!("task {number}: {}", excerpt(&task.title));
    let task = if surface.shows(Section::Plan) {
        to_place(report, surface, (plan::id(task.id), "link"), words.into())
    } else {
        words.into()
    };
    html! { <p class="prose">{ "Fixed by " }{ task }</p> }
}

/// The name of a severity.
pub(super) const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Problem => "Problem",
        Severity::Advice => "Suggestion",
        Severity::Note => "Note",
    }
}

/// The rules without findings, collapsed.
fn passed(rules: &[&'static Rule], surface: &Surface) -> Html {
    if rules.is_empty() {
        return Html::default();
    }
    let words = format!("{} found nothing", counted(rules.len(), "rule", "rules"));
    let links = rules
        .iter()
        .map(|rule| element("li", "", to_rule(rule, rule.title, surface)));
    let line = html! { <>{ state_icon(State::Good) }{ text("span", "finding__title", &words) }</> };
    html! {
        <Fold key="passed" class="finding" line={("finding__summary", line)} is_open=false>
            { element("ul", "passed", links.collect()) }
        </Fold>
    }
}

/// A link to a rule in the catalog, where the catalog is available.
fn to_rule(rule: &Rule, words: &'static str, surface: &Surface) -> Html {
    if !surface.is_page() {
        return words.into();
    }
    link("", Route::rule(rule.id).to_hash(), words.into())
}

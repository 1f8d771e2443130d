//! [`evidence`]: every DNS answer, with a command to repeat the query.

use std::rc::Rc;

use yew::prelude::*;

use super::plain::plains;
use super::{CopyButton, Fold, answer as line, code, copied_text, element, section, text};
use dmarc_engine::dns::Answer;
use dmarc_engine::report::{Evidence, Report, Section, Summary};

/// The answers, folded, and behind those of the check those that came `later`.
pub fn evidence(report: &Report, summary: &Summary, later: &[Rc<Answer>]) -> Html {
    let answers = report.evidence.iter().map(answer);
    let later = later.iter().map(|later| answer(&Evidence::new(later)));
    let content = element("ol", "evidence", answers.chain(later).collect());
    section(
        Section::Evidence,
        line(summary.state, &summary.text),
        false,
        content,
    )
}

/// One answer: a line with the question and what came of it, which opens for the records.
fn answer(evidence: &Evidence) -> Html {
    let mut about = vec![evidence.resolver.clone()];
    about.extend(evidence.elapsed.map(|elapsed| format!("{elapsed} ms")));
    about.extend(evidence.ttl.as_ref().map(|ttl| format!("TTL {ttl}")));
    if evidence.is_authenticated {
        about.push("DNSSEC validated".to_owned());
    }
    about.retain(|part| !part.is_empty());
    let notes = evidence
        .notes
        .iter()
        .map(|note| text("p", "evidence__about", note));
    let is_failure = evidence.is_failure.then_some("");
    let line = html! {
        <>
            <span class="evidence__question">{ code(&evidence.name) }{ " " }{ code(evidence.kind) }</span>
            <span class="evidence__outcome" data-failed={is_failure}>{ &evidence.outcome }</span>
        </>
    };
    html! {
        <li class="evidence__answer">
            <Fold class="fold" line={("evidence__line", line)} is_open=false>
                { plains(&evidence.records) }
                { for notes }
                { text("p", "evidence__about", &about.join(" · ")) }
                { for evidence.command.as_deref().map(command) }
            </Fold>
        </li>
    }
}

/// A command that repeats the query.
fn command(command: &str) -> Html {
    let copied = {
        let command = command.to_owned();
        copied_text(move || command.clone())
    };
    html! {
        <div class="evidence__dig">
            { code(command) }
            <CopyButton label="Copy" about={command.to_owned()} text={copied} />
        </div>
    }
}

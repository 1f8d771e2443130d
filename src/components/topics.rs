//! [`topics`]: the report at a glance.

use yew::prelude::*;

use super::findings::word;
use super::{Surface, element, hidden, severity_icon, state_icon, text, to_place};
use dmarc_engine::advice::State;
use dmarc_engine::findings::{Finding, Severity};
use dmarc_engine::report::words::counted;
use dmarc_engine::report::{Report, Section, Sections, Topic, TopicName};

/// A line for each topic that links to its section, and one for the findings. In a widget the links are buttons, because the URL
/// belongs to the host page.
pub fn topics(report: &Report, sections: &Sections, surface: &Surface) -> Html {
    let mut lines = Vec::new();
    for topic in &sections.topics {
        lines.extend(line(report, sections, topic, surface));
    }
    lines.extend(findings(report, surface));
    if lines.is_empty() {
        return Html::default();
    }
    html! {
        <nav class="topics" aria-labelledby="topics-title">
            <h2 class="topics__title" id="topics-title">{ Section::Topics.title() }</h2>
            <ul class="topics__list">
                { for lines }
            </ul>
        </nav>
    }
}

/// The section on a topic.
fn section_of(report: &Report, sections: &Sections, topic: TopicName) -> Section {
    match topic {
        TopicName::Policy => Section::Effects,
        TopicName::Reports if report.destinations.is_empty() => Section::Plan,
        TopicName::Reports => Section::Reports,
        TopicName::Mx if sections.mail.is_none() => Section::Evidence,
        TopicName::Spf => Section::Spf,
        TopicName::Dkim => Section::Dkim,
        TopicName::Senders => Section::Senders,
        TopicName::Mx => Section::Mail,
        TopicName::Transport => Section::Transport,
    }
}

/// The line of one topic.
fn line(report: &Report, sections: &Sections, topic: &Topic, surface: &Surface) -> Option<Html> {
    item(
        (report, surface),
        section_of(report, sections, topic.name),
        state_icon(topic.state),
        topic.name.label(),
        topic.state.label(),
        &topic.text,
    )
}

/// The line of the findings: the number of those with the highest severity.
fn findings(report: &Report, surface: &Surface) -> Option<Html> {
    let found = &report.findings.found;
    let Some(severity) = found.first().map(Finding::severity) else {
        let icon = state_icon(State::Good);
        return item(
            (report, surface),
            Section::Findings,
            icon,
            "Findings",
            State::Good.label(),
            "none",
        );
    };
    let count = found.iter().filter(|f| f.severity() == severity).count();
    let words = match severity {
        Severity::Problem => counted(count, "problem", "problems"),
        Severity::Advice => counted(count, "suggestion", "suggestions"),
        Severity::Note => counted(count, "note", "notes"),
    };
    item(
        (report, surface),
        Section::Findings,
        severity_icon(severity),
        "Findings",
        word(severity),
        &words,
    )
}

/// A line with icon, name and a few words; `None` if the section is hidden.
fn item(
    (report, surface): (&Report, &Surface),
    section: Section,
    icon: Html,
    name: &'static str,
    state: &'static str,
    words: &str,
) -> Option<Html> {
    if !surface.shows(section) {
        return None;
    }
    let content = [
        icon,
        text("span", "topics__name", name),
        hidden(&format!(": {state}, ")),
        text("span", "topics__text", words),
    ];
    let content = content.into_iter().collect();
    let place = (section.whole().id().to_owned(), "topics__link");
    let item = to_place(report, surface, place, content);
    Some(element("li", "topics__item", item))
}

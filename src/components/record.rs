//! [`Record`]: the record, displayed tag by tag.

use yew::prelude::*;

use super::fold::fold;
use super::{
    CopyButton, answer, code, copied_text, element, plain, prose, references, section, state_icon,
    text,
};
use crate::browser::focus_near;
use dmarc_engine::advice::State;
use dmarc_engine::explain::Explanation;
use dmarc_engine::report::words::{cut, visible};
use dmarc_engine::report::{Piece, RecordView, Section, Sections};

/// How many octets of the record the line of its section shows.
const LONGEST_LINE: usize = 100;

/// How many parts of the record are shown tag by tag.
const MOST: usize = 100;

/// How many octets of such a part are shown.
const LONGEST: usize = 1_000;

/// Properties of [`Record`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct RecordProps {
    /// The record to show.
    pub record: RecordView,
}

/// A selectable tag.
#[derive(Clone, Copy)]
struct Stop<'a> {
    /// The text of the tag.
    text: &'a str,
    /// The meaning of the tag.
    explanation: &'a Explanation,
    /// The state that the findings about the tag add up to.
    state: State,
    /// The findings about the tag.
    findings: &'a [String],
}

/// The record. Its tags can be selected by mouse, touch and arrow keys; the meaning of the selected one is shown below.
#[component]
pub fn Record(props: &RecordProps) -> Html {
    let record = &props.record;
    let (pieces, left_out) = record.pieces.split_at(record.pieces.len().min(MOST));
    let texts: Vec<String> = pieces.iter().map(text_of).collect();
    let stops = stops(record, &texts);
    let selected = use_state_eq(|| first_choice(&stops));
    let count = stops.len();
    let tags = use_node_ref();
    let onkeydown = {
        let (selected, tags) = (selected.clone(), tags.clone());
        Callback::from(move |event: KeyboardEvent| {
            if let Some(next) = moved(&event.key(), *selected, count) {
                event.prevent_default();
                selected.set(next);
                focus_near(&tags, &id(next));
            }
        })
    };
    let tag = |place: usize, class: &'static str, state: State, content: Html| {
        let onclick = {
            let selected = selected.setter();
            Callback::from(move |_: MouseEvent| selected.set(place))
        };
        let is_selected = place == *selected;
        html! {
            <button
                type="button"
                id={id(place)}
                class={classes!("tag", class)}
                data-state={state.as_str()}
                aria-pressed={is_selected.to_string()}
                aria-controls="record-meaning"
                tabindex={if is_selected { "0" } else { "-1" }}
                {onclick}
            >
                { content }
            </button>
        }
    };
    let mut place = 0;
    let pieces: Html = pieces
        .iter()
        .map(|piece| {
            if piece.explanation.is_none() {
                return element("span", "record__between", runs(piece));
            }
            place += 1;
            tag(place - 1, "tag--declared", piece.state, runs(piece))
        })
        .collect();
    let unstated: Html = record
        .unstated
        .iter()
        .map(|unstated| {
            place += 1;
            let content = Html::from(unstated.text.clone());
            tag(place - 1, "tag--unstated", State::NotApplicable, content)
        })
        .collect();
    let copied = {
        let text = record.text.clone();
        copied_text(move || text.clone())
    };
    let in_full = html! {
        <div class="plain">
            { plain(&record.text) }
            <CopyButton label="Copy" about="the record" text={copied} />
        </div>
    };
    html! {
        <>
            if let Some(note) = &record.note {
                { prose(note) }
            }
            <div ref={tags} class="record" role="toolbar" aria-label="Tags" {onkeydown}>
                <div class="record__line">
                    { pieces }
                    if !left_out.is_empty() { { "…" } }
                </div>
                if !record.unstated.is_empty() {
                    <div class="record__line record__line--unstated">
                        { text("span", "record__hint", "Defaults in effect") }
                        { unstated }
                    </div>
                }
            </div>
            <div class="meaning" id="record-meaning" aria-live="polite">
                { stops.get(*selected).map(meaning) }
            </div>
            { fold("The record as plain text", in_full) }
        </>
    }
}

/// The section about the record, with the line of the record; below it how the policy was found.
pub fn the_record(sections: &Sections, discovery: Html) -> Html {
    let Some(view) = &sections.record else {
        let line = answer(State::NotSet, "No DMARC record found");
        return section(Section::Record, line, false, discovery);
    };
    let states = view.pieces.iter().map(|piece| piece.state);
    let state = states.reduce(State::worse).unwrap_or(State::Good);
    let (start, is_cut) = cut(&view.text, LONGEST_LINE);
    let mut line = visible(start).into_owned();
    if is_cut {
        line.push('…');
    }
    let content = html! {
        <>
            <Record key={format!("{} {}", view.name, view.text)} record={view.clone()} />
            { discovery }
        </>
    };
    section(
        Section::Record,
        answer(state.worse(State::Good), &line),
        false,
        content,
    )
}

/// The element id of a tag.
fn id(place: usize) -> String {
    format!("tag-{place}")
}

/// The text of a segment.
fn text_of(piece: &Piece) -> String {
    piece.runs.iter().map(|run| run.text.as_str()).collect()
}

/// The selectable tags, in order; `texts` are the texts of the segments.
fn stops<'a>(record: &'a RecordView, texts: &'a [String]) -> Vec<Stop<'a>> {
    let declared = record.pieces.iter().zip(texts).filter_map(|(piece, text)| {
        Some(Stop {
            text,
            explanation: piece.explanation.as_ref()?,
            state: piece.state,
            findings: &piece.findings,
        })
    });
    let unstated = record.unstated.iter().map(|unstated| Stop {
        text: &unstated.text,
        explanation: &unstated.explanation,
        state: State::NotApplicable,
        findings: &[],
    });
    declared.chain(unstated).collect()
}

/// The initially selected tag: the first with a problem, else the first with a suggestion, else the second, because the first is
/// the version.
fn first_choice(stops: &[Stop]) -> usize {
    let with = |state| stops.iter().position(|stop| stop.state == state);
    with(State::Problem)
        .or_else(|| with(State::Advice))
        .unwrap_or(usize::from(stops.len() > 1))
}

/// The tag that a key moves to, out of `count` tags; `None` for keys that don't move.
fn moved(key: &str, from: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowRight" | "ArrowDown" => Some(if from >= last { 0 } else { from + 1 }),
        "ArrowLeft" | "ArrowUp" => Some(from.checked_sub(1).unwrap_or(last)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

/// The text of a segment, with the parts that findings refer to underlined.
fn runs(piece: &Piece) -> Html {
    piece
        .runs
        .iter()
        .map(|run| {
            if run.is_marked {
                text("mark", "marked", &visible(cut(&run.text, LONGEST).0))
            } else {
                text("span", "", &visible(cut(&run.text, LONGEST).0))
            }
        })
        .collect()
}

/// The meaning of a tag and the findings about it.
fn meaning(stop: &Stop) -> Html {
    let Explanation {
        title,
        meaning,
        origin,
        references: list,
    } = stop.explanation;
    let findings = stop.findings.iter().map(|message| {
        html! { <li>{ state_icon(stop.state) }{ text("span", "", message) }</li> }
    });
    html! {
        <>
            <h3 class="meaning__title">{ *title }{ " " }{ code(stop.text.trim()) }</h3>
            { text("p", "", meaning) }
            if !stop.findings.is_empty() {
                <ul class="meaning__findings" data-state={stop.state.as_str()}>{ for findings }</ul>
            }
            { text("p", "meaning__origin", origin) }
            { references(list) }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_go_around() {
        assert_eq!(moved("ArrowRight", 0, 3), Some(1));
        assert_eq!(moved("ArrowRight", 2, 3), Some(0));
        assert_eq!(moved("ArrowLeft", 0, 3), Some(2));
        assert_eq!(moved("End", 0, 3), Some(2));
        assert_eq!(moved("Home", 2, 3), Some(0));
        assert_eq!(moved("Tab", 0, 3), None);
        assert_eq!(moved("End", 0, 0), None);
    }
}

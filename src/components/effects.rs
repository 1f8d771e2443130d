//! [`effects`]: the table of what the policy asks receivers to do.

use yew::prelude::*;

use super::{answer, element, name, section, state_icon, text};
use dmarc_engine::report::{EffectCell, EffectView, Overview, Section, Summary};

/// Heading for receivers that follow RFC 9989.
const RFC_9989: &str = "Receivers on RFC 9989";

/// Heading for receivers that follow RFC 7489.
const RFC_7489: &str = "Receivers still on RFC 7489";

/// Heading for both, if they are asked to do the same.
const BOTH: &str = "Receivers on RFC 9989 or RFC 7489";

/// The table, and why its columns differ where they do. Where they never do, they are one. Below it `reports`, with the line
/// about them.
pub fn effects(
    overview: &Overview,
    summary: &Summary,
    (line, reports): (Option<&Summary>, Html),
) -> Html {
    let has_one_cell = overview.effects.iter().all(is_alike);
    let headings = if has_one_cell {
        heading("2", BOTH)
    } else {
        html! { <>{ heading("1", RFC_9989) }{ heading("1", RFC_7489) }</> }
    };
    let content = html! {
        <>
            <table class="effects">
                <thead>
                    <tr>
                        { heading("1", "Forged mail from") }
                        { headings }
                    </tr>
                </thead>
                <tbody>{ for overview.effects.iter().map(|view| row(view, has_one_cell)) }</tbody>
            </table>
            { element("div", "effects__why", differences(&overview.effects)) }
            { reports }
        </>
    };
    // Where all are asked the same, the line says all of it.
    let cells = || {
        overview
            .effects
            .iter()
            .flat_map(|row| [row.rfc9989.text, row.rfc7489.text])
    };
    let has_more = cells().any(|text| Some(text) != cells().next());
    let lines = [Some(summary), line];
    let answers = lines.into_iter().flatten();
    let answers = answers.map(|line| answer(line.state, &line.text)).collect();
    section(Section::Effects, answers, has_more, content)
}

/// The heading of one or two columns.
fn heading(span: &'static str, words: &'static str) -> Html {
    html! { <th scope={if span == "1" { "col" } else { "colgroup" }} colspan={span}>{ words }</th> }
}

/// Whether both kinds of receivers are asked to do the same for the same reason.
fn is_alike(row: &EffectView) -> bool {
    row.rfc9989 == row.rfc7489
}

/// One name, with a cell for each kind of receiver or one for both.
fn row(row: &EffectView, has_one_cell: bool) -> Html {
    let cells = if has_one_cell {
        cell(BOTH, "2", &row.rfc9989)
    } else {
        html! { <>{ cell(RFC_9989, "1", &row.rfc9989) }{ cell(RFC_7489, "1", &row.rfc7489) }</> }
    };
    html! {
        <tr>
            <th scope="row">{ name(&row.name) }{ text("small", "", row.kind) }</th>
            { cells }
        </tr>
    }
}

/// What one or both kinds of receivers are asked to do. The cell repeats the heading of its column for narrow screens.
fn cell(column: &'static str, span: &'static str, cell: &EffectCell) -> Html {
    html! {
        <td class="effects__cell" data-state={cell.state.as_str()} colspan={span}>
            <span class="effects__column" aria-hidden="true">{ column }</span>
            <span class="effects__text">{ state_icon(cell.state) }{ text("span", "", cell.text) }</span>
            { text("small", "", &cell.reason) }
        </td>
    }
}

/// The reasons why the columns differ, each once, followed by the affected names unless all are.
fn differences(rows: &[EffectView]) -> Html {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for row in rows {
        let Some(difference) = row.difference.as_deref() else {
            continue;
        };
        match reasons.iter_mut().find(|(reason, _)| *reason == difference) {
            Some((_, names)) => names.push(&row.name),
            None => reasons.push((difference, vec![&row.name])),
        }
    }
    let paragraphs = reasons.into_iter().map(|(reason, names)| {
        let mut words = Vec::new();
        if names.len() < rows.len() {
            for (place, name) in names.iter().enumerate() {
                words.push(if place > 0 {
                    ", ".into()
                } else {
                    Html::default()
                });
                words.push(self::name(name));
            }
            words.push(": ".into());
        }
        words.push(Html::from(reason.to_owned()));
        element("p", "", words.into_iter().collect())
    });
    paragraphs.collect()
}

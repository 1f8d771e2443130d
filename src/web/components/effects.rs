//! [`effects`]: the table of what receivers are asked to do.

use yew::prelude::*;

use super::{code, element, section, state_icon, text};
use crate::report::{EffectCell, EffectView, Report};

/// The heading of the first kind of receivers.
const RFC_9989: &str = "Receivers on RFC 9989";

/// The heading of the second.
const RFC_7489: &str = "Receivers still on RFC 7489";

/// The table, and why its columns differ where they do.
pub fn effects(report: &Report) -> Html {
    let content = html! {
        <>
            <table class="effects">
                <thead>
                    <tr>
                        { heading("Forged mail from") }
                        { heading(RFC_9989) }
                        { heading(RFC_7489) }
                    </tr>
                </thead>
                <tbody>{ for report.effects.iter().map(row) }</tbody>
            </table>
            { element("div", "effects__why", differences(&report.effects)) }
        </>
    };
    section("receivers", "What receivers are asked to do", content)
}

/// The heading of a column.
fn heading(words: &'static str) -> Html {
    html! { <th scope="col">{ words }</th> }
}

/// One name. Where both kinds of receivers are asked the same for the same reason, it is said once.
fn row(row: &EffectView) -> Html {
    let cells = if row.rfc9989 == row.rfc7489 {
        cell("Both kinds of receivers", "2", &row.rfc9989)
    } else {
        html! { <>{ cell(RFC_9989, "1", &row.rfc9989) }{ cell(RFC_7489, "1", &row.rfc7489) }</> }
    };
    html! {
        <tr>
            <th scope="row">{ code(&row.name) }{ text("small", "", row.kind) }</th>
            { cells }
        </tr>
    }
}

/// What one kind of receivers is asked, or both. For narrow screens the name of the column stands in the cell
/// as well.
fn cell(column: &'static str, span: &'static str, cell: &EffectCell) -> Html {
    html! {
        <td class="effects__cell" data-state={cell.state.as_str()} colspan={span}>
            <span class="effects__column" aria-hidden="true">{ column }</span>
            <span class="effects__text">{ state_icon(cell.state) }{ text("span", "", cell.text) }</span>
            { text("small", "", &cell.reason) }
        </td>
    }
}

/// Why the columns differ, each reason once, with the names that it is about unless it is about all.
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
                words.push(code(name));
            }
            words.push(": ".into());
        }
        words.push(Html::from(reason.to_owned()));
        element("p", "", words.into_iter().collect())
    });
    paragraphs.collect()
}

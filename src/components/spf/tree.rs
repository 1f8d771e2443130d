//! [`tree`]: the SPF records and their targets, as collapsible nested lists.

use yew::prelude::*;

use super::super::plain::plains;
use super::super::{code, element, hidden, prose, state_icon, text};
use dmarc_engine::advice::State;
use dmarc_engine::report::words::{cut, visible};
use dmarc_engine::report::{SenderView, SpfNode, SpfNote, SpfPart, SpfPiece, SpfTerm, SpfView};

/// How many terms of a record are shown. No one reads more, and a browser takes seconds for them.
const MOST: usize = 100;

/// How many octets of a part of a term are shown.
const LONGEST: usize = 300;

/// The tree, with the path of a sender highlighted.
pub(super) fn tree(view: &SpfView, sender: Option<&SenderView>) -> Html {
    let drawing = Drawing { view, sender };
    let Some(root) = view.nodes.first() else {
        return Html::default();
    };
    html! {
        <ul class="tree">
            <li class="tree__node" data-on-way={drawing.is_on_way(0)}>
                <p class="tree__line">{ icon(root.state) }<b>{ code(&root.name) }</b></p>
                { drawing.body(0, root) }
            </li>
        </ul>
    }
}

/// The data that all parts of the tree share.
#[derive(Clone, Copy)]
struct Drawing<'a> {
    view: &'a SpfView,
    /// The sender whose path is highlighted.
    sender: Option<&'a SenderView>,
}

impl Drawing<'_> {
    /// The value of `data-on-way` for a node: set if it is on the sender's path.
    fn is_on_way(self, index: usize) -> Option<&'static str> {
        let sender = self.sender?;
        sender.is_on_way(index).then_some("")
    }

    /// The content of a node and everything below it.
    fn body(self, index: usize, node: &SpfNode) -> Html {
        let terms = node.terms.iter().take(MOST);
        let terms = terms.map(|term| self.term(index, term));
        let left_out = node.terms.len().saturating_sub(MOST);
        html! {
            <>
                { self.record(index, &node.record) }
                { plains(&node.texts) }
                <p class="tree__sentence">
                    { &node.sentence }{ " " }{ text("span", "tree__cost", &node.cost) }
                </p>
                { notes(&node.notes) }
                if !node.terms.is_empty() {
                    { element("ul", "tree__terms", terms.collect()) }
                }
                if left_out > 0 {
                    { prose(&format!("And {left_out} more. The evidence has the whole record.")) }
                }
            </>
        }
    }

    /// The record, displayed term by term.
    fn record(self, index: usize, pieces: &[SpfPiece]) -> Html {
        if pieces.is_empty() {
            return Html::default();
        }
        let more = pieces.len() > MOST;
        let pieces = pieces.iter().take(MOST).map(|piece| {
            let runs = piece.runs.iter().map(|run| {
                let class = match run.part {
                    _ if run.is_marked => "marked",
                    SpfPart::Between => "",
                    SpfPart::Qualifier => "term__qualifier",
                    SpfPart::Name => "term__name",
                    SpfPart::Value => "term__value",
                };
                text(if run.is_marked { "mark" } else { "span" }, class, &visible(cut(&run.text, LONGEST).0))
            });
            let Some(place) = piece.term else {
                return runs.collect();
            };
            let (on_way, decides) = self.marks(index, &[place]);
            html! {
                <span class="term" data-state={piece.state.as_str()} data-on-way={on_way} data-decides={decides}>
                    { for runs }
                </span>
            }
        });
        let more = more.then(|| Html::from("…"));
        element("p", "tree__record", pieces.chain(more).collect())
    }

    /// A term and the node it refers to, collapsible if that node has a record.
    fn term(self, index: usize, term: &SpfTerm) -> Html {
        let (on_way, decides) = self.marks(index, &term.places);
        let step = self
            .sender
            .and_then(|sender| sender.step_at(index, &term.places));
        let line = html! {
            <>
                { icon(term.state) }
                { code(&term.text) }
                { " " }
                { text("span", "tree__cost", &term.cost) }
                if let Some((step, _)) = step {
                    { " " }{ text("b", "tree__outcome", step.outcome) }
                }
            </>
        };
        let said =
            html! { <>{ text("p", "tree__meaning", &term.meaning) }{ notes(&term.notes) }</> };
        let child = term
            .child
            .and_then(|child| Some((child, self.view.nodes.get(child)?)));
        let content = match child {
            Some((child, node)) if node.has_text() => self.folded(child, node, line, said),
            Some((child, node)) => {
                html! { <>{ element("p", "tree__line", line) }{ said }{ self.body(child, node) }</> }
            }
            None => html! { <>{ element("p", "tree__line", line) }{ said }</> },
        };
        let is_past = term.is_past_limit.then_some("");
        html! {
            <li
                class="tree__term"
                data-state={term.state.as_str()}
                data-on-way={on_way}
                data-decides={decides}
                data-past-limit={is_past}
            >
                { content }
            </li>
        }
    }

    /// A collapsible node below the line of its term.
    fn folded(self, index: usize, node: &SpfNode, line: Html, said: Html) -> Html {
        let on_way = self.is_on_way(index);
        // The key changes with the highlight, which recreates the element: it opens even if the visitor collapsed it.
        let key = format!("{index} {}", on_way.is_some());
        let is_open = node.is_open || on_way.is_some();
        html! {
            <details class="tree__node" {key} data-on-way={on_way} open={is_open}>
                <summary class="tree__line">{ line }</summary>
                { said }
                { self.body(index, node) }
            </details>
        }
    }

    /// The attributes that mark a term on the path, and the term that decides.
    fn marks(self, index: usize, places: &[usize]) -> (Option<&'static str>, Option<&'static str>) {
        let step = self.sender.and_then(|sender| sender.step_at(index, places));
        match step {
            Some((_, is_last)) => (Some(""), is_last.then_some("")),
            None => (None, None),
        }
    }
}

/// The icon and name of a state; empty if all is well, which is most of a tree.
fn icon(state: State) -> Html {
    match state {
        State::Good | State::NotApplicable => Html::default(),
        _ => html! { <>{ state_icon(state) }{ hidden(&format!("{}: ", state.label())) }</> },
    }
}

/// Notes on a node or term; empty if there are none.
fn notes(notes: &[SpfNote]) -> Html {
    if notes.is_empty() {
        return Html::default();
    }
    let notes = notes.iter().map(|note| {
        html! {
            <li class="tree__note" data-state={note.state.as_str()}>
                { icon(note.state) }
                { text("span", "", &note.text) }
            </li>
        }
    });
    element("ul", "tree__notes", notes.collect())
}

//! [`Spf`]: the tree of SPF records, its limits, and whether an address may send.

mod answer;
mod form;
mod limits;
mod tree;

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::future::{AbortHandle, abortable};
use yew::platform::spawn_local;
use yew::prelude::*;

use super::{answer as line, prose, section, text};
use crate::Evaluate;
use dmarc_engine::advice::State;
use dmarc_engine::report::{Section, SenderView, SpfView};
use dmarc_engine::spf::{Evaluation, Session};

pub use form::{SpfForm, SpfFormProps};

/// Properties of [`Spf`].
#[derive(Debug, Clone, Properties)]
pub struct SpfProps {
    /// The tree prepared for display. Use another `key` for another domain, so that no state is carried over.
    pub view: Rc<SpfView>,
    /// Evaluates SPF for one sender.
    pub evaluate: Evaluate,
}

/// Compares trees by pointer, because they are immutable.
impl PartialEq for SpfProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.view, &other.view) && self.evaluate == other.evaluate
    }
}

/// The state of the evaluation of a sender.
enum Asked {
    /// Nothing was asked.
    Nothing,
    /// The evaluation is running.
    Waiting,
    /// The sender and the result.
    Answered(Rc<(Session, Evaluation)>),
    /// The on-demand part could not be loaded; says why.
    Failed(String),
}

/// The SPF section. Evaluating a sender highlights its path through the tree.
#[component]
pub fn Spf(props: &SpfProps) -> Html {
    let asked = use_state(|| Asked::Nothing);
    let running = use_mut_ref(|| None::<AbortHandle>);
    {
        let running = running.clone();
        use_effect_with((), move |()| move || end(&running));
    }
    let on_ask = {
        let (asked, evaluate) = (asked.setter(), props.evaluate.clone());
        Callback::from(move |session: Session| {
            end(&running);
            asked.set(Asked::Waiting);
            let (run, abort) = abortable(evaluate.emit(session.clone()));
            *running.borrow_mut() = Some(abort);
            let asked = asked.clone();
            spawn_local(async move {
                // An abort is not an error.
                if let Ok(outcome) = run.await {
                    asked.set(match outcome {
                        Ok(evaluation) => Asked::Answered(Rc::new((session, evaluation))),
                        Err(reason) => Asked::Failed(reason),
                    });
                }
            });
        })
    };
    let sender = match &*asked {
        Asked::Answered(answered) => Some(SenderView::new(&props.view, &answered.0, &answered.1)),
        Asked::Nothing | Asked::Waiting | Asked::Failed(_) => None,
    };
    let instead = match &*asked {
        Asked::Waiting => "Asking.",
        Asked::Failed(reason) => reason,
        Asked::Nothing | Asked::Answered(_) => "",
    };
    let form = match &props.view.domain {
        Some(domain) if props.view.has_record() => html! {
            <>
                <SpfForm domain={domain.clone()} name={props.view.name.clone()} {on_ask} />
                { answer::answer(sender.as_ref(), instead) }
            </>
        },
        _ => Html::default(),
    };
    spf(&props.view, sender.as_ref(), form)
}

/// The section with `form` between the limits and the tree.
pub fn spf(view: &SpfView, sender: Option<&SenderView>, form: Html) -> Html {
    // What is wrong is the answer; if nothing is, the room that is left is.
    let is_sound = matches!(view.state, State::Good | State::Advice);
    let used = view.limits.first().filter(|_| is_sound);
    let in_short = used.map_or_else(
        || view.headline.clone(),
        |limit| format!("{} lookups used.", limit.figures),
    );
    let content = html! {
        <div class="spf">
            if used.is_some() { { prose(&view.headline) } }
            { limits::limits(view) }
            { form }
            { tree::tree(view, sender) }
            if !view.note.is_empty() {
                { text("p", "spf__note", view.note) }
            }
        </div>
    };
    section(Section::Spf, line(view.state, &in_short), false, content)
}

/// The result of an evaluation, as shown below the form.
pub fn spf_answer(sender: &SenderView) -> Html {
    answer::answer(Some(sender), "")
}

/// Aborts the running evaluation, if any.
fn end(running: &RefCell<Option<AbortHandle>>) {
    if let Some(abort) = running.borrow_mut().take() {
        abort.abort();
    }
}

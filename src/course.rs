//! [`Course`]: what a check is part of, and what can still be done once it is complete.

use std::rc::Rc;

use futures_util::FutureExt;
use yew::Callback;

use super::part::{Part, load};
use super::source::Source;
use super::{Action, Calls, on_demand};
use dmarc_engine::discovery::Facts;
use dmarc_engine::dns::{Known, Question};
use dmarc_engine::report::{Report, Sections};
use dmarc_engine::spf::Session;

/// What a check is part of: its id, the report before it, and where its later results go.
pub(super) struct Course {
    /// The id of the check.
    pub(super) id: u32,
    /// The report of the check before, if that was of the same domain.
    pub(super) before: Option<Rc<Report>>,
    /// Receives what becomes known after the check.
    pub(super) on_action: Callback<Action>,
}

/// What can still be done with a check of these facts.
pub(super) fn calls(source: &Rc<Source>, facts: Rc<Facts>, course: Course) -> Calls {
    let Course { id, on_action, .. } = course;
    let known = Known {
        answers: facts.answers.0.clone(),
        resolver: Rc::clone(source),
    };
    let on_later = on_action.clone();
    let resolver = Rc::clone(source);
    Calls {
        evaluate: Callback::from(move |session: Session| {
            let (known, on_later) = (known.clone(), on_later.clone());
            let run = async move {
                load(Part::OnDemand).await?;
                let evaluation = on_demand::evaluate(known.clone(), session).await;
                let mut later = evaluation.answers.clone();
                later.retain(|answer| !known.answers.contains(answer));
                on_later.emit(Action::Later(id, later));
                Ok(evaluation)
            };
            run.boxed_local()
        }),
        ask_anew: Callback::from(move |question: Question| {
            let resolver = Rc::clone(&resolver);
            async move { resolver.ask_anew(&question).await }.boxed_local()
        }),
        tell: Callback::from(move |known| {
            let report = Rc::new(Report::with(Rc::clone(&facts), known));
            let sections = Rc::new(Sections::new(&report));
            on_action.emit(Action::Told(id, report, sections));
        }),
    }
}

//! [`check`]: a whole check, which can be stopped.

use std::pin::pin;
use std::rc::Rc;

use futures_util::future::{Either, select};
use js_sys::Promise;
use js_sys::futures::{JsFuture, future_to_promise};
use wasm_bindgen::JsValue;

use super::fetch::HostFetch;
use super::settings::{choice_of, domain_of};
use super::{Refused, Settings, object};
use dmarc_engine::discovery::{Options, SuffixList, gather};
use dmarc_engine::dns::{Answer, DohResolver, Question, Resolver, Zone, example_zone, is_example};
use dmarc_engine::domain::DomainName;
use dmarc_engine::json;
use dmarc_engine::report::Report;

/// The Public Suffix List. Loading it beside the Wasm would be a second file to host and a second thing to fail.
const SUFFIX_LIST: &str = include_str!("../../assets/public-suffix-list.txt");

/// Begins a check, which comes to a report. Whatever cannot be asked is part of it, so the promise rejects only with the
/// reason of `stopped`; by then all requests are ended.
///
/// # Errors
///
/// [`Refused`] when domain or resolver are none.
pub fn check(settings: &Settings) -> Result<Promise, Refused> {
    let domain = domain_of(&settings.domain())?;
    let choice = choice_of(settings.resolver().as_deref())?;
    let is_example = is_example(&domain);
    let options = settings.options(is_example);
    let get = settings.get();
    let on_progress = settings.on_progress();
    let stopped = settings.stopped();
    let on_progress = move |answered: usize, asked: usize| {
        // It never throws, and what it gives back is nothing to us.
        let _ = on_progress.call2(&JsValue::UNDEFINED, &answered.into(), &asked.into());
    };
    let source = if is_example {
        Source::Examples(example_zone())
    } else {
        Source::Network(DohResolver::new(HostFetch(get), choice.providers()))
    };
    let run = async move { report(&source, &domain, &options, on_progress).await };
    Ok(future_to_promise(async move {
        let stopped = pin!(JsFuture::from(stopped));
        let run = pin!(run);
        match select(stopped, run).await {
            Either::Left((Ok(reason) | Err(reason), _)) => Err(reason),
            Either::Right((report, _)) => object(&json::report(&report)),
        }
    }))
}

/// Who answers the questions of a check. One type, since a check that is compiled for each of two is twice in the Wasm.
enum Source {
    /// The zone that comes with the module.
    Examples(Zone),
    /// The resolver that was chosen.
    Network(DohResolver<HostFetch>),
}

impl Resolver for Source {
    async fn ask(&self, question: &Question) -> Answer {
        match self {
            Self::Examples(zone) => zone.answer(question),
            Self::Network(resolver) => resolver.ask(question).await,
        }
    }
}

/// Asks `source` about a domain, and makes the report.
async fn report(
    source: &Source,
    domain: &DomainName,
    options: &Options,
    on_progress: impl FnMut(usize, usize),
) -> Report {
    let facts = gather(source, domain, options, |_| (), on_progress).await;
    let facts = match SuffixList::parse(SUFFIX_LIST).map(Rc::new) {
        Some(list) => facts.settled(&list),
        None => facts,
    };
    Report::new(Rc::new(facts))
}

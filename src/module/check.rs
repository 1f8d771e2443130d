//! [`check`]: runs a complete check that can be aborted.

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

/// The Public Suffix List, built in: as a separate download it would be one more file to host and one more that can fail.
const SUFFIX_LIST: &str = include_str!("../../assets/public-suffix-list.txt");

/// Starts a check; the promise resolves to the report. Failed queries are part of the report, so the promise rejects only with
/// the reason of `stopped`; by then all requests are aborted.
///
/// # Errors
///
/// [`Refused`] when the domain or the resolver is invalid.
pub fn check(settings: &Settings) -> Result<Promise, Refused> {
    let domain = domain_of(&settings.domain())?;
    let choice = choice_of(settings.resolver().as_deref())?;
    let is_example = is_example(&domain);
    let options = settings.options(is_example);
    let get = settings.get();
    let on_progress = settings.on_progress();
    let stopped = settings.stopped();
    let on_progress = move |answered: usize, asked: usize| {
        // It never throws, and its return value has no meaning.
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

/// The resolver of a check. A single type, because a generic check would be compiled into the Wasm once per resolver.
enum Source {
    /// The built-in zone with the example domains.
    Examples(Zone),
    /// The selected DNS-over-HTTPS resolver and its fallbacks.
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

/// Runs a check of `domain` with `source` and builds the report.
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

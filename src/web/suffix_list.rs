//! The Public Suffix List: loaded beside the first check, never before.

use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{Either, LocalBoxFuture, Shared, select};
use gloo_net::http::Request;
use gloo_timers::future::TimeoutFuture;

use crate::discovery::SuffixList;

/// Where the list stands beside the page.
const FILE: &str = "public-suffix-list.txt";

/// How long a check waits for the list, in milliseconds. It says what is open without it.
const TIME_LIMIT: u32 = 4000;

/// The list on its way, or the lack of it.
type Loading = Shared<LocalBoxFuture<'static, Option<Rc<SuffixList>>>>;

thread_local! {
    /// The list for every check of this visit. Whoever waits first sets it off.
    static LIST: Loading = loading();
}

/// The list, or the lack of it.
pub(super) fn list() -> Loading {
    LIST.with(Loading::clone)
}

/// Loads the list once somebody waits for it.
fn loading() -> Loading {
    let load = async {
        let text = Box::pin(receive());
        match select(text, TimeoutFuture::new(TIME_LIMIT)).await {
            Either::Left((text, _)) => SuffixList::parse(&text?).map(Rc::new),
            Either::Right(_) => None,
        }
    };
    load.boxed_local().shared()
}

/// The text of the file.
async fn receive() -> Option<String> {
    Request::get(FILE).send().await.ok()?.text().await.ok()
}

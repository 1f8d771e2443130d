//! The Public Suffix List: loaded beside the first check, never before.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{Either, LocalBoxFuture, Shared, select};
use gloo_net::http::{Request, Response};
use gloo_timers::future::TimeoutFuture;
use web_sys::{ReferrerPolicy, RequestCredentials};

use dmarc_engine::discovery::SuffixList;

/// The name of the list.
const FILE: &str = "public-suffix-list.txt";

/// How long a check waits for the list, in milliseconds. It says what is open without it.
const TIME_LIMIT: u32 = 4000;

/// The list on its way, or the lack of it.
type Loading = Shared<LocalBoxFuture<'static, Option<Rc<SuffixList>>>>;

thread_local! {
    /// The folder that the list is in, with a slash at its end; beside the page unless something else is said.
    static FOLDER: RefCell<String> = const { RefCell::new(String::new()) };
    /// The list for every check of this visit. Whoever waits first sets it off.
    static LIST: Loading = loading();
}

/// The list, or the lack of it.
pub(super) fn list() -> Loading {
    LIST.with(Loading::clone)
}

/// Says which folder the list is in, by an address with a slash at its end.
pub(super) fn is_in(folder: &str) {
    FOLDER.with(|place| folder.clone_into(&mut place.borrow_mut()));
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
    let address = FOLDER.with(|folder| format!("{}{FILE}", folder.borrow()));
    let request = Request::get(&address)
        .credentials(RequestCredentials::SameOrigin)
        .referrer_policy(ReferrerPolicy::NoReferrer);
    let response = request.send().await.ok().filter(Response::ok)?;
    response.text().await.ok()
}

//! The Public Suffix List, loaded in parallel with the first check and never before.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{Either, LocalBoxFuture, Shared, select};
use gloo_net::http::{Request, Response};
use gloo_timers::future::TimeoutFuture;
use web_sys::{ReferrerPolicy, RequestCredentials};

use dmarc_engine::discovery::SuffixList;

/// File name of the list.
const FILE: &str = "public-suffix-list.txt";

/// How long a check waits for the list, in milliseconds. Without it, the report says what remains undecided.
const TIME_LIMIT: u32 = 4000;

/// The list while it loads; `None` if it could not be loaded.
type Loading = Shared<LocalBoxFuture<'static, Option<Rc<SuffixList>>>>;

thread_local! {
    /// URL of the folder with the list, with a trailing slash; empty means the page's own folder.
    static FOLDER: RefCell<String> = const { RefCell::new(String::new()) };
    /// Shared by every check of this visit. The first waiter starts the download.
    static LIST: Loading = loading();
}

/// Returns the shared list, which loads on first use.
pub(super) fn list() -> Loading {
    LIST.with(Loading::clone)
}

/// Sets the URL of the folder with the list. It must end with a slash.
pub(super) fn is_in(folder: &str) {
    FOLDER.with(|place| folder.clone_into(&mut place.borrow_mut()));
}

/// Creates the future that loads the list when it is first polled.
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

/// Downloads the list as text.
async fn receive() -> Option<String> {
    let address = FOLDER.with(|folder| format!("{}{FILE}", folder.borrow()));
    let request = Request::get(&address)
        .credentials(RequestCredentials::SameOrigin)
        .referrer_policy(ReferrerPolicy::NoReferrer);
    let response = request.send().await.ok().filter(Response::ok)?;
    response.text().await.ok()
}

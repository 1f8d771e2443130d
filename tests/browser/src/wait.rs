//! Waiting: [`run`] for an asynchronous test, [`until`] for a condition.

use std::sync::LazyLock;
use std::time::Duration;

use thirtyfour::error::WebDriverResult;
use tokio::runtime::Runtime;
use tokio::time::{Instant, sleep};

/// The time limit for a condition. Generous, for a busy machine; a passing test never waits that long.
const LIMIT: Duration = Duration::from_secs(30);

/// The polling interval.
const PAUSE: Duration = Duration::from_millis(25);

/// The runtime of the servers and of all tests, for the life of the program.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder
        .enable_all()
        .worker_threads(2)
        .build()
        .expect("threads can be started")
});

/// Runs a future to completion.
pub fn run<T>(future: impl Future<Output = T>) -> T {
    RUNTIME.block_on(future)
}

/// Polls until `look` returns a value.
pub async fn until<T>(
    what: &str,
    look: impl AsyncFn() -> WebDriverResult<Option<T>>,
) -> WebDriverResult<T> {
    let limit = Instant::now() + LIMIT;
    loop {
        if let Some(found) = look().await? {
            return Ok(found);
        }
        assert!(
            Instant::now() < limit,
            "waited {LIMIT:?} in vain until {what}"
        );
        sleep(PAUSE).await;
    }
}

//! Waiting: [`run`] for a test that is asynchronous, [`until`] for what is to happen.

use std::sync::LazyLock;
use std::time::Duration;

use thirtyfour::error::WebDriverResult;
use tokio::runtime::Runtime;
use tokio::time::{Instant, sleep};

/// How long a test waits for what it expects. Generous, for a machine with other work: it is never waited for
/// when all is well.
const LIMIT: Duration = Duration::from_secs(30);

/// How often to look.
const PAUSE: Duration = Duration::from_millis(25);

/// What the servers and all tests run on, for as long as the program does.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder
        .enable_all()
        .worker_threads(2)
        .build()
        .expect("threads can be started")
});

/// Runs a future to its end.
pub fn run<T>(future: impl Future<Output = T>) -> T {
    RUNTIME.block_on(future)
}

/// Waits until `look` gives something.
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

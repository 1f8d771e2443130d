//! What nobody expected: looked for at the end of a visit, and whenever a test wants to know.

use thirtyfour::error::WebDriverResult;

use crate::engine::Engine;
use crate::visit::Visit;
use crate::watch;

impl Visit {
    /// Another server that the page may ask from now on.
    pub fn knows(&self, origin: String) {
        let mut known = self.known.lock().expect("no test panics while it looks");
        known.push(origin);
    }

    /// Fails on whatever nobody expected.
    pub(crate) async fn judge(&self) -> WebDriverResult<()> {
        self.says_only(&[]).await
    }

    /// Fails on whatever nobody expected since the last time, but for errors with one of these parts. An error that
    /// nobody caught is never expected.
    pub async fn says_only(&self, parts: &[&str]) -> WebDriverResult<()> {
        let mut unexpected = self.unexpected().await?;
        unexpected.retain(|error| {
            watch::is_uncaught(error) || !parts.iter().any(|part| error.contains(part))
        });
        self.site.forget();
        assert!(
            unexpected.is_empty(),
            "nobody expected this:\n{}",
            unexpected.join("\n")
        );
        Ok(())
    }

    /// Errors, violations and requests that nobody expected, those since the last time.
    pub async fn unexpected(&self) -> WebDriverResult<Vec<String>> {
        self.keep_notes().await?;
        let mut errors =
            std::mem::take(&mut *self.noted.lock().expect("no test panics while it looks"));
        let mut strangers = Vec::new();
        if self.setup.engine == Engine::Chromium {
            errors.extend(watch::console(self.driver()).await?);
            let front = self.front.origin();
            // The same resolver by another name, for a test with two.
            let own = [
                self.site.origin(),
                front.replace("127.0.0.1", "localhost"),
                front,
            ];
            let known = self
                .known
                .lock()
                .expect("no test panics while it looks")
                .clone();
            let known: Vec<&String> = own.iter().chain(&known).collect();
            let is_stranger = |url: &String| {
                !known
                    .iter()
                    .any(|origin| url.starts_with(&format!("{origin}/")))
            };
            let requested = watch::requested(self.driver()).await?;
            strangers = requested.into_iter().filter(is_stranger).collect();
        }
        errors.extend(strangers.iter().map(|url| format!("asked {url}")));
        errors.extend(
            self.site
                .missing()
                .iter()
                .map(|path| format!("asked the host for {path}, which is not there")),
        );
        errors.extend(
            self.front
                .odd_requests()
                .iter()
                .map(|odd| format!("asked the resolver oddly: {odd}")),
        );
        errors.retain(|error| !self.setup.may_say.iter().any(|part| error.contains(part)));
        Ok(errors)
    }
}

//! Detects unexpected events, at the end of a visit and on demand.

use thirtyfour::error::WebDriverResult;

use crate::engine::Engine;
use crate::visit::Visit;
use crate::watch;

impl Visit {
    /// Allows the page to contact another server from now on.
    pub fn knows(&self, origin: String) {
        let mut known = self.known.lock().expect("no test panics while it looks");
        known.push(origin);
    }

    /// Fails on any unexpected event.
    pub(crate) async fn judge(&self) -> WebDriverResult<()> {
        self.says_only(&[]).await
    }

    /// Fails on any unexpected event since the last call, except for errors that contain one of these parts. Uncaught errors
    /// always fail.
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

    /// Unexpected errors, policy violations and requests since the last call.
    pub async fn unexpected(&self) -> WebDriverResult<Vec<String>> {
        self.keep_notes().await?;
        let mut errors =
            std::mem::take(&mut *self.noted.lock().expect("no test panics while it looks"));
        let mut strangers = Vec::new();
        if self.setup.engine == Engine::Chromium {
            errors.extend(watch::console(self.driver()).await?);
            let front = self.front.origin();
            // The same resolver under another name, for a test that uses two.
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

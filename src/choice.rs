//! [`Choice`]: the resolver that the visitor selected.

use dmarc_engine::dns::{PROVIDERS, Provider, ProviderError, custom_provider};

/// The selected resolver: one of those on offer, or a custom one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    chosen: Provider,
    /// Whether the visitor entered its URL.
    is_own: bool,
}

impl Choice {
    /// The built-in resolvers, in the order in which they are tried.
    pub fn on_offer() -> Vec<Self> {
        let offered = |chosen| Self {
            chosen,
            is_own: false,
        };
        Provider::on_offer().into_iter().map(offered).collect()
    }

    /// A custom resolver by its DNS-over-HTTPS URL.
    ///
    /// # Errors
    ///
    /// A [`ProviderError`] that says what the URL has to look like.
    pub fn own(url: &str) -> Result<Self, ProviderError> {
        let chosen = custom_provider(url)?;
        Ok(Self {
            chosen,
            is_own: true,
        })
    }

    /// Parses the output of [`to_text`](Self::to_text); `None` for any other text.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::on_offer()
            .into_iter()
            .find(|choice| choice.chosen.id == text)
            .or_else(|| Self::own(text).ok())
    }

    /// Parses a resolver named by a host page or program: a built-in one by its id, or a custom one by its URL.
    ///
    /// # Errors
    ///
    /// A sentence that says what is wrong with the URL and which ids are known.
    pub fn named(text: &str) -> Result<Self, String> {
        Self::from_text(text)
            .map_or_else(|| Self::own(text), Ok)
            .map_err(|error| {
                let on_offer: Vec<_> = PROVIDERS.iter().map(|&(id, ..)| id).collect();
                format!("{error} These are known by name: {}.", on_offer.join(", "))
            })
    }

    /// The text to store: the id of a built-in resolver, or the URL of a custom one.
    pub fn to_text(&self) -> &str {
        if self.is_own {
            &self.chosen.url
        } else {
            &self.chosen.id
        }
    }

    pub const fn chosen(&self) -> &Provider {
        &self.chosen
    }

    /// Whether it is a custom resolver, which has no fallback.
    pub const fn is_own(&self) -> bool {
        self.is_own
    }

    /// The resolvers in the order in which they are tried. A custom resolver has no fallback, because a visitor who enters one
    /// may not want others to see the queries.
    pub fn providers(&self) -> Vec<Provider> {
        let mut providers = vec![self.chosen.clone()];
        if !self.is_own {
            let others = Provider::on_offer();
            providers.extend(
                others
                    .into_iter()
                    .filter(|other| other.id != self.chosen.id),
            );
        }
        providers
    }
}

impl Default for Choice {
    /// The first built-in resolver.
    fn default() -> Self {
        let nobody = || Self {
            chosen: Provider {
                id: String::new(),
                name: String::new(),
                url: String::new(),
                about: String::new(),
            },
            is_own: false,
        };
        Self::on_offer().into_iter().next().unwrap_or_else(nobody)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_and_found_again() {
        for choice in Choice::on_offer() {
            assert_eq!(Choice::from_text(choice.to_text()), Some(choice));
        }
        let own = Choice::own("https://dns.example.net/q").unwrap();
        assert_eq!(Choice::from_text(own.to_text()), Some(own));
        assert_eq!(Choice::from_text("nobody"), None);
    }

    #[test]
    fn a_chosen_one_is_first_and_ones_own_is_alone() {
        let google = Choice::from_text("google").unwrap();
        let ids: Vec<_> = google.providers().into_iter().map(|p| p.id).collect();
        assert_eq!(ids, ["google", "cloudflare", "dns-sb"]);
        let own = Choice::own("https://dns.example.net/q").unwrap();
        assert_eq!(own.providers().len(), 1);
    }
}

//! [`policy`]: the sources that an embedding page's Content-Security-Policy has to allow.

use super::place::origin;
use super::{Flavor, Place, Settings};

/// A source that the policy has to allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Name of the directive, such as `script-src`.
    pub directive: &'static str,
    /// Source expression, such as an origin.
    pub source: String,
    /// What the source is needed for.
    pub why: String,
}

/// The sources that an embedding page has to allow, with notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// The sources, grouped by directive.
    pub requirements: Vec<Requirement>,
    /// Further notes, one or two sentences each.
    pub notes: &'static [&'static str],
}

/// Notes for a page with the element.
const ELEMENT_NOTES: &[&str] = &[
    "Nothing is needed in style-src, img-src or font-src: the element brings no inline style and loads no picture or font.",
    "With nonces, put nonce=\"…\" into the script tag in place of the first source. The module loads no other script, so \
     'strict-dynamic' is not needed.",
    "Where 'wasm-unsafe-eval' is not wanted, take the iframe: WebAssembly then runs under the policy of the iframe.",
];

/// Notes for a page with the iframe.
const FRAME_NOTES: &[&str] = &[
    "WebAssembly and the resolvers are a matter of the iframe’s own policy, not of your page’s.",
    "The iframe works with sandbox=\"allow-scripts\" too. To open links from it, add allow-popups.",
];

/// Lists what the policy of an embedding page has to allow.
pub fn policy(flavor: Flavor, settings: &Settings, place: &Place) -> Policy {
    let own = place.origin();
    let need = |directive, source: &str, why: &str| Requirement {
        directive,
        source: source.to_owned(),
        why: why.to_owned(),
    };
    match flavor {
        Flavor::Element => {
            let mut requirements = vec![
                need("script-src", own, "The module."),
                need(
                    "script-src",
                    "'wasm-unsafe-eval'",
                    "WebAssembly, which the checker is made of.",
                ),
                need(
                    "connect-src",
                    own,
                    "The files beside the module: WebAssembly, and the public suffix list.",
                ),
            ];
            // If the setting is invalid, the element uses the default resolvers.
            let choice = settings.choice().unwrap_or_default();
            for (place, provider) in choice.providers().iter().enumerate() {
                let why = if place == 0 {
                    format!("{}, which is asked.", provider.name)
                } else {
                    format!("{}, if that fails.", provider.name)
                };
                requirements.push(need("connect-src", origin(&provider.url), &why));
            }
            Policy {
                requirements,
                notes: ELEMENT_NOTES,
            }
        }
        Flavor::Frame => Policy {
            requirements: vec![
                need("frame-src", own, "The iframe."),
                need(
                    "script-src",
                    own,
                    "The script that gives it its height; without the script this is not needed.",
                ),
            ],
            notes: FRAME_NOTES,
        },
    }
}

impl Policy {
    /// The directives with their sources, ready to add to an existing policy.
    pub fn line(&self) -> String {
        let mut directives: Vec<(&str, Vec<&str>)> = Vec::new();
        for Requirement {
            directive, source, ..
        } in &self.requirements
        {
            match directives.iter_mut().find(|(known, _)| known == directive) {
                Some((_, sources)) => sources.push(source),
                None => directives.push((directive, vec![source])),
            }
        }
        let directives = directives
            .iter()
            .map(|(directive, sources)| format!("{directive} {}", sources.join(" ")));
        directives.collect::<Vec<_>>().join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The directives for a folder on a web server.
    fn line(flavor: Flavor, settings: &Settings) -> String {
        let content = "./embed/1.2.3/ sha384-element sha384-frame";
        let place = Place::new(content, "https://tools.example:8443/dmarc/");
        policy(flavor, settings, &place).line()
    }

    #[test]
    fn the_element_needs_its_host_wasm_and_the_resolvers() {
        assert_eq!(
            line(Flavor::Element, &Settings::default()),
            "script-src https://tools.example:8443 'wasm-unsafe-eval'; \
             connect-src https://tools.example:8443 https://cloudflare-dns.com https://dns.google https://doh.dns.sb"
        );
    }

    #[test]
    fn the_chosen_resolver_is_first_and_ones_own_is_alone() {
        let mut settings = Settings {
            resolver: "dns-sb".into(),
            ..Settings::default()
        };
        let names = |settings: &Settings| {
            line(Flavor::Element, settings)
                .rsplit_once(":8443 ")
                .unwrap()
                .1
                .to_owned()
        };
        assert_eq!(
            names(&settings),
            "https://doh.dns.sb https://cloudflare-dns.com https://dns.google"
        );
        settings.resolver = "own".into();
        settings.own_resolver = "https://dns.example.net:444/q?a=1".into();
        assert_eq!(names(&settings), "https://dns.example.net:444");
    }

    #[test]
    fn the_iframe_needs_its_host_only() {
        assert_eq!(
            line(Flavor::Frame, &Settings::default()),
            "frame-src https://tools.example:8443; script-src https://tools.example:8443"
        );
    }
}

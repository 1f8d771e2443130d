//! Example: `v=spf1 +all`

use super::shared::{SpfText, most};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::spf::{Mechanism, Outcome, Qualifier};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-everyone-passes",
    topic: Topic::Spf,
    severity: Severity::Problem,
    title: "SPF passes for everyone",
    why: "Anyone who sends with a return-path at this domain passes SPF, from any address in the world. Where SPF \
          passes for the domain in From, DMARC passes too, so a policy of reject stops no forged mail.",
    what_to_do: "Name the hosts and services that send, and end the record with ~all or -all.",
    references: &[
        Reference::new(7208, "5.1"),
        Reference::new(7208, "5.6"),
        Reference::new(9989, "11.1"),
    ],
    check: Check::Text(Text::Spf(find)),
};

/// Looks for `+all` and for networks that cover the whole Internet.
fn find(text: &SpfText) -> Vec<Hit> {
    // A record that ends in permerror lets nobody pass.
    if !text.is_deciding || text.record.outcome != Outcome::Ok {
        return Vec::new();
    }
    let mechanisms = text.record.effective_mechanisms();
    most(
        mechanisms
            .filter(|(_, term, _)| term.qualifier == Some(Qualifier::Pass))
            .filter_map(|(_, term, mechanism)| {
                let (who, cure) = match mechanism {
                    Mechanism::All => ("everyone", text.repaired()),
                    Mechanism::Ip(network) if network.length == 0 && network.address.is_ipv4() => {
                        ("every IPv4 address", None)
                    }
                    Mechanism::Ip(network) if network.length == 0 => ("every IPv6 address", None),
                    Mechanism::A(_, lengths) | Mechanism::Mx(_, lengths) if lengths.v4 == 0 => {
                        ("every IPv4 address", None)
                    }
                    Mechanism::A(_, lengths) | Mechanism::Mx(_, lengths) if lengths.v6 == 0 => {
                        ("every IPv6 address", None)
                    }
                    _ => return None,
                };
                let message = format!(
                    "{} in {} lets {who} pass.",
                    text.shown(term.span),
                    text.place
                );
                Some(Hit {
                    message,
                    span: Some(term.span),
                    about: Vec::new(),
                    suggestion: cure,
                })
            }),
    )
}

//! Example: `v=spf1 ip4:192.168.1.10 -all`

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::shared::{SpfText, most};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::spf::{Mechanism, Network};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-private-address",
    topic: Topic::Spf,
    severity: Severity::Advice,
    title: "SPF lists a non-public address",
    why: "No mail server on the Internet has such an address, so the term matches no sender that a receiver sees. \
          Behind a firewall, its public outgoing address counts. If that is not in the record, mail does not pass \
          SPF.",
    what_to_do: "Add the public address that mail is sent from, and remove this one.",
    references: &[Reference::new(7208, "5.6")],
    check: Check::Text(Text::Spf(find)),
};

/// Looks for `ip4` and `ip6` with addresses that no public host can have.
fn find(text: &SpfText) -> Vec<Hit> {
    let mechanisms = text.record.effective_mechanisms();
    most(
        mechanisms
            .filter_map(|(_, term, mechanism)| match mechanism {
                Mechanism::Ip(network) if text.is_deciding => Some((term, kind(*network)?)),
                _ => None,
            })
            .map(|(term, kind)| {
                let (term_text, place) = (text.shown(term.span), &text.place);
                Hit::at(term.span, format!("{term_text} in {place} names {kind}."))
            }),
    )
}

/// Returns what kind of network it is, if no host on the Internet can be in it
/// ([RFC 6890, section 2.2](https://www.rfc-editor.org/rfc/rfc6890#section-2.2)). Documentation addresses are left out: they do
/// no harm, and examples use them.
pub(super) fn kind(network: Network) -> Option<&'static str> {
    let v4 = |a, b, length| Network {
        address: IpAddr::V4(Ipv4Addr::new(a, b, 0, 0)),
        length,
    };
    let v6 = |first, length| Network {
        address: IpAddr::V6(Ipv6Addr::new(first, 0, 0, 0, 0, 0, 0, 0)),
        length,
    };
    let (private, own_host) = (
        "addresses of a private network",
        "addresses of the host itself",
    );
    let (link, group) = ("link-local addresses", "multicast or reserved addresses");
    [
        (v4(10, 0, 8), private),
        (v4(172, 16, 12), private),
        (v4(192, 168, 16), private),
        (v4(100, 64, 10), "addresses inside a provider's network"),
        (v4(127, 0, 8), own_host),
        (v4(0, 0, 8), own_host),
        (v4(169, 254, 16), link),
        (v4(224, 0, 3), group),
        (v6(0, 127), own_host),
        (v6(0xfc00, 7), private),
        (v6(0xfe80, 10), link),
        (v6(0xff00, 8), group),
    ]
    .into_iter()
    .find(|(range, _)| range.length <= network.length && range.contains(network.address))
    .map(|(_, kind)| kind)
}

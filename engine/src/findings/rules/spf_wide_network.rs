//! Example: `v=spf1 ip4:10.0.0.0/8 -all`

use super::shared::{SpfText, most};
use super::spf_private_address::kind;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::spf::{Mechanism, Qualifier};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-wide-network",
    topic: Topic::Spf,
    severity: Severity::Advice,
    title: "SPF lets a very large network pass",
    why: "Every host in the network passes SPF for the domain, and so DMARC, no matter who runs it. A network this \
          large belongs to many owners, or the prefix length is a slip, such as /2 for /24.",
    what_to_do: "List the addresses that send, as narrowly as you know them.",
    references: &[Reference::new(7208, "5.6"), Reference::new(9989, "11.1")],
    check: Check::Text(Text::Spf(find)),
};

/// Looks for short prefix lengths. Records of others may have larger networks, since vendors do.
fn find(text: &SpfText) -> Vec<Hit> {
    let (most_v4, most_v6) = if text.is_deciding { (15, 31) } else { (7, 15) };
    let mechanisms = text.record.effective_mechanisms();
    most(
        mechanisms
            .filter(|(_, term, _)| term.qualifier == Some(Qualifier::Pass))
            .filter_map(|(_, term, mechanism)| {
                let (v4, v6) = match mechanism {
                    // Nobody outside has these addresses, however many there are.
                    Mechanism::Ip(network) if kind(*network).is_some() => return None,
                    Mechanism::Ip(network) if network.address.is_ipv4() => (network.length, 128),
                    Mechanism::Ip(network) => (32, network.length),
                    Mechanism::A(_, lengths) | Mechanism::Mx(_, lengths) => {
                        (lengths.v4, lengths.v6)
                    }
                    _ => return None,
                };
                // If the record decides, another rule reports that everyone passes.
                let is_wide =
                    |length: u8, most: u8| length <= most && !(length == 0 && text.is_deciding);
                let what = if is_wide(v4, most_v4) {
                    format!("{} IPv4 addresses", grouped(1_u64 << (32 - v4.min(32))))
                } else if is_wide(v6, most_v6) {
                    format!("an IPv6 network of /{v6}")
                } else {
                    return None;
                };
                let message = format!(
                    "{} in {} lets {what} pass.",
                    text.shown(term.span),
                    text.place
                );
                Some(Hit::at(term.span, message))
            }),
    )
}

/// Formats a number with a comma before every three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

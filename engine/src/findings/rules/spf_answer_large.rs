//! More than 512 octets of TXT records

use super::shared::{is_deciding, most, shown};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;

/// The response size in octets that every receiver accepts in one packet.
const EVERYWHERE: usize = 512;

/// The response size in octets that gets through in one packet on nearly all paths.
const NEARLY_EVERYWHERE: usize = 1232;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-answer-large",
    topic: Topic::Spf,
    severity: Severity::Note,
    title: "Large DNS answer for SPF",
    why: "An answer of up to 512 octets arrives everywhere in one packet. Beyond that, a receiver needs a larger \
          packet, which is safe up to about 1232 octets, or asks again over TCP. Some firewalls and old name servers \
          block TCP, and then SPF cannot be evaluated. All TXT records at the name count.",
    what_to_do: "Remove verification records that are no longer needed. Or move a long SPF record to its own name, and \
                 point to it with redirect or include.",
    references: &[Reference::new(7208, "3.4")],
    check: Check::MailSetup(check),
};

/// Looks at the size of the answers that contain the SPF records.
fn check(_: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let tree = &mail_setup.spf;
    let nodes = tree.nodes.iter().enumerate();
    most(
        nodes
            .filter(|(index, node)| node.record().is_some() && is_deciding(tree, *index))
            .filter_map(|(_, node)| Some((node, node.answer_size.filter(|size| *size > EVERYWHERE)?)))
            .map(|(node, size)| {
                let limit = if size > NEARLY_EVERYWHERE { NEARLY_EVERYWHERE } else { EVERYWHERE };
                let name = shown(&node.name);
                Hit::new(format!(
                    "The TXT records of {name} take about {size} octets in an answer, which is more than {limit}."
                ))
            }),
    )
}

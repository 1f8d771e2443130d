//! What stands around the policy.

use serde::Serialize;

use super::{BimiJson, DkimJson, MtaStsJson, SpfRecordJson, TlsRptJson};
use super::{bimi, dkim, mta_sts, spf_record, tls_rpt};
use crate::around::{Around, MailHost, RecordAt, Selector, Sender, Sighting, Subtree};
use crate::senders::SpfAlignment;
use crate::spf::{Break, Count, Node, NodeState, Tree};

/// What is published at a name that is kept for one kind of record.
#[derive(Debug, Clone, Serialize)]
pub(super) struct RecordAtJson<T> {
    /// The name; null where DNS cannot hold it.
    name: Option<String>,
    /// The targets of the CNAME records on the way, in order.
    aliases: Vec<String>,
    /// `record`, `several-records`, `other-text`, `no-data`, `nxdomain`, `name-too-long`, `failed` or `pending`.
    outcome: &'static str,
    /// The record, where there is exactly one.
    record: Option<T>,
}

/// SPF, with all that the domain's own record leads to.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SpfJson {
    /// The records, those nearer to the domain first; the first is the domain's own.
    nodes: Vec<SpfNodeJson>,
    /// What evaluating all of it costs a sender that matches nothing.
    total: CountJson,
    /// Where evaluation breaks for such a sender; the first decides.
    breaks: Vec<BreakJson>,
    /// Whether the tree is larger than this checker looks at.
    cut: bool,
}

/// A place in the tree.
#[derive(Debug, Clone, Serialize)]
struct SpfNodeJson {
    /// The name as the term has it.
    name: String,
    /// The place among the nodes of the one that leads here; null for the domain itself.
    parent: Option<usize>,
    /// `record`, `several-records`, `missing`, `failed`, `loop`, `depends-on-message`, `bad-name`, `cut` or `pending`.
    outcome: &'static str,
    /// The record, where there is exactly one.
    record: Option<SpfRecordJson>,
    /// What its own terms cost.
    own: CountJson,
    /// What its terms and the records below cost.
    total: CountJson,
}

/// What evaluation costs.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct CountJson {
    /// Terms that cause look-ups.
    lookups: usize,
    /// Terms that find nothing, for a sender with an IPv4 address.
    voids_ipv4: usize,
    /// The same with an IPv6 address.
    voids_ipv6: usize,
}

/// A place where evaluation breaks.
#[derive(Debug, Clone, Serialize)]
struct BreakJson {
    /// The place among the nodes.
    node: usize,
    /// The place of the term in its record; null for the record as a whole.
    term: Option<usize>,
    /// Why.
    cause: &'static str,
}

/// The DKIM selectors that were tried.
#[derive(Debug, Clone, Serialize)]
pub(super) struct DkimKeysJson {
    /// Whether `_domainkey` exists; null when that is not known.
    exists: Option<bool>,
    /// Whether a made-up selector is answered as well.
    wildcard: bool,
    /// The selectors, in the order of trying.
    selectors: Vec<SelectorJson>,
}

/// A selector.
#[derive(Debug, Clone, Serialize)]
struct SelectorJson {
    /// The selector.
    selector: String,
    /// Why it was tried.
    tried: &'static str,
    /// Whether the answer is a wildcard's.
    wildcard: bool,
    /// What stands there.
    key: RecordAtJson<DkimJson>,
}

/// The hosts that take the domain's mail.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct MxJson {
    /// `hosts`, `null-mx`, `null-mx-beside-hosts`, `no-records`, `nxdomain`, `failed` or `pending`.
    outcome: &'static str,
    /// Whether mail can arrive; null when that is not known.
    takes_mail: Option<bool>,
    /// The hosts, lowest preference first.
    hosts: Vec<HostJson>,
}

/// A host.
#[derive(Debug, Clone, Serialize)]
struct HostJson {
    /// Its name.
    name: String,
    /// Its lowest preference.
    preference: u16,
    /// `present`, `absent`, `not-asked`, `failed` or `pending`.
    tlsa: &'static str,
}

/// A vendor.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SenderJson {
    /// What people call it.
    vendor: &'static str,
    /// What it does.
    category: &'static str,
    /// Whether it sends mail with its customers' domains in From.
    sends: bool,
    /// The names that show it.
    seen: Vec<SightingJson>,
    /// Whether SPF can pass for the customer's domain; null when that is not known.
    spf_alignment: Option<&'static str>,
    /// Whether its DKIM key was found.
    dkim_key: &'static str,
    /// Whether the domain's own record includes it in vain.
    useless_include: bool,
}

/// A name that shows a vendor.
#[derive(Debug, Clone, Serialize)]
struct SightingJson {
    /// The name.
    name: String,
    /// `include`, `mx`, `dkim` or `report`.
    kind: &'static str,
}

/// The twin of a tree.
pub(super) fn spf(tree: &Tree) -> SpfJson {
    SpfJson {
        nodes: tree.nodes.iter().map(node).collect(),
        total: count(tree.total()),
        breaks: tree.breaks.iter().map(break_at).collect(),
        cut: tree.is_cut(),
    }
}

/// The twin of a node.
fn node(node: &Node) -> SpfNodeJson {
    SpfNodeJson {
        name: node.name.clone(),
        parent: node.parent.map(|(parent, _)| parent),
        outcome: match node.state {
            NodeState::Pending => "pending",
            NodeState::Found(_) => "record",
            NodeState::Several(_) => "several-records",
            NodeState::Missing(_) => "missing",
            NodeState::Failed(_) => "failed",
            NodeState::Loop(_) => "loop",
            NodeState::DependsOnMessage => "depends-on-message",
            NodeState::BadName => "bad-name",
            NodeState::Cut => "cut",
        },
        record: node.record().map(|record| spf_record(record)),
        own: count(node.own),
        total: count(node.total()),
    }
}

/// The twin of a count.
const fn count(count: Count) -> CountJson {
    CountJson {
        lookups: count.lookups,
        voids_ipv4: count.voids_ipv4,
        voids_ipv6: count.voids_ipv6,
    }
}

/// The twin of a break.
const fn break_at(found: &Break) -> BreakJson {
    BreakJson {
        node: found.node,
        term: found.term,
        cause: found.cause.as_str(),
    }
}

/// The twin of the selectors.
pub(super) fn dkim_keys(around: &Around) -> DkimKeysJson {
    DkimKeysJson {
        exists: match around.dkim.subtree {
            Subtree::Exists => Some(true),
            Subtree::Empty | Subtree::NameTooLong => Some(false),
            Subtree::Pending | Subtree::CouldNotTell(_) => None,
        },
        wildcard: around.dkim.has_wildcard(),
        selectors: around.dkim.selectors.iter().map(selector).collect(),
    }
}

/// The twin of a selector.
fn selector(selector: &Selector) -> SelectorJson {
    SelectorJson {
        selector: selector.selector.clone(),
        tried: selector.tried.as_str(),
        wildcard: selector.is_wildcard,
        key: record_at(&selector.key, dkim),
    }
}

/// The twin of the mail hosts.
pub(super) fn mx(around: &Around) -> MxJson {
    let host = |host: &MailHost| HostJson {
        name: host.name.to_string(),
        preference: host.preference,
        tlsa: host.tlsa.as_str(),
    };
    MxJson {
        outcome: around.mx.state.as_str(),
        takes_mail: around.mx.takes_mail(),
        hosts: around.mx.hosts.iter().map(host).collect(),
    }
}

/// The twin of the MTA-STS record.
pub(super) fn mta_sts_at(around: &Around) -> RecordAtJson<MtaStsJson> {
    record_at(&around.mta_sts, mta_sts)
}

/// The twin of the TLS-RPT record.
pub(super) fn tls_rpt_at(around: &Around) -> RecordAtJson<TlsRptJson> {
    record_at(&around.tls_rpt, tls_rpt)
}

/// The twin of the BIMI record that counts.
pub(super) fn bimi_at(around: &Around) -> RecordAtJson<BimiJson> {
    record_at(around.bimi.record_at(), bimi)
}

/// The twin of a vendor.
pub(super) fn sender(sender: &Sender) -> SenderJson {
    let vendor = sender.vendor;
    let sighting = |sighting: &Sighting| SightingJson {
        name: sighting.name.clone(),
        kind: sighting.seen.kind().as_str(),
    };
    SenderJson {
        vendor: vendor.name,
        category: vendor.category.as_str(),
        sends: vendor.is_sender(),
        seen: sender.sightings.iter().map(sighting).collect(),
        spf_alignment: vendor.spf_alignment.map(SpfAlignment::as_str),
        dkim_key: sender.key.as_str(),
        useless_include: sender.has_useless_include,
    }
}

/// The twin of a place.
fn record_at<T, J>(at: &RecordAt<T>, twin: impl Fn(&T) -> J) -> RecordAtJson<J> {
    RecordAtJson {
        name: at.name.as_ref().map(ToString::to_string),
        aliases: at.aliases.iter().map(ToString::to_string).collect(),
        outcome: at.state.as_str(),
        record: at.record().map(|record| twin(record)),
    }
}

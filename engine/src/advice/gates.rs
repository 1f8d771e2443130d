//! Gates: what must hold before a task is done. One table maps what rises, and for whom, to the proof it needs.
//!
//! The owner is never asked what DNS already shows.

use super::draft::MONTH;
use super::evidence::{self, Arrival, BOD_ADDRESS};
use super::movement::{Move, Movement, Reader};
use super::road::set_up_dkim::is_confirmed;
use super::situation::Situation;
use super::spf_words::points;
use super::{Asked, Gate, TaskId};
use crate::discovery::{ChangeKind, Handling, Permission, Proposal, RowKind};
use crate::record::dmarc::Policy;

/// How many vendors the gates name at most.
const MOST_VENDORS: usize = 8;

/// Whether another task of the plan already covers the vendors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    /// No task that says what to do at the vendors.
    Nothing,
    /// The task that sets up DKIM, which lists what to do at each vendor.
    DkimTask,
}

/// Returns the gates of a task, from its kind and from what its proposal changes for mail.
pub(super) fn gates(
    situation: &Situation<'_>,
    id: TaskId,
    (proposal, movement): (&Proposal, &Movement),
    beside: Beside,
) -> Vec<Gate> {
    let mut gates = Gates {
        situation,
        beside,
        list: Vec::new(),
    };
    if proposal.changes.iter().any(|change| change.needs_address) {
        gates.add("report-mailbox", "You entered an address that someone reads. Reports are XML files, so use a tool or service to read them.".to_owned());
    }
    match id {
        TaskId::Lock => gates.before_locking(proposal),
        TaskId::FixSpf => gates.before_spf(),
        TaskId::SetUpDkim => gates.before_dkim(),
        TaskId::ReceiveReports => gates.before_sending(proposal),
        TaskId::OrganizationRecord | TaskId::PublishRecord if !proposal.changes.is_empty() => {
            gates.before_organization_record();
        }
        _ => {}
    }
    if id != TaskId::Lock {
        gates.before_rises(movement, id);
    }
    if matches!(id, TaskId::Quarantine | TaskId::Reject) {
        gates.before_government();
    }
    gates.before_falls(movement);
    gates.list
}

/// Collects the gates of one task.
struct Gates<'s, 'a> {
    situation: &'s Situation<'a>,
    /// Whether another task of the plan covers the vendors.
    beside: Beside,
    list: Vec<Gate>,
}

impl Gates<'_, '_> {
    /// Adds a gate that the owner has said nothing about.
    fn add(&mut self, id: &'static str, text: String) {
        self.add_known(id, text, None);
    }

    /// Adds a gate with the owner's answer.
    fn add_known(&mut self, id: &'static str, text: String, is_known: Option<bool>) {
        self.list.push(Gate {
            id,
            text,
            task: None,
            is_known,
        });
    }

    /// Adds the proof that each rise needs.
    fn before_rises(&mut self, movement: &Movement, id: TaskId) {
        let own = movement.strictest(&[RowKind::This]);
        let below = movement.strictest(&[RowKind::Subdomain]);
        let invented = movement.strictest(&[RowKind::Invented]);
        let strictest = own.max(below);
        if strictest.is_some() {
            self.reports(movement, id);
            self.senders();
        }
        let domain = self.situation.domain();
        if own.is_some() {
            self.dkim(strictest);
            self.lists(own);
        }
        if below.is_some() {
            let passes = self.situation.known.subdomains_pass;
            let asked = words(below);
            self.add_known(
                "subdomain-senders",
                format!("You know every subdomain of {domain} that sends mail, and its mail passes. Receivers are then \
                         asked to {asked}."),
                passes,
            );
        }
        // If other names rise too, their gates cover this one; on its own, it needs its own gate.
        if invented.is_some() && (below.is_none() || id == TaskId::InventedNames) {
            self.add("invented-senders", format!("No server or program sends mail from a subdomain of {domain} that is not in DNS, such as root@host17.{domain}."));
        }
        if strictest == Some(Policy::Reject) {
            self.add("watched", "Someone keeps reading the reports, and learns of every new service before it sends.".to_owned());
        }
    }

    /// Reports to read first, or the owner's own logs if no reports arrive.
    fn reports(&mut self, movement: &Movement, id: TaskId) {
        let situation = self.situation;
        // Without reports, only two kinds of change go ahead: catching up with other receivers and keeping a policy in force.
        let is_keeping = matches!(id, TaskId::RepairRecord | TaskId::OwnRecord);
        if situation.arrival.is_none() && (movement.is_catching_up() || is_keeping) {
            self.add("own-logs", "Your own mail logs show which servers send as this name, and their mail passes DMARC. Reports can't show it yet.".to_owned());
            return;
        }
        if situation.arrival == Arrival::Unknown {
            self.add(
                "reports-arrive",
                "Reports arrive. This could not be checked in DNS.".to_owned(),
            );
        }
        let days = situation.known.days_of_reports;
        let so_far = if movement.is_catching_up() {
            "You have at least a month of reports. They show what happens to your mail at receivers that follow this \
             policy today."
        } else {
            "You have at least a month of reports under today's policy, including a month end."
        };
        self.add_known(
            "month-of-reports",
            so_far.to_owned(),
            days.map(|had| had >= MONTH),
        );
        self.add("sources-identified", "Every source in the reports is identified: yours, a forwarder, or not yours. Each of yours has an owner and its mail passes. You know what share of mail fails, and how much of that is yours.".to_owned());
        self.add("rare-senders", "Rare senders are checked too: payroll, alarms, scanners, yearly invoices. Not all receivers send reports, and reports miss mail that is refused early.".to_owned());
    }

    /// Services found in DNS, each with what to check there.
    fn senders(&mut self) {
        let situation = self.situation;
        let Some(dkim) = evidence::dkim(situation.facts) else {
            return;
        };
        for unsigned in dkim.unseen.iter().chain(&dkim.vendors).take(MOST_VENDORS) {
            let name = unsigned.vendor.name;
            let is_known = is_confirmed(situation, name).then_some(true);
            let mut text = format!(
                "Mail that {name} sends for you is signed as your domain. DNS shows no working key"
            );
            if !unsigned.instead.is_empty() {
                text.push_str(": ");
                text.push_str(&unsigned.instead);
            }
            text.push('.');
            if self.beside == Beside::Nothing && !unsigned.what_to_do.is_empty() {
                text.push(' ');
                text.push_str(&unsigned.what_to_do);
            }
            self.add_known("vendor-signs", text, is_known);
        }
    }

    /// Confirmation that all mail is signed, which DNS can't show.
    fn dkim(&mut self, strictest: Option<Policy>) {
        let situation = self.situation;
        let domain = situation.domain();
        let confirmed = situation.known.dkim_confirmed;
        let has_key = evidence::dkim(situation.facts).is_some_and(|dkim| dkim.has_key);
        if has_key {
            self.add_known("dkim-passes", format!("All your mail passes DKIM as {domain}, or as a name that aligns with it. SPF alone fails when mail is forwarded."), confirmed);
            return;
        }
        let why = if evidence::has_key_wildcard(situation.facts) {
            "a wildcard answers for every selector"
        } else if evidence::has_unanswered_selectors(situation.facts) {
            "not every selector could be checked"
        } else {
            "no working key was found at the selectors tried"
        };
        let strict = if strictest == Some(Policy::Reject) {
            " If you don't know, don't ask for reject."
        } else {
            ""
        };
        self.add_known("dkim-passes", format!("You know that all mail from {domain} has an aligned DKIM signature. DNS does not show it: {why}.{strict}"), confirmed);
    }

    /// Mailing lists, forwarding and gateways, which change mail on its way.
    fn lists(&mut self, strictest: Option<Policy>) {
        let known = self.situation.known;
        let lists = known.posts_to_lists.map(|posts| !posts);
        let outcome = if strictest == Some(Policy::Reject) {
            "refused"
        } else {
            "treated as spam"
        };
        self.add_known("mailing-lists", format!("Nobody posts to mailing lists from this domain, or they accept that mail sent through a list may be {outcome}."), lists);
        self.add("forwarding", "You have checked forwarded mail (alumni and role addresses) and gateways that change mail after it is signed.".to_owned());
    }

    /// What only the owner can confirm before locking the domain, and any signs of use in DNS.
    fn before_locking(&mut self, proposal: &Proposal) {
        let facts = self.situation.facts;
        let domain = self.situation.domain();
        let sends = self.situation.known.sends.map(|sends| !sends);
        self.add_known(
            "nobody-sends",
            format!("Nobody sends mail as {domain}: no newsletter, no web shop, no server."),
            sends,
        );
        self.add(
            "subdomains-unused",
            format!(
                "No subdomain of {domain} sends mail, or each one that does has its own DMARC record."
            ),
        );
        let keys = evidence::usable_selectors(facts);
        if !keys.is_empty() {
            let keys: Vec<_> = keys.into_iter().take(MOST_VENDORS).collect();
            self.add(
                "keys-unused",
                format!(
                    "No service signs with the DKIM keys at these selectors any more: {}. Remove the keys.",
                    keys.join(", ")
                ),
            );
        } else if evidence::has_unknown_keys(facts) {
            self.add("keys-unused", format!("No service signs as {domain}. Something exists below _domainkey.{domain}, so one might."));
        }
        let null_mx = proposal
            .changes
            .iter()
            .any(|change| change.kind == ChangeKind::Mx);
        if null_mx {
            self.add("nobody-receives", format!("Nobody receives mail at {domain}. Without an MX record, mail goes to its own IP address today; the null MX record stops that."));
        }
    }

    /// What only the owner can decide or check about SPF.
    fn before_spf(&mut self) {
        let Some(repair) = self.situation.facts.spf_repair() else {
            return;
        };
        for point in points(&repair, self.situation.domain()) {
            self.add("spf-point", point);
        }
    }

    /// Vendors and servers at which to set up DKIM.
    fn before_dkim(&mut self) {
        let situation = self.situation;
        let Some(dkim) = evidence::dkim(situation.facts) else {
            return;
        };
        for unsigned in dkim.vendors.iter().chain(&dkim.unseen).take(MOST_VENDORS) {
            let name = unsigned.vendor.name;
            let is_known = is_confirmed(situation, name).then_some(true);
            let mut text = format!("{name}: ");
            if !unsigned.instead.is_empty() {
                text.push_str(&capitalized(&unsigned.instead));
                text.push_str(". ");
            }
            text.push_str(&unsigned.what_to_do);
            self.add_known("vendor-signs", text, is_known);
        }
        if self.list.is_empty() {
            self.add_known(
                "dkim-passes",
                format!("Every server and service that sends as {0} signs with DKIM as {0}, or as a name that aligns. If \
                         they already do, enter their selectors under DKIM.", situation.domain()),
                situation.known.dkim_confirmed,
            );
        }
    }

    /// Who has to publish the permission record.
    fn before_sending(&mut self, proposal: &Proposal) {
        let hosts = self.situation.facts.destinations.iter();
        for host in hosts.filter(|host| host.permission == Permission::Missing) {
            let is_asked = proposal
                .changes
                .iter()
                .any(|change| change.name.is_below(&host.host));
            if is_asked {
                self.add(
                    "destination-publishes",
                    format!(
                        "Send the record to the operator of {}, who has to publish it.",
                        host.host
                    ),
                );
            }
        }
    }

    /// The report address that a United States federal directive requires, if the directive may apply.
    fn before_government(&mut self) {
        if evidence::lacks_bod_address(self.situation.facts) {
            self.add("federal-reports", format!("If BOD 18-01 applies to your agency, rua includes {BOD_ADDRESS}. Today's record does not."));
        }
    }

    /// What no check can see before a record is published at the registered name.
    fn before_organization_record(&mut self) {
        let registered = self.situation.facts.registered_domain.as_ref();
        let registered = registered.unwrap_or(self.situation.domain());
        self.add("no-other-record", format!("No other subdomain of {registered} has a DMARC record that covers its own subdomains. If one does, add psd=n to it first."));
    }

    /// Says what is asked less, and whose mail stops or starts to pass.
    fn before_falls(&mut self, movement: &Movement) {
        for text in falls(movement).into_iter().take(MOST_VENDORS) {
            self.add("less-is-asked", text);
        }
        let passes = movement
            .0
            .iter()
            .find_map(|change| Some((change, change.can_pass.as_ref()?)));
        if let Some((change, (before, after))) = passes
            && before.organizational_domain != after.organizational_domain
        {
            self.add("alignment-moves", format!("No mail from {0} depends on a signature or return-path of {1}. Afterwards, only names within {2} align.", change.name, before.organizational_domain, after.organizational_domain));
        }
    }
}

/// Capitalizes the first letter.
fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// Returns what a policy asks for, as a verb phrase.
const fn words(policy: Option<Policy>) -> &'static str {
    match policy {
        Some(Policy::Reject) => "refuse mail that fails",
        _ => "treat mail that fails as suspicious",
    }
}

/// Describes the moves that ask for less, merging names and receivers with the same change into one sentence.
fn falls(movement: &Movement) -> Vec<String> {
    let mut groups: Vec<(String, Vec<&Move>)> = Vec::new();
    for change in movement.falls() {
        if change.to.rung() >= change.highest.rung() {
            continue;
        }
        let what = format!(
            "at most {} today, then {}",
            asked(change.highest),
            asked(change.to)
        );
        match groups.iter_mut().find(|(known, _)| *known == what) {
            Some((_, moves)) => moves.push(change),
            None => groups.push((what, vec![change])),
        }
    }
    let sentence = |(what, moves): (String, Vec<&Move>)| {
        let has = |reader| moves.iter().any(|change| change.reader == reader);
        let readers = match (has(Reader::Rfc9989), has(Reader::Rfc7489)) {
            (true, false) => "receivers on RFC 9989",
            (false, true) => "receivers on RFC 7489",
            _ => "receivers",
        };
        let mut names: Vec<String> = Vec::new();
        for change in &moves {
            let name = match change.kind {
                RowKind::This => format!("{}", change.name),
                RowKind::Subdomain => "existing subdomains".to_owned(),
                RowKind::Invented => "subdomains that do not exist".to_owned(),
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        format!(
            "You accept that {readers} are asked for less. For {}: {what}.",
            names.join(", ")
        )
    };
    groups.into_iter().map(sentence).collect()
}

/// Returns what is asked, as a noun phrase.
fn asked(asked: Asked) -> String {
    let word = match asked.handling {
        Handling::Reject => "reject",
        Handling::Quarantine => "quarantine",
        Handling::None | Handling::NoDmarc => "no action requested",
        Handling::CouldNotTell | Handling::NeedsSuffixList => "unknown",
    };
    if asked.percent < 100 {
        format!("{word} for {}% of mail", asked.percent)
    } else {
        word.to_owned()
    }
}

//! What must hold before a task is done, by one table: what rises for whom needs which proof. What DNS shows is not asked.

use super::draft::{Draft, MONTH};
use super::evidence::{self, Arrival};
use super::movement::{Move, Movement, Reader};
use super::road::set_up_dkim::is_confirmed;
use super::situation::Situation;
use super::spf_words::points;
use super::{Asked, Gate, TaskId};
use crate::discovery::{Handling, Permission, Proposal, RowKind};
use crate::record::dmarc::Policy;

/// How many vendors are named.
const MOST_VENDORS: usize = 8;

/// The gates of a draft with this proposal, which moves mail like this.
pub(super) fn gates(
    situation: &Situation<'_>,
    draft: &Draft,
    proposal: &Proposal,
    movement: &Movement,
) -> Vec<Gate> {
    let mut gates = Gates {
        situation,
        list: Vec::new(),
    };
    if proposal.changes.iter().any(|change| change.needs_address) {
        gates.add("report-mailbox", "You put in an address that someone reads. Reports are XML; a tool or service that reads them helps.".to_owned());
    }
    match draft.id {
        TaskId::Lock => gates.before_locking(proposal),
        TaskId::FixSpf => gates.before_spf(),
        TaskId::SetUpDkim => gates.before_dkim(),
        TaskId::ReceiveReports => gates.before_sending(proposal),
        TaskId::OrganizationRecord | TaskId::PublishRecord if !proposal.changes.is_empty() => {
            gates.before_organization_record();
        }
        _ => {}
    }
    if draft.id != TaskId::Lock {
        gates.before_rises(movement, draft.id);
    }
    gates.before_falls(movement);
    gates.list
}

/// Gates in the making.
struct Gates<'s, 'a> {
    /// The facts, and what the owner said.
    situation: &'s Situation<'a>,
    /// The gates so far.
    list: Vec<Gate>,
}

impl Gates<'_, '_> {
    /// Adds a gate of which the owner said nothing.
    fn add(&mut self, id: &'static str, text: String) {
        self.add_known(id, text, None);
    }

    /// Adds a gate, with what the owner said of it.
    fn add_known(&mut self, id: &'static str, text: String, is_known: Option<bool>) {
        self.list.push(Gate {
            id,
            text,
            task: None,
            is_known,
        });
    }

    /// What rises for whom needs which proof.
    fn before_rises(&mut self, movement: &Movement, id: TaskId) {
        let own = movement.strictest(&[RowKind::This]);
        let below = movement.strictest(&[RowKind::Subdomain]);
        let invented = movement.strictest(&[RowKind::Invented]);
        let strictest = own.max(below);
        if strictest.is_some() {
            self.reports(movement);
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
                format!("Every subdomain of {domain} that sends mail is known from the reports, and its mail passes: receivers are then asked to {asked} what fails."),
                passes,
            );
        }
        // Where other names move as well, their gates cover this; alone it has one of its own.
        if invented.is_some() && (below.is_none() || id == TaskId::InventedNames) {
            self.add("invented-senders", format!("No server or program sends mail as a name below {domain} that is not in DNS, such as root@host17.{domain}."));
        }
        if strictest == Some(Policy::Reject) {
            self.add("watched", "Someone keeps reading the reports afterwards, and is told before a new service sends.".to_owned());
        }
    }

    /// Reports that were read, or the owner's own logs where none arrive.
    fn reports(&mut self, movement: &Movement) {
        let situation = self.situation;
        // Where none arrives, only what catches up goes on; all else waits for the reports.
        if situation.arrival.is_none() && movement.is_catching_up() {
            self.add("own-logs", "Your own mail logs show which servers send in this name, and that their mail passes DMARC: no report can show it yet.".to_owned());
            return;
        }
        if situation.arrival == Arrival::Unknown {
            self.add(
                "reports-arrive",
                "Reports do arrive: this could not be checked in DNS.".to_owned(),
            );
        }
        let days = situation.known.days_of_reports;
        let so_far = if movement.is_catching_up() {
            "You have at least a month of reports, and they show what other receivers already do with your mail."
        } else {
            "You have at least a month of reports at today's policy, a month end included."
        };
        self.add_known(
            "month-of-reports",
            so_far.to_owned(),
            days.map(|had| had >= MONTH),
        );
        self.add("sources-identified", "Every source in the reports is identified: yours (with its owner, and its mail passes), a forwarder, or not yours. You know what share of mail fails, and how much of it is yours.".to_owned());
        self.add("rare-senders", "Rare senders had their turn: payroll, alarms, scanners, yearly invoices. Reports come from receivers that send them, and miss mail that is refused early.".to_owned());
    }

    /// Services that DNS shows, each with what to look at there.
    fn senders(&mut self) {
        let situation = self.situation;
        let Some(dkim) = evidence::dkim(situation.facts) else {
            return;
        };
        for vendor in dkim.unseen.iter().chain(&dkim.vendors).take(MOST_VENDORS) {
            let is_known = is_confirmed(situation, vendor.name).then_some(true);
            let what_to_do = vendor.what_to_do().unwrap_or_default();
            self.add_known(
                "vendor-signs",
                format!("Mail that {} sends for you is signed in your domain's name; DNS does not show a key that works. {what_to_do}", vendor.name),
                is_known,
            );
        }
    }

    /// DKIM, where DNS cannot show that mail is signed.
    fn dkim(&mut self, strictest: Option<Policy>) {
        let situation = self.situation;
        let domain = situation.domain();
        let confirmed = situation.known.dkim_confirmed;
        let has_key = evidence::dkim(situation.facts).is_some_and(|dkim| dkim.has_key);
        if has_key {
            self.add_known("dkim-passes", format!("All your mail passes with DKIM in the name of {domain}: SPF alone fails when mail is forwarded."), confirmed);
            return;
        }
        let why = if evidence::has_key_wildcard(situation.facts) {
            "a wildcard answers for every selector"
        } else {
            "no key that verifiers can use was found at the selectors tried"
        };
        let strict = if strictest == Some(Policy::Reject) {
            " If you do not know, do not publish p=reject."
        } else {
            ""
        };
        self.add_known("dkim-passes", format!("You know that all mail from {domain} is signed with DKIM in a name that aligns. DNS does not show it: {why}.{strict}"), confirmed);
    }

    /// Mailing lists and other ways on which mail changes.
    fn lists(&mut self, strictest: Option<Policy>) {
        let known = self.situation.known;
        let lists = known.posts_to_lists.map(|posts| !posts);
        let outcome = if strictest == Some(Policy::Reject) {
            "refused"
        } else {
            "put into spam"
        };
        self.add_known("mailing-lists", format!("Nobody posts to mailing lists from this domain, or they know that their mail may be {outcome} there."), lists);
        self.add("forwarding", "Forwarding was looked at: alumni and role addresses, and gateways that change mail after it is signed.".to_owned());
    }

    /// What only the owner can say before a domain is locked, and what DNS shows against it.
    fn before_locking(&mut self, proposal: &Proposal) {
        let facts = self.situation.facts;
        let domain = self.situation.domain();
        let sends = self.situation.known.sends.map(|sends| !sends);
        self.add_known(
            "nobody-sends",
            format!("Nobody sends mail as {domain}, not even newsletters, a web shop or a server."),
            sends,
        );
        self.add(
            "subdomains-unused",
            format!(
                "No name below {domain} sends mail either, or it has a DMARC record of its own."
            ),
        );
        let keys = evidence::usable_selectors(facts);
        if !keys.is_empty() {
            let keys: Vec<_> = keys.into_iter().take(MOST_VENDORS).collect();
            self.add(
                "keys-unused",
                format!(
                    "Nobody needs the DKIM keys at these selectors any more: {}.",
                    keys.join(", ")
                ),
            );
        } else if evidence::has_unknown_keys(facts) {
            self.add("keys-unused", format!("Something exists below _domainkey.{domain}, so a service may sign in its name: you know that none does."));
        }
        let null_mx = proposal
            .changes
            .iter()
            .any(|change| change.kind == crate::discovery::ChangeKind::Mx);
        if null_mx {
            self.add("nobody-receives", format!("Nobody receives mail at {domain}: its address takes mail today, and the null MX ends that."));
        }
    }

    /// What only the owner can say of SPF.
    fn before_spf(&mut self) {
        let Some(repair) = self.situation.facts.spf_repair() else {
            return;
        };
        for point in points(&repair, self.situation.domain()) {
            self.add("spf-point", point);
        }
    }

    /// Where DKIM is to be set up.
    fn before_dkim(&mut self) {
        let situation = self.situation;
        let Some(dkim) = evidence::dkim(situation.facts) else {
            return;
        };
        for vendor in dkim.vendors.iter().chain(&dkim.unseen).take(MOST_VENDORS) {
            let what_to_do = vendor.what_to_do().unwrap_or_default();
            let is_known = is_confirmed(situation, vendor.name).then_some(true);
            self.add_known(
                "vendor-signs",
                format!("{}: {what_to_do}", vendor.name),
                is_known,
            );
        }
        if self.list.is_empty() {
            self.add_known(
                "dkim-passes",
                format!("Every server and service that sends as {} signs with DKIM in its name, or in a name that aligns. If it does already, name the selectors under DKIM keys.", situation.domain()),
                situation.known.dkim_confirmed,
            );
        }
    }

    /// Whom a permission record is sent to.
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
                        "Send the record to those who run {}: they have to publish it, not you.",
                        host.host
                    ),
                );
            }
        }
    }

    /// What no check can see before a record at the registered name.
    fn before_organization_record(&mut self) {
        let registered = self.situation.facts.registered_domain.as_ref();
        let registered = registered.unwrap_or(self.situation.domain());
        self.add("no-other-record", format!("No other name below {registered} has a DMARC record that names below it count on: give such a record psd=n first."));
    }

    /// What is asked less is said, and who can pass less or more.
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
            self.add("alignment-moves", format!("No mail from {} is signed, or sent with a return-path, as {} alone: it aligns with {} then.", change.name, before.organizational_domain, after.organizational_domain));
        }
    }
}

/// What a policy asks for, as a verb.
const fn words(policy: Option<Policy>) -> &'static str {
    match policy {
        Some(Policy::Reject) => "refuse",
        _ => "treat as suspicious",
    }
}

/// The moves by which less is asked, in sentences: one for all names and receivers of which the same is true.
fn falls(movement: &Movement) -> Vec<String> {
    let mut groups: Vec<(String, Vec<&Move>)> = Vec::new();
    for change in movement.falls() {
        if change.to.rung() >= change.highest.rung() {
            continue;
        }
        let what = format!(
            "{} at most today, {} then",
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
                RowKind::This => format!("mail from {}", change.name),
                RowKind::Subdomain => "names below it".to_owned(),
                RowKind::Invented => "names that do not exist".to_owned(),
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        format!(
            "You accept that {readers} are asked for less for {}: {what}.",
            names.join(", ")
        )
    };
    groups.into_iter().map(sentence).collect()
}

/// What is asked, as a noun.
fn asked(asked: Asked) -> String {
    let word = match asked.handling {
        Handling::Reject => "reject",
        Handling::Quarantine => "quarantine",
        Handling::None | Handling::NoDmarc => "nothing",
        Handling::CouldNotTell | Handling::NeedsSuffixList => "what is not known",
    };
    if asked.percent < 100 {
        format!("{word} for {} percent", asked.percent)
    } else {
        word.to_owned()
    }
}

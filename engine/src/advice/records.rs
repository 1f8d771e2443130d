//! The DMARC records that steps propose: today's record with some tags changed and without tags that have no effect.

use super::situation::Situation;
use super::{By, Publication, evidence};
use crate::discovery::{Change, ChangeKind, Proposal};
use crate::dns::Answer;
use crate::domain::DomainName;
use crate::record::dmarc::{
    DmarcRecord, Origin, Psd, ReportUri, TagName, is_dmarc, parse, repair, resembles_dmarc, tidy,
};

/// Tags to set, or to remove if the value is `None`.
pub(super) type Tags<'a> = &'a [(TagName, Option<&'a str>)];

impl Situation<'_> {
    /// Whether an alias comes from a wildcard, so that a record at the name itself overrides it.
    pub(super) fn is_wildcard_alias(&self, answer: &Answer) -> bool {
        let invented = self.facts.wildcard.as_ref();
        let control =
            invented.and_then(|invented| self.facts.answers.policy_answer(&invented.name));
        control
            .is_some_and(|control| !control.aliases.is_empty() && control.aliases == answer.aliases)
    }

    /// Replaces the domain's own record with one that has some tags changed and none without effect.
    pub(super) fn changed_record(&self, tags: Tags<'_>) -> Option<Proposal> {
        let value = self.meant_record()?.edited(&self.with_effect(tags));
        self.in_place_of_today(value, false)
    }

    /// Returns the domain's own record as it was meant, if it is the policy in effect, without what has no effect today.
    ///
    /// Harmless mistakes are corrected along with the next change. A tag that receivers ignore today must not take effect that
    /// way.
    pub(super) fn meant_record(&self) -> Option<DmarcRecord> {
        let record = self.own_policy()?;
        let meant = repair(&record.text)
            .map_or_else(|| (*record).clone(), |repaired| parse(&repaired.text));
        let tidied = parse(&tidy(&meant));
        // If the intention is unclear, keep the policies in force: a tag that receivers ignore today is not a policy.
        let policies = |record: &DmarcRecord| {
            [
                (TagName::Policy, &record.policy),
                (TagName::SubdomainPolicy, &record.subdomain_policy),
                (TagName::NonexistentPolicy, &record.nonexistent_policy),
            ]
            .map(|(name, policy)| (name, policy.value, policy.origin))
        };
        let in_force = policies(&meant).into_iter().zip(policies(&tidied));
        let moved: Vec<_> = in_force
            .filter(|((_, before, _), (_, after, _))| before != after)
            .map(|((name, before, origin), _)| {
                (name, (origin == Origin::Declared).then(|| before.as_str()))
            })
            .collect();
        Some(parse(&tidied.edited(&moved)))
    }

    /// Proposes a record that replaces everything the domain's own name has or leads to.
    ///
    /// If an alias leads to a record, that record changes. An alias that leads to none is removed first, since no other record
    /// may exist at the same name ([RFC 1034, section 3.6.2](https://www.rfc-editor.org/rfc/rfc1034#section-3.6.2)).
    pub(super) fn in_place_of_today(&self, value: String, needs_address: bool) -> Option<Proposal> {
        let own = self.own_name()?;
        let today = self.own_records();
        // A psd=y that no receiver reads today must not turn the domain into a public suffix.
        let parsed = parse(&value);
        let was_suffix = |text: &String| is_dmarc(text) && parse(text).psd.value == Psd::Yes;
        let value = if parsed.psd.value == Psd::Yes && !today.iter().any(was_suffix) {
            parsed.edited(&[(TagName::PublicSuffixDomain, None)])
        } else {
            value
        };
        let alias = self
            .own_answer()
            .filter(|answer| !answer.aliases.is_empty() && !self.is_wildcard_alias(answer));
        let mut changes = Vec::new();
        let name = match alias.and_then(|answer| answer.aliases.last()) {
            Some(target) if !today.is_empty() => target.clone(),
            Some(_) => {
                changes.extend(alias.map(|answer| alias_away(&own, answer)));
                own
            }
            None => own,
        };
        changes.push(Change::txt(name, today, value).needing_address(needs_address));
        Some(Proposal { changes })
    }

    /// Whether a proposal changes the record that receivers find at the domain's own name.
    pub(super) fn changes_own_record(&self, proposal: &Proposal) -> bool {
        let target = self.own_answer().and_then(|answer| answer.aliases.last());
        let own = self.own_name();
        let mut names = proposal.changes.iter().map(|change| &change.name);
        names.any(|name| Some(name) == own.as_ref() || Some(name) == target)
    }

    /// Returns who makes a change: the domain's owner, unless the record is in another organization's zone.
    pub(super) fn author_of(&self, change: &Change) -> By {
        let domain = self.domain();
        let is_own = change.name == *domain
            || change.name.is_below(domain)
            || self.is_own_zone(&change.name);
        let is_permission = change.name.as_str().contains("._report._dmarc.");
        match (is_own, is_permission) {
            (true, _) => By::Owner,
            (false, true) => By::Destination,
            (false, false) => By::Host,
        }
    }

    /// Describes the records of a proposal, each with who publishes it.
    pub(super) fn publications(&self, proposal: &Proposal) -> Vec<Publication> {
        let changes = proposal.changes.iter();
        changes
            .map(|change| Publication::of(change, self.author_of(change)))
            .collect()
    }

    /// Removes the tags about subdomains and nonexistent names that receivers would ignore.
    pub(super) fn with_effect<'t>(&self, tags: Tags<'t>) -> Vec<(TagName, Option<&'t str>)> {
        let mut tags = tags.to_vec();
        let mut leave_out = |name| {
            tags.retain(|(tag, _)| *tag != name);
            tags.push((name, None));
        };
        if !self.is_organizational() {
            leave_out(TagName::NonexistentPolicy);
        }
        if !self.is_organizational_to_some() {
            leave_out(TagName::SubdomainPolicy);
        }
        tags
    }

    /// Returns a value for `rua` if no usable address is left, and whether it is a placeholder: the owner's address if known.
    pub(super) fn report_address(&self, domain: &DomainName) -> (String, bool) {
        match &self.known.report_address {
            Some(address) => (format!("mailto:{address}"), false),
            None => (format!("mailto:dmarc-reports@{domain}"), true),
        }
    }

    /// Returns the usable addresses in a record's `rua`, without those that DNS shows to accept no mail; `None` if none is left.
    pub(super) fn usable_addresses(&self, record: &DmarcRecord) -> Option<String> {
        let is_dead = |uri: &ReportUri| {
            self.facts.destinations.iter().any(|destination| {
                uri.host.as_deref() == Some(destination.host.as_str())
                    && destination.takes_mail == Some(false)
            })
        };
        let uris = record.aggregate_reports.iter();
        let usable: Vec<_> = uris.filter(|uri| uri.is_valid() && !is_dead(uri)).collect();
        let has_mail = usable.iter().any(|uri| uri.is_mailto());
        let texts: Vec<_> = usable.iter().map(|uri| uri.uri.as_str()).collect();
        has_mail.then(|| texts.join(","))
    }

    /// Returns the record's text with a `rua` at which reports can arrive, and whether that is a placeholder. Its own usable
    /// addresses come first.
    pub(super) fn with_reports(&self, record: &DmarcRecord) -> (String, bool) {
        let (addresses, needs_address) = match self.usable_addresses(record) {
            Some(addresses) => (addresses, false),
            None => self.report_address(self.domain()),
        };
        let text =
            record.edited(&self.with_effect(&[(TagName::AggregateReports, Some(&addresses))]));
        (text, needs_address)
    }

    /// Whether a name is in a zone of the domain's owner, as far as is known.
    pub(super) fn is_own_zone(&self, name: &DomainName) -> bool {
        let registered = |name: &DomainName| match &self.facts.suffix_list {
            Some(list) => list.registered_domain(name),
            None => (name.label_count() >= 2).then(|| name.rightmost(2)),
        };
        let own = registered(self.domain());
        own.is_some() && own == registered(name)
    }

    /// Returns a usable report address from a text at the domain itself that was meant as a DMARC record.
    pub(super) fn misplaced_address(&self) -> Option<String> {
        let texts = self.facts.answers.txt(self.domain())?.texts();
        let meant = texts
            .iter()
            .filter(|text| is_dmarc(text) || resembles_dmarc(text));
        meant
            .filter_map(|text| self.usable_addresses(&parse(text)))
            .min()
    }

    /// Whether the domain sends mail, from the owner's answer or else from DNS.
    pub(super) fn sends(&self) -> Option<bool> {
        self.known.sends.or_else(|| evidence::sends(self.facts))
    }
}

/// Removes an alias.
fn alias_away(name: &DomainName, answer: &Answer) -> Change {
    Change {
        name: name.clone(),
        kind: ChangeKind::Cname,
        today: answer
            .aliases
            .first()
            .map(ToString::to_string)
            .into_iter()
            .collect(),
        value: None,
        needs_address: false,
    }
}

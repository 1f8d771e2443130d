//! The DMARC records that steps propose: today's with some tags changed, without what has no effect.

use super::situation::Situation;
use super::{By, evidence};
use crate::discovery::{Change, Proposal};
use crate::dns::Answer;
use crate::domain::DomainName;
use crate::record::dmarc::{
    DmarcRecord, Origin, Psd, ReportUri, TagName, is_dmarc, parse, repair, tidy,
};

/// Tags to set, or to take out.
pub(super) type Tags<'a> = &'a [(TagName, Option<&'a str>)];

impl Situation<'_> {
    /// Where the domain's own record is changed, and by whom: at its own name, or where an alias there leads.
    pub(super) fn record_place(&self) -> Option<(DomainName, By)> {
        let own = self.own_name()?;
        let target = self
            .own_answer()
            .filter(|answer| !self.is_wildcard_alias(answer))
            .and_then(|answer| answer.aliases.last());
        Some(match target {
            Some(target) if self.is_own_zone(target) => (target.clone(), By::Owner),
            Some(target) => (target.clone(), By::Host),
            None => (own, By::Owner),
        })
    }

    /// Whether an alias comes from a wildcard, so that a record at the name itself ends it there.
    pub(super) fn is_wildcard_alias(&self, answer: &Answer) -> bool {
        let invented = self.facts.wildcard.as_ref();
        let control =
            invented.and_then(|invented| self.facts.answers.policy_answer(&invented.name));
        control
            .is_some_and(|control| !control.aliases.is_empty() && control.aliases == answer.aliases)
    }

    /// The domain's own record with some tags changed, in place of today's, and without what has no effect.
    pub(super) fn changed_record(&self, tags: Tags<'_>) -> Option<(Proposal, By)> {
        let value = self.meant_record()?.edited(&self.with_effect(tags));
        self.in_place_of_today(value, false)
    }

    /// The domain's own record as it was meant, where it is the policy, without what has no effect today: slips that change
    /// nothing for mail are corrected with the next change, and what nobody heeds must not come into effect by it.
    pub(super) fn meant_record(&self) -> Option<DmarcRecord> {
        let record = self.own_policy()?;
        let meant = repair(&record.text)
            .map_or_else(|| (*record).clone(), |repaired| parse(&repaired.text));
        let tidied = parse(&tidy(&meant));
        // Where it can't be told what was meant, the policies in force stay: a tag that receivers miss today is no policy.
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

    /// A record in place of all that stand at the domain's own name.
    pub(super) fn in_place_of_today(
        &self,
        value: String,
        needs_address: bool,
    ) -> Option<(Proposal, By)> {
        let (name, by) = self.record_place()?;
        let records = self.own_records();
        // A psd=y that no receiver reads today must not make a suffix of the domain.
        let parsed = parse(&value);
        let was_suffix = |text: &String| is_dmarc(text) && parse(text).psd.value == Psd::Yes;
        let value = if parsed.psd.value == Psd::Yes && !records.iter().any(was_suffix) {
            parsed.edited(&[(TagName::PublicSuffixDomain, None)])
        } else {
            value
        };
        let change = Change::txt(name, records, value).needing_address(needs_address);
        let changes = vec![change];
        Some((Proposal { changes }, by))
    }

    /// The same tags; those about names below are taken out where receivers do not look at them.
    fn with_effect<'t>(&self, tags: Tags<'t>) -> Vec<(TagName, Option<&'t str>)> {
        let mut tags = tags.to_vec();
        if !self.is_organizational() {
            for name in [TagName::SubdomainPolicy, TagName::NonexistentPolicy] {
                tags.retain(|(tag, _)| *tag != name);
                tags.push((name, None));
            }
        }
        tags
    }

    /// The value of `rua` where no usable address is left: the owner's word, or a blank to fill in, and which of both.
    pub(super) fn report_address(&self, domain: &DomainName) -> (String, bool) {
        match &self.known.report_address {
            Some(address) => (format!("mailto:{address}"), false),
            None => (format!("mailto:dmarc-reports@{domain}"), true),
        }
    }

    /// The usable addresses of a record's `rua`, those left out at which DNS shows that no mail arrives; `None` where none
    /// is left.
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

    /// A text of a record with a `rua` at which reports can arrive: its own usable addresses, else one to fill in; and
    /// whether there is one to fill in.
    pub(super) fn with_reports(&self, record: &DmarcRecord) -> (String, bool) {
        let (addresses, needs_address) = match self.usable_addresses(record) {
            Some(addresses) => (addresses, false),
            None => self.report_address(self.domain()),
        };
        let text =
            record.edited(&self.with_effect(&[(TagName::AggregateReports, Some(&addresses))]));
        (text, needs_address)
    }

    /// Whether a name is in a zone of the domain's owner, as far as that is known.
    fn is_own_zone(&self, name: &DomainName) -> bool {
        let registered = |name: &DomainName| match &self.facts.suffix_list {
            Some(list) => list.registered_domain(name),
            None => (name.label_count() >= 2).then(|| name.rightmost(2)),
        };
        let own = registered(self.domain());
        own.is_some() && own == registered(name)
    }

    /// Whether DNS shows that the domain sends mail, or the owner said so.
    pub(super) fn sends(&self) -> Option<bool> {
        self.known.sends.or_else(|| evidence::sends(self.facts))
    }
}

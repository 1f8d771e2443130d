//! Turns a draft into the tags to write: one value per tag.

use super::draft::{Draft, VersionAt};
use super::tag_values::TagValues;
use super::words::nearest_policy;
use super::{Edit, Slip};
use crate::record::Span;
use crate::record::dmarc::tag::yes_or_no;
use crate::record::dmarc::{Alignment, DmarcRecord, FailureOption, Policy, Psd, TagName};

/// The values to write, one per tag.
#[derive(Debug, Clone, Default)]
pub(super) struct Resolved {
    /// The values. Tags with nothing usable are left out.
    pub(super) values: TagValues,
    /// The tags in the order in which they are written.
    pub(super) order: Vec<TagName>,
    /// Whether the author's intention is beyond doubt.
    pub(super) is_certain: bool,
    /// Whether `rua` had an intended address and none is left.
    pub(super) lacks_address: bool,
}

impl Resolved {
    /// Decides what a draft means, and adds the resulting edits to it.
    pub(super) fn of(draft: &mut Draft) -> Self {
        let mut resolved = Self {
            values: TagValues::default(),
            order: draft.order.clone(),
            is_certain: draft.is_certain,
            lacks_address: false,
        };
        read_version(draft);
        for name in [
            TagName::Policy,
            TagName::SubdomainPolicy,
            TagName::NonexistentPolicy,
        ] {
            resolved.read_policy(draft, name);
        }
        for name in [TagName::DkimAlignment, TagName::SpfAlignment] {
            let modes = read(draft, name, Alignment::from_value);
            // Of two declared modes, the milder one never makes genuine mail fail.
            let mode = modes.iter().flatten().min();
            resolved.set(name, mode.map(|mode| mode.as_str()));
        }
        resolved.read_psd(draft);
        resolved.read_failure_options(draft);
        resolved.read_addresses(draft);
        resolved.read_testing(draft);
        resolved.read_percentage(draft);
        resolved
    }

    /// Sets a tag if there is a value for it.
    fn set(&mut self, name: TagName, value: Option<&str>) {
        if value.is_some() {
            self.values.set(name, value);
        }
    }

    /// Resolves `p`, `sp` or `np`.
    fn read_policy(&mut self, draft: &mut Draft, name: TagName) {
        let policies = read(draft, name, |value| {
            Policy::from_value(value).or_else(|| nearest_policy(word(value)))
        });
        let mut known = policies.iter().flatten();
        let Some(&first) = known.next() else {
            // Without `np`, its names keep the policy they had before the tag existed.
            self.is_certain &= policies.is_empty() || name == TagName::NonexistentPolicy;
            return;
        };
        let is_one = known.all(|policy| *policy == first) && !policies.contains(&None);
        self.is_certain &= is_one;
        let mildest = policies.iter().flatten().min();
        self.set(name, mildest.map(|policy| policy.as_str()));
    }

    /// Resolves `psd`; a value that can't be read is left out, since receivers ignore it today.
    fn read_psd(&mut self, draft: &mut Draft) {
        let psd = read(draft, TagName::PublicSuffixDomain, Psd::from_value);
        let mut known = psd.iter().flatten();
        let first = known.next();
        self.is_certain &= known.all(|psd| Some(psd) == first);
        self.set(TagName::PublicSuffixDomain, first.map(|psd| psd.as_str()));
    }

    /// Resolves `fo`. RFC 7489 allows `0` next to `1`, which means the same as `1` alone.
    fn read_failure_options(&mut self, draft: &mut Draft) {
        let lists = read(draft, TagName::FailureOptions, |value| {
            let mut options = Vec::new();
            for part in value
                .split([':', ',', '/', ' '])
                .filter(|part| !part.is_empty())
            {
                let option = FailureOption::from_value(part)?;
                if !options.contains(&option) {
                    options.push(option);
                }
            }
            if options.contains(&FailureOption::Any) {
                options.retain(|option| *option != FailureOption::All);
            }
            (!options.is_empty()).then_some(options)
        });
        let Some(options) = lists.into_iter().flatten().last() else {
            return;
        };
        let options: Vec<_> = options.iter().map(|option| option.as_str()).collect();
        self.set(TagName::FailureOptions, Some(&options.join(":")));
    }

    /// Resolves `rua` and `ruf`.
    fn read_addresses(&mut self, draft: &Draft) {
        let lists = [
            (TagName::AggregateReports, &draft.aggregate),
            (TagName::FailureReports, &draft.failure),
        ];
        for (name, list) in lists {
            self.is_certain &= !list.hides_more;
            if !list.mail.is_empty() {
                let uris: Vec<_> = list.mail.iter().chain(&list.web).cloned().collect();
                self.set(name, Some(&uris.join(",")));
            } else if name == TagName::AggregateReports {
                self.lacks_address = list.has_lost || !list.web.is_empty();
            }
        }
    }

    /// Resolves `t`.
    fn read_testing(&mut self, draft: &mut Draft) {
        let is_no = |value: &str| {
            ["no", "0", "false", "off"]
                .iter()
                .any(|no| value.eq_ignore_ascii_case(no))
        };
        let values = read(draft, TagName::Testing, |value| {
            yes_or_no(value).or_else(|| is_no(value).then_some(false))
        });
        let mut known = values.iter().flatten();
        let first = known.next().copied();
        let is_one = known.all(|value| Some(*value) == first) && !values.contains(&None);
        // A value that was meant as test mode but isn't valid has no effect. Only the owner knows whether to keep the
        // intention or the effect.
        self.is_certain &= is_one || !self.asks_for_more_than_none();
        self.set(
            TagName::Testing,
            first.map(|is_on| if is_on { "y" } else { "n" }),
        );
    }

    /// Resolves `pct`.
    fn read_percentage(&mut self, draft: &mut Draft) {
        let values = read(draft, TagName::Percentage, |value| {
            value
                .parse()
                .ok()
                .filter(|percent: &u8| *percent <= 100 && !value.starts_with('+'))
        });
        let mut known = values.iter().flatten();
        let first = known.next().copied();
        let is_one = known.all(|value| Some(*value) == first);
        self.is_certain &= is_one || !self.asks_for_more_than_none();
        let text = first.map(|percent| percent.to_string());
        self.set(TagName::Percentage, text.as_deref());
    }

    /// Adds `p=none` if the record has a report address and no `p`, since receivers already treat it as that.
    pub(super) fn add_policy(&mut self, draft: &mut Draft) {
        if self.values.contains(TagName::Policy) {
            return;
        }
        let is_clear = self.values.contains(TagName::AggregateReports)
            && !self.asks_for_more_than_none()
            && !draft.has_skipped
            && draft.values_of(TagName::Policy).next().is_none();
        self.is_certain &= is_clear;
        if is_clear {
            self.set(TagName::Policy, Some("none"));
            let kind = Slip::PolicyMissing;
            let span = Span::new(0, 0);
            draft.edits.push(Edit { span, kind });
        }
    }

    /// Removes strict alignment and `psd` values that receivers don't see in the record today. Both change which mail
    /// is aligned, and stricter alignment makes genuine mail fail.
    pub(super) fn keep_alignment_of(&mut self, record: &DmarcRecord) {
        let seen = [
            (TagName::DkimAlignment, record.dkim_alignment.value),
            (TagName::SpfAlignment, record.spf_alignment.value),
        ];
        for (name, mode) in seen {
            if mode != Alignment::Strict && self.values.get(name).is_some_and(|mode| mode == "s") {
                self.values.set(name, None);
            }
        }
        let psd = self.values.get(TagName::PublicSuffixDomain);
        if psd.is_some_and(|psd| psd != record.psd.value.as_str()) {
            self.values.set(TagName::PublicSuffixDomain, None);
        }
    }

    /// The policy that a tag requests.
    fn policy(&self, name: TagName) -> Option<Policy> {
        Policy::from_value(self.values.get(name)?)
    }

    /// Whether any of the three policies is stricter than `none`.
    pub(super) fn asks_for_more_than_none(&self) -> bool {
        [
            TagName::Policy,
            TagName::SubdomainPolicy,
            TagName::NonexistentPolicy,
        ]
        .into_iter()
        .any(|name| self.policy(name) > Some(Policy::None))
    }

    /// Removes tags that change nothing for any receiver, and returns them.
    pub(super) fn drop_without_effect(&mut self) -> Vec<TagName> {
        // RFC 7489 has no `np`, and RFC 9989 has no `pct`.
        let has_share = [TagName::Policy, TagName::SubdomainPolicy]
            .into_iter()
            .any(|name| self.policy(name) > Some(Policy::None));
        let is_whole = self.values.get(TagName::Percentage) == Some("100");
        let is_dead = |name: TagName| match name {
            TagName::Percentage => is_whole || !has_share,
            TagName::Testing => !self.asks_for_more_than_none(),
            TagName::FailureOptions => !self.values.contains(TagName::FailureReports),
            TagName::ReportFormat | TagName::ReportInterval => true,
            _ => false,
        };
        let mut dead = TagName::ALL.to_vec();
        dead.retain(|name| self.values.contains(*name) && is_dead(*name));
        for name in &dead {
            self.values.set(*name, None);
        }
        dead
    }

    /// Whether `p` comes before all other tags.
    pub(super) fn is_policy_first(&self) -> bool {
        let kept = |name: &&TagName| self.values.contains(**name);
        self.order.iter().find(kept) == Some(&TagName::Policy)
    }

    /// The record text: `p` first, then the others in their original order. A tag that was not there follows those that the
    /// standard lists before it.
    pub(super) fn text(&self) -> String {
        let mut order = vec![TagName::Policy];
        order.extend(self.order.iter().filter(|name| **name != TagName::Policy));
        for (place, name) in TagName::ALL.iter().enumerate() {
            if *name != TagName::Version && !order.contains(name) {
                let before = TagName::ALL.get(..place).unwrap_or_default();
                let last = order.iter().rposition(|name| before.contains(name));
                order.insert(last.map_or(0, |last| last + 1).max(1), *name);
            }
        }
        self.written(order)
    }

    /// The record text with the tags in the standard's order.
    pub(super) fn canonical(&self) -> String {
        self.written(TagName::ALL)
    }

    /// The record text with the tags in the given order.
    fn written(&self, order: impl IntoIterator<Item = TagName>) -> String {
        let mut text = "v=DMARC1".to_owned();
        for name in order {
            if let Some(value) = self.values.get(name) {
                text.push_str("; ");
                text.push_str(name.as_str());
                text.push('=');
                text.push_str(value);
            }
        }
        text
    }
}

/// Notes what is wrong with the version's position. The version itself is always written.
fn read_version(draft: &mut Draft) {
    if draft.version == VersionAt::Nowhere {
        let kind = Slip::VersionMissing;
        let span = Span::new(0, 0);
        draft.edits.push(Edit { span, kind });
    }
}

/// Parses the values given for a tag and notes the invalid ones. Empty values are dropped.
fn read<T>(draft: &mut Draft, name: TagName, value: impl Fn(&str) -> Option<T>) -> Vec<Option<T>> {
    let mut edits = Vec::new();
    let values = draft.values_of(name).map(|(written, span)| {
        let read = value(word(written));
        let kind = if written.is_empty() {
            Some(Slip::EmptyValue(name))
        } else if read.is_none() {
            Some(Slip::UnreadableValue(name))
        } else {
            (!super::pieces::takes(name, written)).then_some(Slip::MisspelledValue(name))
        };
        edits.extend(kind.map(|kind| Edit { span, kind }));
        (read, written.is_empty())
    });
    let is_policy = matches!(
        name,
        TagName::Policy | TagName::SubdomainPolicy | TagName::NonexistentPolicy
    );
    // An empty policy counts as invalid. Any other tag without a value is treated as missing.
    let values = values.filter(|(read, is_empty)| is_policy || !is_empty || read.is_some());
    let values: Vec<_> = values.map(|(read, _)| read).collect();
    draft.edits.extend(edits);
    values
}

/// The value without surrounding punctuation.
fn word(value: &str) -> &str {
    value.trim_matches([' ', '.', ',', ':', '\'', '`', '<', '>', '(', ')', '[', ']'])
}

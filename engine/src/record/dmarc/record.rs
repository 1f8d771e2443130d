//! [`DmarcRecord`]: a parsed record and what its tags mean.

use super::{Alignment, FailureOption, Policy, Problem, ProblemKind, Psd, ReportUri, TagName};
use crate::record::Span;

/// A parsed DMARC record. The text is kept in full, even if it is invalid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DmarcRecord {
    /// The full text of the record.
    pub text: String,
    /// How an RFC 9989 receiver treats the record.
    pub outcome: Outcome,
    /// Its tags, in order; unknown ones are included.
    pub tags: Vec<Tag>,
    /// What is wrong with the text, sorted by position.
    pub problems: Vec<Problem>,
    /// `p`, the policy. Receivers use it only if the outcome is [`Outcome::Policy`].
    pub policy: Effective<Policy>,
    /// The policy for existing subdomains: `sp`, else `p`.
    pub subdomain_policy: Effective<Policy>,
    /// The policy for nonexistent subdomains: `np`, else `sp`, else `p`.
    pub nonexistent_policy: Effective<Policy>,
    /// `adkim`, the DKIM alignment mode.
    pub dkim_alignment: Effective<Alignment>,
    /// `aspf`, the SPF alignment mode.
    pub spf_alignment: Effective<Alignment>,
    /// `fo`, when failure reports are requested.
    pub failure_options: Effective<Vec<FailureOption>>,
    /// `t`, whether test mode is on.
    pub is_testing: Effective<bool>,
    /// `psd`, whether the name is a Public Suffix Domain.
    pub psd: Effective<Psd>,
    /// `pct` of RFC 7489, the percentage of mail that the policy applies to.
    pub percentage: Effective<u8>,
    /// The URIs of `rua`, usable or not.
    pub aggregate_reports: Vec<ReportUri>,
    /// The URIs of `ruf`, usable or not.
    pub failure_reports: Vec<ReportUri>,
}

/// How an RFC 9989 receiver treats a record ([section 4.10.1](https://www.rfc-editor.org/rfc/rfc9989#section-4.10.1)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// The declared policy applies.
    Policy,
    /// There is no usable policy, and reports can be sent: treated as `p=none`.
    Monitoring,
    /// Receivers do no DMARC processing.
    Ignored,
}

impl Outcome {
    /// The name used in exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Monitoring => "monitoring",
            Self::Ignored => "ignored",
        }
    }
}

/// A value with its origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effective<T> {
    /// The value that applies.
    pub value: T,
    /// Where the value comes from.
    pub origin: Origin,
}

/// Where an effective value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// From the tag in the record.
    Declared,
    /// From another tag.
    Inherited(TagName),
    /// From the standard's default, since the record has no valid value.
    Default,
}

impl Origin {
    /// The name used in exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Declared => "declared",
            Self::Inherited(_) => "inherited",
            Self::Default => "default",
        }
    }
}

/// A `name=value` pair of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// The tag; `None` if neither standard defines it.
    pub name: Option<TagName>,
    /// Name, `=` and value, without surrounding blanks.
    pub span: Span,
    /// The place of the name.
    pub name_span: Span,
    /// The place of the value.
    pub value_span: Span,
    /// Whether the value is valid and applies.
    pub value: Value,
}

/// The status of a tag's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// The value is valid and applies.
    Valid,
    /// The tag does not allow this value.
    Invalid,
    /// A later tag has the same name, and most receivers use that one.
    Overridden,
    /// Neither standard defines the tag, so its value has no meaning.
    Unknown,
}

impl DmarcRecord {
    /// The tag with this name that applies, if the record has one.
    pub fn tag(&self, name: TagName) -> Option<&Tag> {
        self.tags.iter().rev().find(|tag| tag.name == Some(name))
    }

    /// The problems that `pick` selects, mapped to what it returns and sorted by position.
    pub fn problems_of<T>(
        &self,
        pick: impl Fn(&ProblemKind) -> Option<T>,
    ) -> impl Iterator<Item = (T, Span)> {
        self.problems
            .iter()
            .filter_map(move |problem| Some((pick(&problem.kind)?, problem.span)))
    }

    /// Returns the text with the part at `span` replaced.
    pub fn replaced(&self, span: Span, by: &str) -> String {
        let before = self.text.get(..span.start).unwrap_or_default();
        let after = self.text.get(span.end..).unwrap_or_default();
        format!("{before}{by}{after}")
    }

    /// Returns the text with the part at each span replaced. The spans must be sorted and must not overlap.
    pub fn replaced_all<'a>(&self, parts: impl IntoIterator<Item = (Span, &'a str)>) -> String {
        let mut text = String::with_capacity(self.text.len());
        let mut kept_to = 0;
        for (span, by) in parts {
            text.push_str(Span::new(kept_to, span.start).of(&self.text));
            text.push_str(by);
            kept_to = span.end;
        }
        text.push_str(Span::new(kept_to, self.text.len()).of(&self.text));
        text
    }

    /// Returns the text with `name=value` in place of the tag with that name. If there is none, inserts it after the
    /// tags that the standard lists before it.
    pub fn with_tag(&self, name: TagName, value: &str) -> String {
        if let Some(tag) = self.tag(name) {
            return self.replaced(tag.span, &format!("{name}={value}"));
        }
        let place = TagName::ALL
            .iter()
            .position(|&tag| tag == name)
            .unwrap_or_default();
        let before = TagName::ALL.get(..place).unwrap_or_default();
        let end = self
            .tags
            .iter()
            .filter(|tag| tag.name.is_some_and(|name| before.contains(&name)))
            .map(|tag| tag.span.end)
            .max();
        end.map_or_else(
            || format!("v=DMARC1; {name}={value}"),
            |end| self.replaced(Span::new(end, end), &format!("; {name}={value}")),
        )
    }

    /// Returns the text without the elements at `spans` and their semicolons.
    pub fn without(&self, spans: &[Span]) -> String {
        let kept: Vec<_> = crate::record::elements(&self.text)
            .filter(|element| !element.is_empty() && !spans.contains(&element.span))
            .map(|element| element.span.of(&self.text))
            .collect();
        let end = if self.text.trim_end().ends_with(';') {
            ";"
        } else {
            ""
        };
        format!("{}{end}", kept.join("; "))
    }

    /// Returns the text without any tag of this name, so that no duplicate takes effect instead.
    pub fn without_tag(&self, name: TagName) -> String {
        let tags = self.tags.iter().filter(|tag| tag.name == Some(name));
        let spans: Vec<_> = tags.map(|tag| tag.span).collect();
        self.without(&spans)
    }

    /// Whether receivers use the policy, and it is stricter than `none` for some names. Test mode does not count here.
    pub fn is_enforcing(&self) -> bool {
        let policies = [
            &self.policy,
            &self.subdomain_policy,
            &self.nonexistent_policy,
        ];
        self.outcome == Outcome::Policy && policies.iter().any(|p| p.value > Policy::None)
    }

    /// The URIs of `rua`, followed by those of `ruf`, each with its tag.
    pub fn report_uris(&self) -> impl Iterator<Item = (TagName, &ReportUri)> {
        let aggregate = self.aggregate_reports.iter();
        let failure = self.failure_reports.iter();
        aggregate
            .map(|uri| (TagName::AggregateReports, uri))
            .chain(failure.map(|uri| (TagName::FailureReports, uri)))
    }

    /// Whether the record has the tag, valid or not.
    pub fn has(&self, name: TagName) -> bool {
        self.tag(name).is_some()
    }

    /// The value of a tag, as written.
    pub fn value_of(&self, name: TagName) -> Option<&str> {
        self.tag(name).map(|tag| tag.value_span.of(&self.text))
    }

    /// The origin of the value that applies for a tag; `None` for tags without a default.
    pub const fn origin_of(&self, name: TagName) -> Option<Origin> {
        Some(match name {
            TagName::Policy => self.policy.origin,
            TagName::SubdomainPolicy => self.subdomain_policy.origin,
            TagName::NonexistentPolicy => self.nonexistent_policy.origin,
            TagName::DkimAlignment => self.dkim_alignment.origin,
            TagName::SpfAlignment => self.spf_alignment.origin,
            TagName::FailureOptions => self.failure_options.origin,
            TagName::PublicSuffixDomain => self.psd.origin,
            TagName::Testing => self.is_testing.origin,
            TagName::Percentage => self.percentage.origin,
            TagName::Version
            | TagName::AggregateReports
            | TagName::FailureReports
            | TagName::ReportFormat
            | TagName::ReportInterval => return None,
        })
    }

    /// The value that applies for a tag, as a record would write it; `None` for tags without a default, such as `rua`.
    pub fn effective_text(&self, name: TagName) -> Option<String> {
        let uris = |list: &[ReportUri]| {
            let list: Vec<_> = list
                .iter()
                .filter(|u| u.is_valid())
                .map(|u| u.uri.as_str())
                .collect();
            (!list.is_empty()).then(|| list.join(","))
        };
        match name {
            TagName::Version => Some("DMARC1".to_owned()),
            TagName::Policy => Some(self.policy.value.to_string()),
            TagName::SubdomainPolicy => Some(self.subdomain_policy.value.to_string()),
            TagName::NonexistentPolicy => Some(self.nonexistent_policy.value.to_string()),
            TagName::DkimAlignment => Some(self.dkim_alignment.value.as_str().to_owned()),
            TagName::SpfAlignment => Some(self.spf_alignment.value.as_str().to_owned()),
            TagName::FailureOptions => {
                let options: Vec<_> = self
                    .failure_options
                    .value
                    .iter()
                    .map(|o| o.as_str())
                    .collect();
                Some(options.join(":"))
            }
            TagName::AggregateReports => uris(&self.aggregate_reports),
            TagName::FailureReports => uris(&self.failure_reports),
            TagName::PublicSuffixDomain => Some(self.psd.value.as_str().to_owned()),
            TagName::Testing => Some(if self.is_testing.value { "y" } else { "n" }.to_owned()),
            TagName::Percentage => Some(self.percentage.value.to_string()),
            TagName::ReportFormat => Some("afrf".to_owned()),
            TagName::ReportInterval => Some("86400".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::dmarc::parse;

    #[test]
    fn several_places_are_replaced_at_once() {
        let record = parse("v=DMARC1 p=none rua=x");
        let parts = [(Span::new(8, 9), "; "), (Span::new(15, 16), ";")];
        assert_eq!(record.replaced_all(parts), "v=DMARC1; p=none;rua=x");
        assert_eq!(record.replaced_all([]), record.text);
    }

    #[test]
    fn a_tag_that_is_taken_away_leaves_none_of_its_name() {
        let record = parse("v=DMARC1; pct=10; p=reject; PCT=100; rua=mailto:a@b.example;");
        assert_eq!(
            record.without_tag(TagName::Percentage),
            "v=DMARC1; p=reject; rua=mailto:a@b.example;"
        );
        assert_eq!(record.without_tag(TagName::Testing), record.without(&[]));
    }

    #[test]
    fn a_record_enforces_when_any_name_gets_more_than_none() {
        assert!(parse("v=DMARC1; p=none; np=quarantine").is_enforcing());
        assert!(parse("v=DMARC1; p=reject; t=y; pct=0").is_enforcing());
        assert!(!parse("v=DMARC1; p=none").is_enforcing());
        assert!(!parse("v=DMARC1; p=reject; sp=x").is_enforcing());
    }

    #[test]
    fn report_uris_come_with_their_tags() {
        let record = parse("v=DMARC1; p=none; ruf=mailto:a@x.example; rua=mailto:b@x.example");
        let uris: Vec<_> = record
            .report_uris()
            .map(|(tag, uri)| (tag, uri.uri.as_str()))
            .collect();
        let expected = [
            (TagName::AggregateReports, "mailto:b@x.example"),
            (TagName::FailureReports, "mailto:a@x.example"),
        ];
        assert_eq!(uris, expected);
    }
}

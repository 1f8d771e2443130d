//! [`Facts`]: everything that the answers of a check say about a domain. Rules and advice are pure functions of the facts.

use std::rc::Rc;

use super::destinations::named_hosts;
use super::memo::Memo;
use super::spf_repair::SpfRepair;
use super::{
    Budget, Destination, EffectRow, Existence, Found, Options, Place, RowKind, StepOutcome,
    SuffixList, Walk, organizational_candidates, rfc7489, rfc9989,
};
use crate::dns::{Answer, Mx, Outcome, Question, RecordData, RecordType};
use crate::domain::DomainName;
use crate::mail_setup::MailSetup;
use crate::record::dmarc::{DmarcRecord, parse, resembles_dmarc};
use crate::record::{Span, spf};

/// The label used where an example of an existing subdomain is needed.
const EXISTING_LABEL: &str = "news";

/// The answers of a check.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers(pub Vec<Rc<Answer>>);

impl Answers {
    /// Returns the answer to a question, if there is one yet.
    pub fn get(&self, question: &Question) -> Option<&Answer> {
        self.0
            .iter()
            .find(|answer| answer.question == *question)
            .map(Rc::as_ref)
    }

    /// Returns the answer for the TXT records at a name.
    pub fn txt(&self, name: &DomainName) -> Option<&Answer> {
        self.get(&Question::txt(name.clone()))
    }

    /// Returns the answer for the TXT records at `_dmarc` below a name.
    pub fn policy_answer(&self, name: &DomainName) -> Option<&Answer> {
        self.txt(&name.child("_dmarc")?)
    }

    /// Reads what is published at `_dmarc` below a name.
    ///
    /// A name that is too long for DNS does not exist. A name that was not queried, because the tree walk never gets there,
    /// counts as empty.
    pub fn policy_at(&self, name: &DomainName) -> StepOutcome {
        self.policy_answer(name)
            .map_or(StepOutcome::NxDomain, StepOutcome::of)
    }
}

/// What the domain declares about its mail, apart from DMARC.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnMail {
    /// The SPF records at the domain; `None` if the query failed.
    pub spf_records: Option<Vec<String>>,
    /// The MX records; `None` if the query failed.
    pub mx: Option<Vec<Mx>>,
}

impl OwnMail {
    /// Whether SPF declares that the domain sends no mail.
    pub fn sends_nothing(&self) -> bool {
        matches!(self.spf_records.as_deref(), Some([record]) if spf::allows_nobody(record))
    }

    /// Whether the domain's own SPF record allows every sender, without any further query.
    pub fn lets_everyone_send(&self) -> bool {
        matches!(self.spf_records.as_deref(), Some([record]) if spf::allows_everyone(record))
    }

    /// Whether the domain has no MX record that names a host.
    pub fn has_no_mail_host(&self) -> bool {
        self.mx
            .as_ref()
            .is_some_and(|mx| mx.iter().all(|mx| mx.exchange.is_none()))
    }

    /// Whether the domain publishes the null MX ([RFC 7505](https://www.rfc-editor.org/rfc/rfc7505)).
    pub fn has_null_mx(&self) -> bool {
        self.has_no_mail_host() && self.mx.as_ref().is_some_and(|mx| !mx.is_empty())
    }

    /// Whether the queries for both SPF and MX succeeded.
    pub const fn is_known(&self) -> bool {
        self.spf_records.is_some() && self.mx.is_some()
    }

    /// Whether the domain seems to be unused for mail, with one of the queries failed.
    pub fn may_be_parked(&self) -> bool {
        let may_send = self.spf_records.is_some() && !self.sends_nothing();
        let has_mail_host = self.mx.is_some() && !self.has_no_mail_host();
        !self.is_known() && !may_send && !has_mail_host
    }

    /// Whether the domain is unused for mail: it neither sends nor names a host that receives.
    pub fn is_parked(&self) -> bool {
        self.sends_nothing() && self.has_no_mail_host()
    }
}

/// The result of the control query for a made-up name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wildcard {
    /// The made-up name.
    pub name: DomainName,
    /// Whether the name exists. Only a wildcard or an unusual name server makes it exist.
    pub existence: Existence,
    /// What is published at `_dmarc` below it.
    pub policy: StepOutcome,
}

/// The record that a page shows and the rules judge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownRecord {
    /// The domain whose `_dmarc` name has the record.
    pub domain: DomainName,
    /// The parsed record.
    pub record: Rc<DmarcRecord>,
    /// Whether receivers use it as the policy.
    pub is_policy: bool,
}

/// Everything that the answers so far say about a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The Author Domain, which is the checked name.
    pub domain: DomainName,
    /// Whether the domain exists.
    pub existence: Existence,
    /// The tree walk from the domain.
    pub walk: Walk,
    /// What receivers are asked to do with failing mail from this name and names below it.
    pub effects: Vec<EffectRow>,
    /// The hosts that receive reports, once the record is known. Their permission is queried after the first round trip.
    pub destinations: Vec<Destination>,
    /// What the domain declares about its mail, apart from DMARC.
    pub mail: OwnMail,
    /// The result for a made-up subdomain; `None` if the domain is too long to have one.
    pub wildcard: Option<Wildcard>,
    /// The organizational domain under RFC 7489, which is the registered name; `None` until the public suffix list is available,
    /// and for a name that is a public suffix itself.
    pub registered_domain: Option<DomainName>,
    /// The public suffix list, once it is available.
    pub suffix_list: Option<Rc<SuffixList>>,
    /// What surrounds the policy: SPF, DKIM keys, mail hosts and so on; `None` until it is read after the first round trip.
    pub mail_setup: Option<Rc<MailSetup>>,
    /// The options of the check.
    pub options: Options,
    /// How many questions the check may ask, and which ones that left out.
    pub budget: Budget,
    /// Every answer so far, in the order of asking.
    pub answers: Answers,
    /// Whether everything was asked, as far as the budget allows.
    pub is_complete: bool,
    /// The SPF record to publish in place of today's: many rules and tasks ask for it, in every simulated step again.
    pub(super) repaired: Memo<Option<SpfRepair>>,
}

impl Facts {
    /// Evaluates the answers.
    pub fn new(domain: &DomainName, options: &Options, answers: Answers) -> Self {
        let walk = Walk::new(domain, |name| answers.policy_at(name));
        let existence = existence(&answers, domain);
        let wildcard = domain.child(&options.invented_label).map(|name| Wildcard {
            existence: self::existence(&answers, &name),
            policy: answers.policy_at(&name),
            name,
        });
        let effects = effects(&walk, domain, existence, wildcard.as_ref(), &answers, None);
        let destinations = named_hosts(&walk);
        let mail = own_mail(domain, &answers);
        Self {
            domain: domain.clone(),
            existence,
            walk,
            effects,
            destinations,
            mail,
            wildcard,
            registered_domain: None,
            suffix_list: None,
            mail_setup: None,
            options: options.clone(),
            budget: Budget::new(options.limit(), &answers),
            answers,
            is_complete: false,
            repaired: Memo::default(),
        }
    }

    /// Adds the public suffix list, which settles for every name what receivers on RFC 7489 are asked to do.
    #[must_use]
    pub fn settled(&self, list: &Rc<SuffixList>) -> Self {
        let wildcard = self.wildcard.as_ref();
        let answers = &self.answers;
        Self {
            effects: effects(
                &self.walk,
                &self.domain,
                self.existence,
                wildcard,
                answers,
                Some(list),
            ),
            registered_domain: list.registered_domain(&self.domain),
            suffix_list: Some(Rc::clone(list)),
            ..self.clone()
        }
    }

    /// Whether every question so far failed: what a resolver that is down, or no network, leaves.
    pub fn is_unanswered(&self) -> bool {
        let mut answers = self.answers.0.iter();
        !self.answers.0.is_empty() && answers.all(|answer| answer.error().is_some())
    }

    /// Returns the policy record; `None` if there is none, or if a failed query leaves it unknown, which [`Walk::is_undecided`]
    /// tells.
    pub fn policy(&self) -> Option<Found> {
        self.walk.policy()
    }

    /// Returns the policy record, if it comes from another name.
    pub fn inherited_policy(&self) -> Option<Found> {
        self.policy()
            .filter(|found| found.place != Place::AuthorDomain)
    }

    /// Returns the record to show and to judge; `None` if a failed query leaves the policy unknown.
    ///
    /// This is the policy or, without one, whatever is at the domain's own name, however broken: one of several records, or a
    /// text that was meant as a record.
    pub fn shown_record(&self) -> Option<ShownRecord> {
        if let Some(found) = self.policy() {
            return Some(ShownRecord {
                domain: found.domain,
                record: found.record,
                is_policy: true,
            });
        }
        let record = match self.own_step() {
            _ if self.walk.is_undecided() => None,
            // Pick the same record whatever the order of the answers.
            StepOutcome::Several(records) => {
                records.iter().min_by_key(|record| &record.text).cloned()
            }
            StepOutcome::OtherText(texts) => texts
                .iter()
                .filter(|text| resembles_dmarc(text))
                .min()
                .map(|text| Rc::new(parse(text))),
            _ => None,
        }?;
        Some(ShownRecord {
            domain: self.domain.clone(),
            record,
            is_policy: false,
        })
    }

    /// Returns the organizational domain; `None` if a failed query leaves it unknown.
    pub fn organizational_domain(&self) -> Option<DomainName> {
        self.walk.organizational_domain()
    }

    /// Whether the name is its own organizational domain, as far as is known.
    pub fn is_organizational(&self) -> bool {
        self.organizational_domain().as_ref() == Some(&self.domain)
    }

    /// Whether a name is a public suffix, as far as is known. Such a name belongs to no single organization.
    pub fn is_suffix(&self, name: &DomainName) -> bool {
        match &self.suffix_list {
            Some(list) => list.registered_domain(name).is_none(),
            None => name.label_count() < 2,
        }
    }

    /// Whether two names belong to the same owner, as far as is known: their registered name is the same.
    pub fn is_same_owner(&self, one: &DomainName, other: &DomainName) -> bool {
        match &self.suffix_list {
            Some(list) => {
                let registered = list.registered_domain(one);
                registered.is_some() && registered == list.registered_domain(other)
            }
            None => one.label_count() >= 2 && other.label_count() >= 2,
        }
    }

    /// Whether the name is the registered one, or may be while the registered name is unknown.
    pub fn is_registered_name(&self) -> bool {
        match &self.registered_domain {
            Some(registered) => *registered == self.domain,
            None => self.domain.label_count() <= 2,
        }
    }

    /// Returns the organizational domain of another name on the tree walk.
    pub fn organizational_domain_of(&self, name: &DomainName) -> DomainName {
        let walk = Walk::new(name, |at| self.answers.policy_at(at));
        walk.organizational_domain().unwrap_or_else(|| name.clone())
    }

    /// Returns the result of the query for the domain's own record.
    pub fn own_step(&self) -> &StepOutcome {
        self.walk
            .steps
            .first()
            .map_or(&StepOutcome::NoData, |step| &step.outcome)
    }

    /// Returns the domain's own record.
    pub fn own_record(&self) -> Option<&Rc<DmarcRecord>> {
        self.own_step().record()
    }

    /// Returns every text at the domain's own `_dmarc` name, DMARC or not.
    pub fn own_texts(&self) -> Vec<String> {
        self.answers
            .policy_answer(&self.domain)
            .map_or_else(Vec::new, Answer::texts)
    }

    /// Returns where the policy first names a destination.
    pub fn span_of(&self, destination: &Destination) -> Option<Span> {
        let record = self.policy()?.record;
        let uris = record.aggregate_reports.iter();
        uris.chain(&record.failure_reports)
            .find(|uri| uri.is_mailto() && uri.host.as_deref() == Some(destination.host.as_str()))
            .map(|uri| uri.span)
    }

    /// Returns what receivers are asked to do with mail from another name on the tree walk, from an existing subdomain of it, and
    /// from a made-up one, which counts as nonexistent.
    pub fn effects_at(&self, name: &DomainName) -> Vec<EffectRow> {
        if *name == self.domain {
            return self.effects.clone();
        }
        let existence = match existence(&self.answers, name) {
            Existence::Unknown => Existence::Exists,
            known => known,
        };
        let invented = name
            .child(&self.options.invented_label)
            .map(|name| Wildcard {
                name,
                existence: Existence::DoesNotExist,
                policy: StepOutcome::NxDomain,
            });
        let walk = Walk::new(name, |at| self.answers.policy_at(at));
        let list = self.suffix_list.as_deref();
        effects(
            &walk,
            name,
            existence,
            invented.as_ref(),
            &self.answers,
            list,
        )
    }

    /// Returns the row for one kind of name. The row for the domain itself always exists.
    pub fn effect(&self, kind: RowKind) -> Option<&EffectRow> {
        self.effects.iter().find(|row| row.kind == kind)
    }
}

/// Works out whether a name exists, from the answer for its TXT records or, if that failed, for its MX records.
fn existence(answers: &Answers, name: &DomainName) -> Existence {
    let kinds = [RecordType::Txt, RecordType::Mx].into_iter();
    let mut shown = kinds.filter_map(|kind| {
        let answer = answers.get(&Question::new(name.clone(), kind))?;
        match answer.outcome {
            Outcome::Records(_) | Outcome::NoData => Some(Existence::Exists),
            Outcome::NxDomain => Some(Existence::DoesNotExist),
            Outcome::Failed(_) => None,
        }
    });
    shown.next().unwrap_or(Existence::Unknown)
}

/// Computes the rows of the effects table.
fn effects(
    walk: &Walk,
    domain: &DomainName,
    existence: Existence,
    wildcard: Option<&Wildcard>,
    answers: &Answers,
    list: Option<&SuffixList>,
) -> Vec<EffectRow> {
    // Without the list, a name right below the domain has the same organizational domain as the domain.
    let candidates = |name: &DomainName| {
        organizational_candidates(if list.is_some() { name } else { domain }, list)
    };
    let lookup = |name: &DomainName| answers.policy_at(name);
    let mut rows = vec![EffectRow {
        name: domain.clone(),
        kind: RowKind::This,
        existence,
        rfc9989: rfc9989(walk, existence),
        rfc7489: rfc7489(domain, lookup, &candidates(domain)),
    }];
    if let Some(name) = domain.child(EXISTING_LABEL) {
        // This name exists, so no wildcard covers `_dmarc` below it (RFC 4592, section 2.2.1).
        let lookup = |at: &DomainName| {
            if *at == name {
                StepOutcome::NoData
            } else {
                answers.policy_at(at)
            }
        };
        rows.push(EffectRow {
            kind: RowKind::Subdomain,
            existence: Existence::Exists,
            rfc9989: rfc9989(&Walk::new(&name, lookup), Existence::Exists),
            rfc7489: rfc7489(&name, lookup, &candidates(&name)),
            name,
        });
    }
    if let Some(wildcard) = wildcard {
        let name = &wildcard.name;
        rows.push(EffectRow {
            name: name.clone(),
            kind: RowKind::Invented,
            existence: wildcard.existence,
            rfc9989: rfc9989(&Walk::new(name, lookup), wildcard.existence),
            rfc7489: rfc7489(name, lookup, &candidates(name)),
        });
    }
    rows
}

/// Reads the SPF and MX records of the domain.
fn own_mail(domain: &DomainName, answers: &Answers) -> OwnMail {
    let asked = |answer: Option<&Answer>| answer.filter(|answer| answer.error().is_none()).cloned();
    let mx = asked(answers.get(&Question::new(domain.clone(), RecordType::Mx)));
    OwnMail {
        spf_records: asked(answers.txt(domain)).map(|answer| {
            answer
                .texts()
                .into_iter()
                .filter(|text| spf::is_spf(text))
                .collect()
        }),
        mx: mx.map(|answer| {
            let records = answer.records().iter();
            records
                .filter_map(|record| match record {
                    RecordData::Mx(mx) => Some(mx.clone()),
                    _ => None,
                })
                .collect()
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discovery::Handling;
    use crate::dns::{Resolver, Zone};
    use futures_util::FutureExt;

    /// Returns what receivers on RFC 7489 are asked to do with mail from the three names, if `at` has a record with `p=reject`.
    fn rfc7489_of(domain: &str, at: &str, list: Option<&Rc<SuffixList>>) -> Vec<Handling> {
        let domain = DomainName::new(domain).unwrap();
        let at = DomainName::new(at).unwrap().child("_dmarc").unwrap();
        let mut zone = Zone::new("zone");
        zone.add_text(&at, "v=DMARC1; p=reject");
        let asked = crate::discovery::walk_names(&domain);
        let answers = asked.iter().map(|name| {
            let question = Question::txt(name.child("_dmarc").unwrap());
            zone.ask(&question).now_or_never().map(Rc::new).unwrap()
        });
        let answers = Answers(answers.collect());
        let facts = Facts::new(&domain, &Options::default(), answers);
        let facts = list.map_or_else(|| facts.clone(), |list| facts.settled(list));
        let rows = facts.effects.iter();
        rows.map(|row| row.rfc7489.handling).collect()
    }

    #[test]
    fn the_suffix_list_settles_what_rfc_7489_does() {
        use Handling::{NeedsSuffixList, NoDmarc, Reject};
        let list = "# Public Suffix List of 2026-05-20\n. example\nexample hosted\n";
        let list = Rc::new(SuffixList::parse(list).unwrap());
        let below = |list| rfc7489_of("news.shop.example", "shop.example", list);
        assert_eq!(below(None), [NeedsSuffixList; 3]);
        assert_eq!(below(Some(&list)), [Reject; 3]);
        // Each name below a public suffix belongs to someone else.
        let hosted = rfc7489_of("user.hosted.example", "hosted.example", Some(&list));
        assert_eq!(hosted, [NoDmarc; 3]);
        let suffix = rfc7489_of("hosted.example", "hosted.example", Some(&list));
        assert_eq!(suffix, [Reject, NoDmarc, NoDmarc]);
        let suffix = rfc7489_of("hosted.example", "hosted.example", None);
        assert_eq!(suffix, [Reject; 3]);
    }
}

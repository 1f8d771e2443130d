//! [`Facts`]: all that the answers of a check say about a domain. Rules and advice are pure functions of them.

use std::rc::Rc;

use super::destinations::named_hosts;
use super::{
    Budget, Destination, EffectRow, Existence, Found, Options, Place, RowKind, StepOutcome,
    SuffixList, Walk, organizational_candidates, rfc7489, rfc9989,
};
use crate::dns::{Answer, Mx, Outcome, Question, RecordData, RecordType};
use crate::domain::DomainName;
use crate::mail_setup::MailSetup;
use crate::record::dmarc::{DmarcRecord, parse, resembles_dmarc};
use crate::record::{Span, spf};

/// The label that stands for any subdomain that exists, where one is needed to speak of.
const EXISTING_LABEL: &str = "news";

/// The answers of a check.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers(pub Vec<Rc<Answer>>);

impl Answers {
    /// The answer to a question, once it is there.
    pub fn get(&self, question: &Question) -> Option<&Answer> {
        self.0
            .iter()
            .find(|answer| answer.question == *question)
            .map(Rc::as_ref)
    }

    /// The answer about TXT records at a name.
    pub fn txt(&self, name: &DomainName) -> Option<&Answer> {
        self.get(&Question::txt(name.clone()))
    }

    /// The answer about TXT records at `_dmarc` below a name.
    pub fn policy_answer(&self, name: &DomainName) -> Option<&Answer> {
        self.txt(&name.child("_dmarc")?)
    }

    /// What is at `_dmarc` below a name. A name that DNS cannot hold does not exist; one that was not asked
    /// for, in a walk that never comes there, is taken for empty.
    pub fn policy_at(&self, name: &DomainName) -> StepOutcome {
        self.policy_answer(name)
            .map_or(StepOutcome::NxDomain, StepOutcome::of)
    }
}

/// What the domain says about its mail beside DMARC.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnMail {
    /// The SPF records at the domain; `None` when that could not be asked.
    pub spf_records: Option<Vec<String>>,
    /// The MX records; `None` when that could not be asked.
    pub mx: Option<Vec<Mx>>,
}

impl OwnMail {
    /// Whether SPF says that nobody may send from the domain.
    pub fn sends_nothing(&self) -> bool {
        matches!(self.spf_records.as_deref(), Some([record]) if spf::allows_nobody(record))
    }

    /// Whether SPF says in the domain's own record that everybody may send, before anything else is asked.
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

    /// Whether both SPF and MX could be asked.
    pub const fn is_known(&self) -> bool {
        self.spf_records.is_some() && self.mx.is_some()
    }

    /// Whether the domain is out of use for mail as far as it could be asked, but not all of that could be.
    pub fn may_be_parked(&self) -> bool {
        let may_send = self.spf_records.is_some() && !self.sends_nothing();
        let has_mail_host = self.mx.is_some() && !self.has_no_mail_host();
        !self.is_known() && !may_send && !has_mail_host
    }

    /// Whether the domain is out of use for mail: it neither sends nor names a host that receives.
    pub fn is_parked(&self) -> bool {
        self.sends_nothing() && self.has_no_mail_host()
    }
}

/// What the control question about an invented name shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wildcard {
    /// The invented name.
    pub name: DomainName,
    /// Whether it exists, which only a wildcard or an odd name server makes it do.
    pub existence: Existence,
    /// What is at `_dmarc` below it.
    pub policy: StepOutcome,
}

/// The record that a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownRecord {
    /// The name whose `_dmarc` name has it.
    pub domain: DomainName,
    /// The record.
    pub record: Rc<DmarcRecord>,
    /// Whether receivers use it.
    pub is_policy: bool,
}

/// All that the answers so far say about a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The Author Domain: the name that was asked for.
    pub domain: DomainName,
    /// Whether it exists.
    pub existence: Existence,
    /// The tree walk from it.
    pub walk: Walk,
    /// What receivers do with failing mail, for this name and names below it.
    pub effects: Vec<EffectRow>,
    /// The hosts that reports go to, once the record is known. Whether they agreed is asked after the first round trip.
    pub destinations: Vec<Destination>,
    /// What the domain says about its mail beside DMARC.
    pub mail: OwnMail,
    /// What an invented subdomain shows; `None` when the name is too long to have one.
    pub wildcard: Option<Wildcard>,
    /// The organizational domain of RFC 7489: the registered name; `None` while no Public Suffix List is at hand, and for
    /// a name that is a public suffix itself.
    pub registered_domain: Option<DomainName>,
    /// The Public Suffix List, once it is at hand.
    pub suffix_list: Option<Rc<SuffixList>>,
    /// What surrounds the policy: SPF, DKIM keys, mail hosts and so on; `None` until someone looks at that, which
    /// is after the first round trip.
    pub mail_setup: Option<Rc<MailSetup>>,
    /// What the check was told.
    pub options: Options,
    /// How many questions it may ask, and what that made it leave out.
    pub budget: Budget,
    /// Every answer so far, in the order of asking.
    pub answers: Answers,
    /// Whether everything is asked, as far as the budget goes.
    pub is_complete: bool,
}

impl Facts {
    /// Reads the answers.
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
        }
    }

    /// The same facts with the Public Suffix List, by which it is known for every name what receivers on
    /// RFC 7489 do.
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

    /// The record that is the policy. `None` also while a failed question leaves it open, which
    /// [`Walk::is_undecided`] tells.
    pub fn policy(&self) -> Option<Found> {
        self.walk.policy()
    }

    /// The record that is the policy, where it is another name's.
    pub fn inherited_policy(&self) -> Option<Found> {
        self.policy()
            .filter(|found| found.place != Place::AuthorDomain)
    }

    /// The record to show and to judge: the policy; else what is at the domain's own name, however
    /// broken: one of several records, or a text that was meant as a record. None where a failed
    /// question leaves the policy open.
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
            // Answers come in any order, and say the same in each.
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

    /// The Organizational Domain; `None` where a failed question leaves it open.
    pub fn organizational_domain(&self) -> Option<DomainName> {
        self.walk.organizational_domain()
    }

    /// Whether the name is its own Organizational Domain, as far as that is known.
    pub fn is_organizational(&self) -> bool {
        self.organizational_domain().as_ref() == Some(&self.domain)
    }

    /// Whether a name is a public suffix, as far as that is known: nobody's in particular.
    pub fn is_suffix(&self, name: &DomainName) -> bool {
        match &self.suffix_list {
            Some(list) => list.registered_domain(name).is_none(),
            None => name.label_count() < 2,
        }
    }

    /// Whether two names belong to the same owner, as far as that is known: the registered name is the same.
    pub fn is_same_owner(&self, one: &DomainName, other: &DomainName) -> bool {
        match &self.suffix_list {
            Some(list) => {
                let registered = list.registered_domain(one);
                registered.is_some() && registered == list.registered_domain(other)
            }
            None => one.label_count() >= 2 && other.label_count() >= 2,
        }
    }

    /// Whether the name is the registered one, or may be while nobody knows which that is.
    pub fn is_registered_name(&self) -> bool {
        match &self.registered_domain {
            Some(registered) => *registered == self.domain,
            None => self.domain.label_count() <= 2,
        }
    }

    /// The Organizational Domain of another name that the walk passes.
    pub fn organizational_domain_of(&self, name: &DomainName) -> DomainName {
        let walk = Walk::new(name, |at| self.answers.policy_at(at));
        walk.organizational_domain().unwrap_or_else(|| name.clone())
    }

    /// What came of the question about the domain's own record.
    pub fn own_step(&self) -> &StepOutcome {
        self.walk
            .steps
            .first()
            .map_or(&StepOutcome::NoData, |step| &step.outcome)
    }

    /// The domain's own record.
    pub fn own_record(&self) -> Option<&Rc<DmarcRecord>> {
        self.own_step().record()
    }

    /// Every text at the domain's own `_dmarc` name, DMARC or not.
    pub fn own_texts(&self) -> Vec<String> {
        self.answers
            .policy_answer(&self.domain)
            .map_or_else(Vec::new, Answer::texts)
    }

    /// Where the policy names a destination first.
    pub fn span_of(&self, destination: &Destination) -> Option<Span> {
        let record = self.policy()?.record;
        let uris = record.aggregate_reports.iter();
        uris.chain(&record.failure_reports)
            .find(|uri| uri.is_mailto() && uri.host.as_deref() == Some(destination.host.as_str()))
            .map(|uri| uri.span)
    }

    /// What receivers are asked to do with mail from another name that the walk passes, from an existing subdomain of it and
    /// from an invented one, which is taken not to exist.
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

    /// The row about one kind of name; there always is one about the domain itself.
    pub fn effect(&self, kind: RowKind) -> Option<&EffectRow> {
        self.effects.iter().find(|row| row.kind == kind)
    }
}

/// Whether a name exists, from the answer about its TXT records, or where that failed about its MX records.
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

/// The rows of the table.
fn effects(
    walk: &Walk,
    domain: &DomainName,
    existence: Existence,
    wildcard: Option<&Wildcard>,
    answers: &Answers,
    list: Option<&SuffixList>,
) -> Vec<EffectRow> {
    // Without the list, a name just below the domain belongs to whatever the domain belongs to.
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
        // It exists, so no wildcard reaches `_dmarc` below it (RFC 4592, section 2.2.1).
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

/// SPF and MX of the domain.
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

    /// What receivers on RFC 7489 do with mail from the three names, where `at` has a record of `p=reject`.
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
        // Each name below a public suffix is someone else's.
        let hosted = rfc7489_of("user.hosted.example", "hosted.example", Some(&list));
        assert_eq!(hosted, [NoDmarc; 3]);
        let suffix = rfc7489_of("hosted.example", "hosted.example", Some(&list));
        assert_eq!(suffix, [Reject, NoDmarc, NoDmarc]);
        let suffix = rfc7489_of("hosted.example", "hosted.example", None);
        assert_eq!(suffix, [Reject; 3]);
    }
}

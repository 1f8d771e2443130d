//! [`requirements`]: describes what the receivers require and how far the domain meets it.

use super::{AS_OF, Fulfilment, RECEIVERS, Receiver, Requirement, Senders};
use crate::advice::State;
use crate::discovery::Facts;
use crate::mail_setup::MailSetup;

/// The requirements of all receivers, for a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequirementsView {
    /// The overall state.
    pub state: State,
    /// The overall result, in a sentence.
    pub summary: String,
    /// From when the requirements are, and how far to trust that, in a sentence or two.
    pub as_of: String,
    /// The receivers; empty if the domain does not send mail.
    pub receivers: Vec<ReceiverView>,
}

/// The requirements of one receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiverView {
    /// The receiver with its name and source.
    pub receiver: &'static Receiver,
    /// The overall state for this receiver.
    pub state: State,
    /// How many requirements are met, not met and so on.
    pub summary: String,
    /// The requirements, each judged.
    pub requirements: Vec<RequirementView>,
}

/// One requirement with its judgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequirementView {
    /// What is required.
    pub requirement: &'static Requirement,
    /// How far it is met.
    pub fulfilment: Fulfilment,
    /// How good or bad that is.
    pub state: State,
    /// The reason, in a sentence or two.
    pub sentence: String,
}

/// Returns what the receivers require from senders of the domain's mail, and how far DNS shows that it is met.
pub fn requirements(facts: &Facts) -> RequirementsView {
    let copies: Vec<_> = RECEIVERS
        .iter()
        .map(|receiver| format!("{} ({})", receiver.name, receiver.as_of))
        .collect();
    let copies: Vec<_> = copies.iter().map(String::as_str).collect();
    let as_of = format!(
        "As of {AS_OF}, from the latest available copies of the receivers' pages: {}. The pages change; the current ones \
         apply.",
        listed(&copies)
    );
    if sends_nothing(facts) {
        return RequirementsView {
            state: State::NotApplicable,
            summary: format!(
                "The SPF record of {0} allows no sender, so these rules do not apply unless mail is sent as {0} with \
                 DKIM alone.",
                facts.domain
            ),
            as_of,
            receivers: Vec::new(),
        };
    }
    let receivers: Vec<_> = RECEIVERS
        .iter()
        .map(|receiver| view(receiver, facts))
        .collect();
    let (state, summary) = overall(facts, &receivers);
    RequirementsView {
        state,
        summary,
        as_of,
        receivers,
    }
}

/// Whether the domain sends no mail, as far as SPF and the DKIM keys that were found show.
fn sends_nothing(facts: &Facts) -> bool {
    let has_key = |mail_setup: &MailSetup| mail_setup.dkim.usable().next().is_some();
    facts.mail.sends_nothing() && !facts.mail_setup.as_deref().is_some_and(has_key)
}

/// Judges the requirements of one receiver.
fn view(receiver: &'static Receiver, facts: &Facts) -> ReceiverView {
    let requirements: Vec<_> = receiver
        .requirements
        .iter()
        .map(|requirement| {
            let judgement = requirement.judge(facts);
            RequirementView {
                requirement,
                fulfilment: judgement.fulfilment,
                state: state_of(judgement.fulfilment, requirement.senders),
                sentence: judgement.sentence,
            }
        })
        .collect();
    ReceiverView {
        receiver,
        state: worst(requirements.iter().map(|view| view.state)),
        summary: counts(&requirements),
        requirements,
    }
}

/// Returns the state that a judgement leads to.
const fn state_of(fulfilment: Fulfilment, senders: Senders) -> State {
    match (fulfilment, senders) {
        (Fulfilment::Met, _) => State::Good,
        (Fulfilment::NotMet, Senders::All) => State::Problem,
        (Fulfilment::NotMet, Senders::Bulk) => State::Advice,
        (Fulfilment::NotInDns, _) => State::NotApplicable,
        (Fulfilment::CouldNotTell, _) => State::CouldNotTell,
    }
}

/// Returns the most important state. Requirements that only mail can show have no influence.
fn worst(states: impl Iterator<Item = State>) -> State {
    let mut worst = State::Good;
    for state in states {
        if weight(state) > weight(worst) {
            worst = state;
        }
    }
    worst
}

/// Orders states by importance.
const fn weight(state: State) -> u8 {
    match state {
        State::Problem => 3,
        State::Advice => 2,
        State::CouldNotTell => 1,
        State::Good | State::NotSet | State::NotApplicable => 0,
    }
}

/// Counts the requirements that are met, not met and so on, in a line.
fn counts(requirements: &[RequirementView]) -> String {
    let parts = [
        Fulfilment::NotMet,
        Fulfilment::CouldNotTell,
        Fulfilment::Met,
        Fulfilment::NotInDns,
    ]
    .map(|fulfilment| {
        let counted = requirements
            .iter()
            .filter(|view| view.fulfilment == fulfilment);
        (counted.count(), fulfilment)
    });
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<_> = parts
        .map(|(count, fulfilment)| format!("{count} {}", fulfilment.label()))
        .collect();
    parts.join(", ")
}

/// Summarizes the results of all receivers.
fn overall(facts: &Facts, receivers: &[ReceiverView]) -> (State, String) {
    let domain = &facts.domain;
    let state = worst(receivers.iter().map(|view| view.state));
    let deciding: Vec<_> = receivers
        .iter()
        .filter(|view| view.state == state)
        .map(|view| view.receiver.name)
        .collect();
    let names = listed(&deciding);
    let summary = match state {
        State::Problem => {
            format!("{domain} does not meet some rules of {names} for all senders.")
        }
        State::Advice => {
            format!("{domain} does not meet some rules of {names} for bulk senders.")
        }
        State::CouldNotTell => {
            format!("Can't tell whether {domain} meets the sender rules of {names}.")
        }
        _ => format!("{domain} meets the sender rules of {names}, as far as DNS shows."),
    };
    (state, summary)
}

/// Joins names for a sentence.
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [name] => (*name).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;
    use crate::discovery::{Options, gather};
    use crate::dns::{Fault, RecordType, Zone};
    use crate::domain::DomainName;

    /// A usable key.
    const KEY: &str = "k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    /// Returns the requirements for senders of `shop.example` in a zone; queries for the names in `failing` fail.
    fn in_zone(text: &str, failing: &[&str]) -> RequirementsView {
        let mut zone = Zone::from_file("zone", "example", &format!("$TTL 60\n{text}\n")).unwrap();
        for name in failing {
            zone.add_fault(
                &DomainName::new(name).unwrap(),
                Some(RecordType::Txt),
                Fault::Timeout,
            );
        }
        let domain = DomainName::new("shop.example").unwrap();
        let options = Options::default();
        let facts = gather(&zone, &domain, &options, |_| (), |_, _| ());
        requirements(&facts.now_or_never().unwrap())
    }

    /// Returns each requirement of a receiver with its outcome.
    fn outcomes(view: &RequirementsView, id: &str) -> Vec<String> {
        let mut receivers = view.receivers.iter();
        let receiver = receivers.find(|view| view.receiver.id == id).unwrap();
        let requirements = receiver.requirements.iter();
        requirements
            .map(|view| {
                format!(
                    "{}: {}",
                    view.requirement.subject.as_str(),
                    view.fulfilment.label()
                )
            })
            .collect()
    }

    /// Returns the sentence about a subject.
    fn sentence(view: &RequirementsView, subject: &str) -> String {
        let mut requirements = view.receivers.iter().flat_map(|view| &view.requirements);
        let view = requirements.find(|view| view.requirement.subject.as_str() == subject);
        view.unwrap().sentence.clone()
    }

    #[test]
    fn everything_that_dns_shows_is_there() {
        let view = in_zone(
            &format!(
                "shop TXT \"v=spf1 ip4:192.0.2.1 -all\"\n_dmarc.shop TXT \"v=DMARC1; p=none\"\n\
                 default._domainkey.shop TXT \"{KEY}\""
            ),
            &[],
        );
        assert_eq!(
            (view.state, view.summary.as_str()),
            (
                State::Good,
                "shop.example meets the sender rules of Google, Yahoo, Microsoft and Apple, as far as DNS shows."
            )
        );
        assert_eq!(
            outcomes(&view, "google"),
            [
                "spf-or-dkim: met",
                "ptr: not visible in DNS",
                "tls: not visible in DNS",
                "spam-rate: not visible in DNS",
                "spf: met",
                "dkim: met",
                "dmarc: met",
                "alignment: not visible in DNS",
                "unsubscription: not visible in DNS",
            ]
        );
        assert_eq!(view.receivers[0].summary, "4 met, 5 not visible in DNS");
        assert_eq!(
            sentence(&view, "dkim"),
            "shop.example has a DKIM key (default). DNS does not show whether all mail is signed."
        );
    }

    #[test]
    fn nothing_is_there() {
        let view = in_zone("shop MX 10 mx.shop\nmx.shop A 192.0.2.1", &[]);
        assert_eq!(view.state, State::Problem);
        assert_eq!(
            view.summary,
            "shop.example does not meet some rules of Google and Yahoo for all senders."
        );
        assert_eq!(
            outcomes(&view, "apple")[..3],
            ["spf: not met", "dkim: not met", "dmarc: not met"]
        );
        assert_eq!(view.receivers[3].state, State::Advice);
        assert_eq!(
            sentence(&view, "spf-or-dkim"),
            "shop.example has no SPF record. Mail with a return-path (bounce address) in another domain is checked there. \
             There is nothing at _domainkey.shop.example, so no mail can be signed as shop.example."
        );
    }

    #[test]
    fn what_could_not_be_asked_is_not_missing() {
        let view = in_zone(
            "shop MX 10 mx.shop\nmx.shop A 192.0.2.1",
            &[
                "shop.example",
                "_domainkey.shop.example",
                "_dmarc.shop.example",
            ],
        );
        assert_eq!(view.state, State::CouldNotTell);
        assert_eq!(
            view.summary,
            "Can't tell whether shop.example meets the sender rules of Google, Yahoo, Microsoft and Apple."
        );
        assert_eq!(
            outcomes(&view, "apple")[..3],
            [
                "spf: could not tell",
                "dkim: could not tell",
                "dmarc: could not tell"
            ]
        );
        assert_eq!(
            sentence(&view, "spf"),
            "Could not check whether shop.example has an SPF record: no answer within 4 s."
        );
    }

    #[test]
    fn no_selector_found_is_no_failure() {
        let view = in_zone(
            &format!("secret._domainkey.shop TXT \"{KEY}\"\nshop TXT \"v=spf1 +all +all\""),
            &[],
        );
        assert_eq!(outcomes(&view, "apple")[1], "dkim: could not tell");
        assert!(sentence(&view, "dkim").contains("DNS does not list selectors"));
    }

    #[test]
    fn a_broken_spf_record_passes_nobody() {
        let view = in_zone("shop TXT \"v=spf1 ipv4:192.0.2.1 -all\"", &[]);
        assert_eq!(
            sentence(&view, "spf"),
            "The SPF record of shop.example has a syntax error, so SPF passes for no sender."
        );
        let view = in_zone("shop TXT \"v=spf1 -all\"\nshop TXT \"v=spf1 mx -all\"", &[]);
        assert_eq!(
            sentence(&view, "spf"),
            "shop.example has 2 SPF records, so SPF passes for no sender."
        );
        let view = in_zone(
            "shop TXT \"v=spf1 ip4:192.0.2.1 include:none.shop.example -all\"",
            &[],
        );
        assert_eq!(outcomes(&view, "microsoft")[0], "spf: could not tell");
    }

    #[test]
    fn yahoo_asks_some_of_it_of_every_sender() {
        let view = in_zone("shop TXT \"v=spf1 mx -all\"\nshop MX 10 mx.shop", &[]);
        let mut receivers = view.receivers.iter();
        let yahoo = receivers.find(|view| view.receiver.id == "yahoo").unwrap();
        let of_all: Vec<_> = yahoo
            .requirements
            .iter()
            .filter(|view| view.requirement.senders == Senders::All)
            .map(|view| view.requirement.subject.as_str())
            .collect();
        assert_eq!(of_all, ["spf-or-dkim", "ptr", "spam-rate"]);
        assert_eq!(outcomes(&view, "yahoo")[0], "spf-or-dkim: met");
        assert_eq!(
            yahoo.state,
            State::Advice,
            "bulk senders need DKIM and DMARC too"
        );
    }

    #[test]
    fn keys_that_nobody_counts_meet_nothing() {
        let key = |text: &str| format!("google._domainkey.shop TXT \"{text}\"");
        for text in [format!("t=y; {KEY}"), format!("t=s:y; {KEY}")] {
            let view = in_zone(&key(&text), &[]);
            assert_eq!(
                outcomes(&view, "apple")[1],
                "dkim: could not tell",
                "{text}"
            );
            assert!(
                sentence(&view, "dkim")
                    .contains("Only DKIM keys in test mode were found at shop.example (google)")
            );
        }
        for text in ["p=", "p=x", &format!("h=sha1; {KEY}")] {
            let view = in_zone(&key(text), &[]);
            assert_eq!(
                outcomes(&view, "apple")[1],
                "dkim: could not tell",
                "{text}"
            );
        }
        let both = format!(
            "{}\ns1._domainkey.shop TXT \"{KEY}\"",
            key(&format!("t=y; {KEY}"))
        );
        let view = in_zone(&both, &[]);
        assert_eq!(outcomes(&view, "apple")[1], "dkim: met");
        assert!(sentence(&view, "dkim").contains("(s1)"));
    }

    #[test]
    fn a_signature_of_the_organization_counts_below_it() {
        let zone = Zone::from_file(
            "zone",
            "example",
            &format!("$TTL 60\nnews.shop MX 10 mx\ndefault._domainkey.shop TXT \"{KEY}\"\n"),
        )
        .unwrap();
        let domain = DomainName::new("news.shop.example").unwrap();
        let options = Options::default();
        let facts = gather(&zone, &domain, &options, |_| (), |_, _| ());
        let view = requirements(&facts.now_or_never().unwrap());
        assert_eq!(outcomes(&view, "apple")[1], "dkim: could not tell");
        assert_eq!(
            sentence(&view, "dkim"),
            "There is nothing at _domainkey.news.shop.example. Mail from news.shop.example may be signed as a parent \
             domain instead, which counts too; those keys are not checked here."
        );
        assert_eq!(outcomes(&view, "google")[0], "spf-or-dkim: could not tell");
    }

    #[test]
    fn each_receiver_says_how_old_its_copy_is() {
        let view = in_zone("shop MX 10 mx.shop", &[]);
        for receiver in RECEIVERS {
            let dated = format!("{} ({})", receiver.name, receiver.as_of);
            assert!(view.as_of.contains(&dated), "{dated}");
        }
    }

    #[test]
    fn whoever_sends_nothing_is_not_concerned() {
        let parked = "shop TXT \"v=spf1 -all\"\nshop MX 0 .";
        let view = in_zone(parked, &[]);
        assert_eq!(
            (view.state, view.receivers.len()),
            (State::NotApplicable, 0)
        );
        let view = in_zone(
            &format!("{parked}\ndefault._domainkey.shop TXT \"{KEY}\""),
            &[],
        );
        assert_eq!(outcomes(&view, "google")[0], "spf-or-dkim: met");
        assert_eq!(
            sentence(&view, "spf"),
            "The SPF record of shop.example allows no sender."
        );
    }
}

//! [`SenderView`]: whether one address may send, and how a receiver determines it.

mod message;

use std::net::IpAddr;

use message::{LOCAL, Message, outcome};

use super::SpfView;
use super::cause::Clause;
use crate::advice::State;
use crate::report::words::shown;
use crate::spf::{Cause, Evaluation, Session, SpfResult, Step, StepOutcome};

/// How many characters of the owner's explanation are shown.
const EXPLANATION: usize = 500;

/// Whether one address may send for the domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SenderView {
    /// The state that the result leads to.
    pub state: State,
    /// The result as the standard spells it, such as `softfail`.
    pub result: &'static str,
    /// The result in a sentence.
    pub sentence: String,
    /// What the result means for DMARC.
    pub dmarc: String,
    /// The sender that was evaluated, and how many lookups it took.
    pub basis: String,
    /// Why the address is unusual; empty for most addresses.
    pub remark: &'static str,
    /// The owner's explanation to senders that fail. Untrusted, like any text from DNS.
    pub explanation: Option<String>,
    /// The terms that lead to the result, starting in the domain's own record; empty if nothing matches.
    pub way: Vec<WayStep>,
}

/// A term that leads to the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayStep {
    /// The domain whose record contains the term.
    pub domain: String,
    /// The term as written.
    pub text: String,
    /// Whether the term matches, decides or breaks.
    pub outcome: &'static str,
    /// The index of its node in the view; `None` if the view does not reach that deep.
    pub node: Option<usize>,
    /// The index of the term in its record.
    pub term: usize,
}

impl SenderView {
    /// Describes an evaluation, using the view of the same domain.
    pub fn new(view: &SpfView, session: &Session, evaluation: &Evaluation) -> Self {
        let way = way(view, evaluation);
        let result = evaluation.result;
        Self {
            state: state(result),
            result: result.as_str(),
            sentence: sentence(view, session, evaluation, &way).to_string(),
            dmarc: Message::Dmarc(result, &view.name).to_string(),
            basis: Message::Basis(session, evaluation).to_string(),
            remark: remark(session.ip),
            explanation: evaluation
                .explanation
                .as_ref()
                .map(|text| text.chars().take(EXPLANATION).collect()),
            way,
        }
    }

    /// Whether the evaluation passes through a node.
    pub fn is_on_way(&self, node: usize) -> bool {
        self.way.iter().any(|step| step.node == Some(node))
    }

    /// The step at one of these terms of a node, and whether it is the last step, which decides.
    pub fn step_at(&self, node: usize, terms: &[usize]) -> Option<(&WayStep, bool)> {
        let at = |step: &WayStep| step.node == Some(node) && terms.contains(&step.term);
        // A loop passes the same term more than once, so take the last time.
        let place = self.way.iter().rposition(at)?;
        Some((self.way.get(place)?, place + 1 == self.way.len()))
    }
}

/// The state that a result leads to.
const fn state(result: SpfResult) -> State {
    match result {
        SpfResult::Pass => State::Good,
        SpfResult::SoftFail | SpfResult::Neutral => State::Advice,
        SpfResult::Fail | SpfResult::PermError => State::Problem,
        SpfResult::None => State::NotSet,
        SpfResult::TempError => State::CouldNotTell,
    }
}

/// Describes a result.
fn sentence<'a>(
    view: &'a SpfView,
    session: &Session,
    evaluation: &'a Evaluation,
    way: &[WayStep],
) -> Message<'a> {
    match (evaluation.result, &evaluation.cause) {
        (SpfResult::PermError | SpfResult::TempError, Some(cause)) => {
            let at = broken_at(view, evaluation);
            Message::Broken(Clause { cause, at })
        }
        (result, _) => Message::Result {
            result,
            ip: session.ip,
            name: &view.name,
            is_matched: !way.is_empty(),
        },
    }
}

/// Why an address is unusual, such as one that receivers on the internet never see.
fn remark(ip: IpAddr) -> &'static str {
    let is_local = match ip {
        IpAddr::V4(ip) => {
            ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_unspecified()
        }
        IpAddr::V6(ip) => {
            ip.is_unique_local()
                || ip.is_loopback()
                || ip.is_unicast_link_local()
                || ip.is_unspecified()
        }
    };
    if is_local { LOCAL } else { "" }
}

/// The terms that lead to the result: those that matched, or those where evaluation broke.
fn way(view: &SpfView, evaluation: &Evaluation) -> Vec<WayStep> {
    let is_broken = |step: &&Step| matches!(step.outcome, StepOutcome::Broken(_));
    let steps: Vec<&Step> = if evaluation.cause.is_some() {
        evaluation.steps.iter().filter(is_broken).collect()
    } else {
        evaluation.matching_steps().collect()
    };
    steps
        .into_iter()
        .map(|step| WayStep {
            domain: shown(&step.domain),
            text: shown(&step.text),
            outcome: outcome(&step.outcome),
            node: view.node_at(&step.path),
            term: step.term,
        })
        .collect()
}

/// The name at which evaluation broke: the target of the last term, or the domain whose record contains it.
fn broken_at(view: &SpfView, evaluation: &Evaluation) -> String {
    let is_broken = |step: &&Step| matches!(step.outcome, StepOutcome::Broken(_));
    let Some(last) = evaluation.steps.iter().rfind(is_broken) else {
        return view.name.clone();
    };
    let is_of_record = matches!(
        evaluation.cause,
        Some(
            Cause::Syntax | Cause::SeveralRecords(_) | Cause::MissingRecord | Cause::CouldNotAsk(_)
        )
    );
    let path = [last.path.as_slice(), &[last.term]].concat();
    let below = view.node_at(&path).and_then(|node| view.nodes.get(node));
    match below {
        Some(node) if is_of_record => node.name.clone(),
        _ => shown(&last.domain),
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::sender;
    use super::*;

    /// A domain with an include, and one whose include loops.
    const ZONE: &str = "\
        a.example. 300 TXT \"v=spf1 ip4:192.0.2.1 include:b.example ?ip4:203.0.113.5 ~all\"\n\
        b.example. 300 TXT \"v=spf1 ip4:198.51.100.0/24 -ip4:203.0.113.5 -all\"\n\
        loop.example. 300 TXT \"v=spf1 ip4:192.0.2.1 include:loop.example -all\"\n\
        open.example. 300 TXT \"v=spf1 ip4:192.0.2.1\"\n\
        far.example. 300 TXT \"v=spf1 redirect=strict.example\"\n\
        strict.example. 300 TXT \"v=spf1 exp=why.example -all\"\n\
        why.example. 300 TXT \"Not from %{i}.\"";

    /// Formats the way: node, term and outcome of each step.
    fn way(view: &SenderView) -> String {
        let steps = view.way.iter().map(|step| {
            let node = step
                .node
                .map_or_else(|| "-".to_owned(), |node| node.to_string());
            format!(
                "{node}/{} {} {} {}",
                step.term, step.domain, step.text, step.outcome
            )
        });
        steps.collect::<Vec<_>>().join("; ")
    }

    #[track_caller]
    fn says(domain: &str, ip: &str, sentence: &str, expected_way: &str) -> SenderView {
        let view = sender(ZONE, domain, ip);
        assert_eq!(view.sentence, sentence);
        assert_eq!(way(&view), expected_way);
        view
    }

    #[test]
    fn the_way_of_a_match() {
        let view = says(
            "a.example",
            "198.51.100.7",
            "Yes: 198.51.100.7 may send as a.example. SPF result: pass.",
            "0/1 a.example include:b.example matches; 1/0 b.example ip4:198.51.100.0/24 matches",
        );
        assert_eq!(
            view.dmarc,
            "DMARC counts this pass if the From address is at a.example or, unless aspf=s, at another \
             name of the same Organizational Domain."
        );
        assert_eq!(
            view.basis,
            "Evaluated for MAIL FROM postmaster@a.example and HELO a.example: 1 lookup, 0 void."
        );
        assert_eq!((view.state, view.remark), (State::Good, ""));
        assert!(view.is_on_way(0) && view.is_on_way(1));
        let is_last = |node, terms: &[usize]| view.step_at(node, terms).map(|(_, is_last)| is_last);
        assert_eq!(is_last(0, &[1]), Some(false));
        assert_eq!(is_last(1, &[0]), Some(true));
        assert_eq!(is_last(1, &[1]), None);
    }

    #[test]
    fn what_matches_inside_an_include_without_a_pass_is_not_on_the_way() {
        says(
            "a.example",
            "203.0.113.5",
            "Open: a.example does not say whether 203.0.113.5 may send. SPF result: neutral.",
            "0/2 a.example ?ip4:203.0.113.5 matches",
        );
    }

    #[test]
    fn results_that_are_no_pass() {
        let no_pass = "DMARC counts only pass, so this mail needs an aligned DKIM signature.";
        let view = says(
            "a.example",
            "10.0.0.1",
            "Probably not: 10.0.0.1 is likely not authorized to send as a.example. SPF result: softfail.",
            "0/3 a.example ~all matches",
        );
        assert_eq!(view.dmarc, no_pass);
        assert_eq!(
            view.remark,
            "This is an address of a local network. Receivers on the internet see another one."
        );
        let view = says(
            "far.example",
            "198.51.100.9",
            "No: 198.51.100.9 may not send as far.example. SPF result: fail.",
            "0/0 far.example redirect=strict.example decides; 1/1 strict.example -all matches",
        );
        assert_eq!(view.explanation.as_deref(), Some("Not from 198.51.100.9."));
        says(
            "open.example",
            "198.51.100.9",
            "Open: nothing in the SPF records of open.example matches 198.51.100.9, and there is no all. SPF result: \
             neutral.",
            "",
        );
        says(
            "none.example",
            "198.51.100.9",
            "Open: none.example has no SPF record, so there is no result for 198.51.100.9.",
            "",
        );
    }

    #[test]
    fn a_loop_breaks_at_the_limit() {
        let view = sender(ZONE, "loop.example", "198.51.100.9");
        assert_eq!(
            view.sentence,
            "No result: evaluating it takes more than 10 lookups. Receivers return permerror."
        );
        assert_eq!(view.way.len(), 11);
        assert!(view.step_at(0, &[1]).unwrap().1);
    }
}

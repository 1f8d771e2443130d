//! Agreement between a tree and a receiver's evaluation.

use std::net::IpAddr;

use dmarc_engine::domain::DomainName;
use dmarc_engine::spf::{
    Cause, Evaluation, MAX_LOOKUPS, MAX_MX_HOSTS, MAX_PTR_NAMES, Session, SpfResult, StepOutcome,
    TermNode, Tree, check_host,
};
use futures_util::FutureExt;

use crate::case::Case;

/// The maximum number of questions in an evaluation: its record; for each lookup, a name with its hosts; the names of the
/// client's address with their addresses; and the explanation.
const MAX_ANSWERS: usize = 1 + MAX_LOOKUPS * (1 + MAX_MX_HOSTS) + (1 + MAX_PTR_NAMES) + 1;

/// Asserts that an evaluation ends, and agrees with the tree.
pub fn assert_agreement(case: &Case, tree: &Tree) {
    let from = |ip: IpAddr| Session {
        ip,
        ..case.session.clone()
    };
    let [v4, v6] = [
        [203, 0, 113, 9].into(),
        [0x2001, 0xdb8, 0, 0, 0, 0, 0, 9].into(),
    ];
    let mut evaluations = Vec::new();
    for session in [case.session.clone(), from(v4), from(v6)] {
        let evaluation = check_host(&case.zone, &session)
            .now_or_never()
            .expect("a zone answers at once");
        assert_evaluation(&evaluation);
        assert_steps(&evaluation, tree);
        evaluations.push(evaluation);
    }
    if !tree.is_cut() && !depends_on_message(tree) {
        assert_breaks(&evaluations, tree);
    }
}

/// Asserts that an evaluation stays within its limits.
fn assert_evaluation(evaluation: &Evaluation) {
    assert!(evaluation.lookups <= MAX_LOOKUPS + 1 && evaluation.answers.len() <= MAX_ANSWERS);
    let is_error = matches!(
        evaluation.result,
        SpfResult::PermError | SpfResult::TempError
    );
    assert_eq!(evaluation.cause.is_some(), is_error);
    assert!(evaluation.explanation.is_none() || evaluation.result == SpfResult::Fail);
    let decides = !is_error && evaluation.matching_steps().next().is_some();
    let is_silent = matches!(evaluation.result, SpfResult::None | SpfResult::Neutral);
    assert!(decides || is_error || is_silent, "{evaluation:#?}");
}

/// Asserts that each step is in the tree.
fn assert_steps(evaluation: &Evaluation, tree: &Tree) {
    if tree.is_cut() || depends_on_message(tree) {
        return;
    }
    for step in &evaluation.steps {
        let node = tree.node_at(&step.path).expect("a node");
        assert_eq!(node.domain, DomainName::from_raw(&step.domain).ok());
        let record = node.record().expect("a record");
        assert_eq!(record.terms[step.term].span.of(&record.text), step.text);
        assert!(node.terms[step.term].is_effective);
    }
}

/// Asserts that the tree and the evaluation break at the same place for a sender that matches nothing.
fn assert_breaks(evaluations: &[Evaluation], tree: &Tree) {
    let has_loop = tree.breaks.iter().any(|found| found.cause == Cause::Loop);
    for evaluation in evaluations
        .iter()
        .filter(|evaluation| matches_nothing(evaluation))
    {
        if let Some(cause) = &evaluation.cause {
            let is_known = tree.breaks.iter().any(|found| found.cause == *cause);
            assert!(
                is_known || has_loop,
                "{cause:?} is not among {:#?}",
                tree.breaks
            );
        }
    }
    // A break may affect one address family only, so one of our two own senders breaks there.
    if let (Some(first), [_, v4, v6]) = (tree.breaks.first(), evaluations)
        && matches_nothing(v4)
        && matches_nothing(v6)
    {
        let is_same = |evaluation: &Evaluation| {
            let cause = evaluation.cause.as_ref();
            cause == Some(&first.cause)
                || first.cause == Cause::Loop && evaluation.result == SpfResult::PermError
        };
        assert!(
            is_same(v4) || is_same(v6),
            "{first:#?} beside {:?} and {:?}",
            v4.cause,
            v6.cause
        );
    }
}

/// Whether only a final `all` matches.
fn matches_nothing(evaluation: &Evaluation) -> bool {
    evaluation.steps.iter().all(|step| {
        let name = step.text.trim_start_matches(['+', '-', '~', '?']);
        step.outcome != StepOutcome::Match || name.eq_ignore_ascii_case("all")
    })
}

/// Whether the tree has an open result that depends on the message.
fn depends_on_message(tree: &Tree) -> bool {
    let mut terms = tree.nodes.iter().flat_map(|node| &node.terms);
    terms.any(TermNode::depends_on_message)
}

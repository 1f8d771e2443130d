//! Growing a tree: question by question, until none is left.

use std::collections::BTreeMap;

use dmarc_engine::dns::{Answer, Question};
use dmarc_engine::spf::{Cut, MAX_DEPTH, MAX_QUESTIONS, Tree};

use crate::case::Case;

/// The answers so far.
type Answers = BTreeMap<Question, Answer>;

/// Grows the tree as a page does: all the questions of a level at once.
pub fn level_by_level(case: &Case) -> Tree {
    let mut answers = Answers::new();
    let mut asked: Vec<Question> = Vec::new();
    for _ in 0..=MAX_DEPTH + 2 {
        let tree = tree(case, &answers);
        let questions = tree.questions();
        assert!(questions.starts_with(&asked), "later answers only add");
        assert!(questions.len() <= MAX_QUESTIONS);
        assert_eq!(tree.is_complete(), questions.len() == asked.len());
        if tree.is_complete() {
            return tree;
        }
        for question in questions.iter().skip(asked.len()) {
            let answer = case.zone.answer(question);
            assert!(
                answers.insert(question.clone(), answer).is_none(),
                "{question} is asked twice"
            );
        }
        asked = questions.to_vec();
    }
    panic!("more round trips than levels");
}

/// Asserts that answers in any order, here those to the last questions first, make the same tree.
pub fn assert_any_order(case: &Case, expected: &Tree) {
    let mut answers = Answers::new();
    let found = loop {
        let tree = tree(case, &answers);
        let mut open = tree
            .questions()
            .iter()
            .rev()
            .filter(|question| !answers.contains_key(question));
        let Some(question) = open.next().cloned() else {
            assert!(tree.is_complete());
            break tree;
        };
        answers.insert(question.clone(), case.zone.answer(&question));
    };
    if !expected.cuts.contains(&Cut::Questions) {
        assert!(found == *expected, "{found:#?} instead of {expected:#?}");
        // If a limit of the whole tree is reached, an early branch may be cut in favor of a later one above it.
        let is_cut = [Cut::Nodes, Cut::Terms]
            .iter()
            .any(|cut| expected.cuts.contains(cut));
        let (asked, needed) = (answers.len(), expected.questions().len());
        assert!(
            asked == needed || (is_cut && asked > needed),
            "{asked} {needed}"
        );
    }
}

/// The tree for the answers so far.
fn tree(case: &Case, answers: &Answers) -> Tree {
    Tree::new(&case.domain, |question| answers.get(question))
}

//! Describes problems in the text of an SPF record.

mod message;

use crate::advice::State;
use crate::record::spf::{Consequence, ProblemKind};

/// The sentence for a problem; empty if the problem makes no difference.
pub(super) struct Message<'a>(&'a ProblemKind);

/// The state and sentence of a problem; `None` if it makes no difference.
pub(super) fn problem(kind: &ProblemKind) -> Option<(State, Message<'_>)> {
    let state = match (kind.consequence(), kind) {
        (_, ProblemKind::Capitals | ProblemKind::SeveralBlanks | ProblemKind::TrailingBlank) => {
            return None;
        }
        (Consequence::PermError | Consequence::Ignored, _) => State::Problem,
        (Consequence::None, ProblemKind::UnknownModifier(None)) => State::NotApplicable,
        (Consequence::None, _) => State::Advice,
    };
    Some((state, Message(kind)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::spf::parse;

    #[track_caller]
    fn says(text: &str, state: State, expected: &str) {
        let record = parse(text);
        let first = record
            .problems
            .iter()
            .find_map(|found| problem(&found.kind))
            .map(|(state, message)| (state, message.to_string()));
        assert_eq!(first, Some((state, expected.to_owned())), "{text}");
    }

    #[test]
    fn what_breaks_a_record() {
        let problem =
            |term: &str, expected| says(&format!("v=spf1 {term}"), State::Problem, expected);
        problem(
            "includes:a.example -all",
            "SPF has no such mechanism. Likely meant: include.",
        );
        problem("xyzzy -all", "SPF has no such mechanism.");
        problem(
            "a:192.0.2.1 -all",
            "a needs a domain name. For an IP address, use ip4 or ip6.",
        );
        problem(
            "include:localhost -all",
            "include needs a domain name. This one has no dot.",
        );
        problem(
            "ip4:2001:db8::1 -all",
            "ip4 takes IPv4 addresses. Use ip6 for this one.",
        );
        problem(
            "ip6:mail.example -all",
            "ip6 takes an IPv6 address. For a name, use a or include.",
        );
        problem("ip4:192.0.2.0/33 -all", "The prefix length is at most 32.");
        problem("include -all", "include needs a value.");
        problem(
            "redirect:a.example",
            "redirect takes an equals sign, not a colon.",
        );
        problem(
            "redirect=a.example redirect=b.example",
            "redirect may appear only once in a record.",
        );
        problem(
            "exists:%{x}.a.example -all",
            "SPF has no macro with this letter.",
        );
    }

    #[test]
    fn what_receivers_pass_over() {
        says(
            "v=spf1 -all a",
            State::Advice,
            "It comes after all, so receivers ignore it.",
        );
        says(
            "v=spf1 -all redirect=a.example",
            State::Advice,
            "The record has all, so receivers ignore redirect.",
        );
        says(
            "v=spf1 x-note=1 -all",
            State::NotApplicable,
            "SPF has no such modifier, so receivers ignore it.",
        );
        assert!(problem(&ProblemKind::SeveralBlanks).is_none());
    }

    #[test]
    fn characters_are_named() {
        assert_eq!(
            Message(&ProblemKind::BadCharacter('\u{a0}')).to_string(),
            "No-break space (U+00A0) is not allowed in an SPF record."
        );
    }
}

//! [`SpfPiece`]: an SPF record split into its terms and the text between them.

use super::problem::problem;
use crate::advice::State;
use crate::record::Span;
use crate::record::spf::{Problem, SpfRecord, Term};
use crate::spf::Node;

/// A piece of a record: a term, or the text between two terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpfPiece {
    /// The piece's text in runs.
    pub runs: Vec<SpfRun>,
    /// The index of the term; `None` between terms.
    pub term: Option<usize>,
    /// The state that the problems in the piece lead to.
    pub state: State,
}

/// A run of text with the same role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpfRun {
    /// The run's text.
    pub text: String,
    /// Its role in the term.
    pub part: SpfPart,
    /// Whether a problem points at exactly this text.
    pub is_marked: bool,
}

/// The roles of text in a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpfPart {
    /// Anything between terms, the version included.
    Between,
    /// A qualifier: `+`, `-`, `~` or `?`.
    Qualifier,
    /// The name of a mechanism or modifier.
    Name,
    /// What follows the name, such as a domain or network.
    Value,
}

impl SpfPart {
    /// The name used in attributes and style sheets.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Between => "between",
            Self::Qualifier => "qualifier",
            Self::Name => "name",
            Self::Value => "value",
        }
    }
}

impl SpfPiece {
    /// The full text of the piece.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// Splits a node's record into pieces that join to its full text. The rest that the tree does not evaluate is one
/// piece.
pub(super) fn pieces(record: &SpfRecord, node: &Node) -> Vec<SpfPiece> {
    let mut pieces = Vec::new();
    let mut marks = Marks {
        problems: &record.problems,
    };
    let mut end = 0;
    for (place, (term, found)) in record.terms.iter().zip(&node.terms).enumerate() {
        if term.span.start > end {
            let between = Span::new(end, term.span.start);
            pieces.push(piece(record, between, None, &mut marks));
        }
        let mut piece = piece(record, term.span, Some((place, term)), &mut marks);
        if !found.is_effective && piece.state == State::Good {
            piece.state = State::NotApplicable;
        }
        pieces.push(piece);
        end = term.span.end;
    }
    if end < record.text.len() {
        let rest = Span::new(end, record.text.len());
        pieces.push(piece(record, rest, None, &mut marks));
    }
    pieces
}

/// The problems not consumed yet. They are sorted, and a record may have thousands.
struct Marks<'a> {
    /// The problems not consumed yet.
    problems: &'a [Problem],
}

impl<'a> Marks<'a> {
    /// Takes the problems that begin before `end`.
    fn until(&mut self, end: usize) -> &'a [Problem] {
        let count = self
            .problems
            .iter()
            .take_while(|problem| problem.span.start < end)
            .count();
        let (here, ahead) = self.problems.split_at_checked(count).unwrap_or_default();
        self.problems = ahead;
        here
    }
}

/// One piece with its problems.
fn piece(
    record: &SpfRecord,
    span: Span,
    term: Option<(usize, &Term)>,
    marks: &mut Marks,
) -> SpfPiece {
    let mut state = State::Good;
    let mut marked: Vec<Span> = Vec::new();
    for found in marks.until(span.end) {
        let Some((grade, _)) = problem(&found.kind) else {
            continue;
        };
        if grade == State::NotApplicable {
            continue;
        }
        if state != State::Problem {
            state = grade;
        }
        // Single-character marks come sorted and in thousands. Merging neighbors keeps the search for each one local.
        match marked.last_mut() {
            Some(last) if last.end >= found.span.start => last.end = last.end.max(found.span.end),
            _ => marked.push(found.span),
        }
    }
    SpfPiece {
        runs: runs(&record.text, span, term.map(|(_, term)| term), &marked),
        term: term.map(|(place, _)| place),
        state,
    }
}

/// Splits the text at `span` into runs, marked where one of the sorted `marks` covers it.
fn runs(text: &str, span: Span, term: Option<&Term>, marks: &[Span]) -> Vec<SpfRun> {
    let mut runs: Vec<SpfRun> = Vec::new();
    let mut marks = marks.iter().peekable();
    for (offset, c) in span.of(text).char_indices() {
        let place = span.start + offset;
        while marks.next_if(|mark| mark.end <= place).is_some() {}
        let is_marked = marks.peek().is_some_and(|mark| mark.start <= place);
        let part = match term {
            None => SpfPart::Between,
            Some(term) if place < term.name_span.start => SpfPart::Qualifier,
            Some(term) if place < term.name_span.end => SpfPart::Name,
            Some(_) => SpfPart::Value,
        };
        match runs.last_mut() {
            Some(run) if run.is_marked == is_marked && run.part == part => run.text.push(c),
            _ => runs.push(SpfRun {
                text: c.to_string(),
                part,
                is_marked,
            }),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::spf::trial::tree;

    /// Formats a record's pieces: bars between pieces, dots between parts, brackets around marks.
    fn cut(text: &str) -> String {
        let tree = tree(&format!("a.example. 300 TXT \"{text}\""), "a.example");
        let node = &tree.nodes[0];
        let pieces = pieces(node.record().unwrap(), node);
        let whole: String = pieces.iter().map(SpfPiece::text).collect();
        assert_eq!(whole, text);
        let shown = |run: &SpfRun| {
            let (begin, end) = if run.is_marked { ("[", "]") } else { ("", "") };
            format!("{begin}{}{end}", run.text)
        };
        let pieces = pieces.iter().map(|piece| {
            let runs: Vec<_> = piece.runs.iter().map(shown).collect();
            format!(
                "{}{}",
                piece.state.as_str().replace("good", ""),
                runs.join("·")
            )
        });
        pieces.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn terms_have_parts() {
        assert_eq!(
            cut("v=spf1 ~include:b.example  a/24 -all "),
            "v=spf1 |~·include·:b.example|  |a·/24| |-·all| "
        );
    }

    #[test]
    fn what_is_off_is_marked_at_its_characters() {
        assert_eq!(
            cut("v=spf1 exists:%{x}.b.example -all"),
            "v=spf1 |problemexists·:·[%{x}]·.b.example| |-·all"
        );
        assert_eq!(cut("v=spf1 -all mx"), "v=spf1 |-·all| |advice[mx]");
        assert_eq!(cut("v=spf1"), "v=spf1");
    }
}

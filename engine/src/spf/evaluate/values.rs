//! The values of macros for a message, and the names that result.

use super::addresses::{dotted, family};
use super::check::Check;
use crate::dns::{Answer, Question, RecordData, Resolver};
use crate::domain::DomainName;
use crate::record::spf::{DomainSpec, MacroLetter, MacroString};
use crate::spf::MAX_PTR_NAMES;
use crate::spf::target::shortened;

impl<R: Resolver> Check<'_, R> {
    /// The text that a domain-spec expands to in a record of `domain`; `domain` itself if there is no domain-spec.
    pub(super) async fn target_text(&mut self, spec: Option<&DomainSpec>, domain: &str) -> String {
        match spec {
            Some(spec) => {
                let expanded = self.expand(&spec.string, domain).await;
                shortened(&expanded).to_owned()
            }
            None => domain.to_owned(),
        }
    }

    /// The name that a domain-spec expands to; `None` if DNS can't represent it, so that no sender matches.
    pub(super) async fn target(
        &mut self,
        spec: Option<&DomainSpec>,
        domain: &str,
    ) -> Option<DomainName> {
        DomainName::from_raw(&self.target_text(spec, domain).await).ok()
    }

    /// The explanation text that `exp` points to, expanded; `None` if it is missing or invalid
    /// ([RFC 7208, section 6.2](https://www.rfc-editor.org/rfc/rfc7208#section-6.2)).
    pub(super) async fn explanation(&mut self, spec: &DomainSpec, domain: &str) -> Option<String> {
        let name = self.target(Some(spec), domain).await?;
        let texts = self.ask(Question::txt(name)).await.texts();
        let [text] = texts.as_slice() else {
            return None;
        };
        let string = MacroString::parse_explanation(text)?;
        Some(self.expand(&string, domain).await)
    }

    /// The reverse DNS names of the client's address that resolve back to it, in the order of the answer
    /// ([RFC 7208, section 5.5](https://www.rfc-editor.org/rfc/rfc7208#section-5.5)). Failed queries are ignored.
    pub(super) async fn validated_names(&mut self) -> Vec<DomainName> {
        let Some(answer) = self.ask_reverse().await else {
            return Vec::new();
        };
        let names = answer.records().iter().filter_map(|record| match record {
            RecordData::Ptr(name) => name.clone(),
            _ => None,
        });
        let names: Vec<_> = names.take(MAX_PTR_NAMES).collect();
        let questions: Vec<_> = names
            .iter()
            .map(|name| self.address_question(name))
            .collect();
        let answers = self.ask_all(questions).await;
        let ip = self.session.ip;
        let leads_back = |answer: &Answer| {
            let mut addresses = answer.records().iter().filter_map(RecordData::address);
            addresses.any(|address| address == ip)
        };
        names
            .into_iter()
            .zip(answers)
            .filter(|(_, answer)| leads_back(answer))
            .map(|(name, _)| name)
            .collect()
    }

    /// Expands all macros of a string.
    async fn expand(&mut self, string: &MacroString, domain: &str) -> String {
        let needs_name = |letter| letter == MacroLetter::ValidatedName;
        let name = if string.expansions().any(|e| needs_name(e.letter)) {
            self.validated_name(domain).await
        } else {
            String::new()
        };
        let session = self.session;
        string.expand(|letter| match letter {
            MacroLetter::Sender => session.sender(),
            MacroLetter::LocalPart => session.local_part().to_owned(),
            MacroLetter::SenderDomain => session.domain().to_owned(),
            MacroLetter::Domain => domain.to_owned(),
            MacroLetter::Ip => dotted(session.ip),
            MacroLetter::ValidatedName => name.clone(),
            MacroLetter::Version => family(session.ip).to_owned(),
            MacroLetter::Helo => session.helo.clone(),
            MacroLetter::ReadableIp => session.ip.to_string(),
            MacroLetter::Receiver => session.receiver.clone(),
            MacroLetter::Time => session.time.to_string(),
        })
    }

    /// The value of `%{p}`: among the validated names, the domain itself, else a name below it, else any
    /// ([RFC 7208, section 7.3](https://www.rfc-editor.org/rfc/rfc7208#section-7.3)).
    async fn validated_name(&mut self, domain: &str) -> String {
        let names = self.validated_names().await;
        let domain = DomainName::new(domain).ok();
        let is_same = |name: &&DomainName| Some(*name) == domain.as_ref();
        let is_below = |name: &&DomainName| domain.as_ref().is_some_and(|d| name.is_below(d));
        names
            .iter()
            .find(is_same)
            .or_else(|| names.iter().find(is_below))
            .or_else(|| names.first())
            .map_or_else(|| "unknown".to_owned(), ToString::to_string)
    }
}

//! [`Misplaced`]: records at names that are almost the right ones.

use super::{Inquiry, MailHosts, Urgency};
use crate::dns::{Answer, Question};
use crate::domain::DomainName;
use crate::record::Kind;

/// A record at a name that is almost right, where nobody looks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misplaced {
    /// The kind of record.
    pub kind: &'static Kind,
    /// Where it was found.
    pub name: DomainName,
    /// The text of the record.
    pub text: String,
}

/// Looks for records of the kinds that have none at the right name. Domains without mail hosts are skipped.
pub(super) fn misplaced(
    domain: &DomainName,
    missing: &[&'static Kind],
    mx: &MailHosts,
    inquiry: &Inquiry<'_>,
) -> Vec<Misplaced> {
    let mut found = Vec::new();
    for &kind in missing.iter().filter(|_| !mx.hosts.is_empty()) {
        for labels in kind.near_labels {
            let Some(name) = domain.child(labels) else {
                continue;
            };
            let answer = inquiry.ask(Urgency::NearName, &Question::txt(name.clone()));
            let texts = answer.map_or_else(Vec::new, Answer::texts);
            let text = texts.into_iter().find(|text| (kind.is_record)(text));
            found.extend(text.map(|text| Misplaced { kind, name, text }));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::on_zone::{mail_setup, mail_setup_with, zone};

    /// Returns the almost-right names below the domain that were queried.
    fn asked(records: &str) -> Vec<String> {
        let questions = mail_setup_with(&zone(records), &[], false).1;
        let names = questions.iter().map(|question| question.name.to_string());
        names
            .filter_map(|name| Some(name.strip_suffix(".shop.example")?.to_owned()))
            .filter(|labels| {
                ["_mta_sts", "_tls", "_smtp_tlsrpt", "_bimi"].contains(&labels.as_str())
            })
            .collect()
    }

    #[test]
    fn names_that_are_nearly_right_are_asked_where_the_right_one_has_no_record() {
        let all = ["_mta_sts", "_tls", "_smtp_tlsrpt", "_bimi"];
        assert_eq!(asked("shop MX 10 mx\n"), all);
        let records = "_mta-sts.shop TXT \"v=STSv1; id=1\"\n_smtp._tls.shop TXT \"v=TLSRPTv1; rua=mailto:a@b.example\"\n\
                       default._bimi.shop TXT \"v=BIMI1; l=\"\n";
        assert_eq!(asked(&format!("shop MX 10 mx\n{records}")), [""; 0]);
        for nowhere in ["shop MX 0 .\n", "shop TXT \"x\"\n", ""] {
            assert_eq!(asked(nowhere), [""; 0], "{nowhere}");
        }
    }

    #[test]
    fn records_there_are_found() {
        let found = mail_setup(&zone(
            "shop MX 10 mx\n_mta_sts.shop TXT \"v=STSv1; id=1\"\n_tls.shop TXT \"v=TLSRPTv1; rua=mailto:a@b.example\"\n\
             _bimi.shop TXT \"hello\"\n TXT \"v=BIMI1; l=\"\n_smtp_tlsrpt.shop TXT \"hello\"\n",
        ));
        let names: Vec<_> = found
            .misplaced
            .iter()
            .map(|found| found.name.as_str())
            .collect();
        assert_eq!(
            names,
            [
                "_mta_sts.shop.example",
                "_tls.shop.example",
                "_bimi.shop.example"
            ]
        );
    }
}

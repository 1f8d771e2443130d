//! Describes the table of what receivers are asked to do.

use crate::discovery::{Effect, EffectRow, Existence, Handling, Source, walk_names};
use crate::record::dmarc::{Outcome, TagName};

/// What receivers are asked to do with mail that fails DMARC, short enough for a table. A policy asks; the receiver
/// decides.
pub const fn handling(handling: Handling) -> &'static str {
    match handling {
        Handling::NoDmarc => "DMARC does not apply",
        Handling::None => "No action requested",
        Handling::Quarantine => "Quarantine (treat as suspicious)",
        Handling::Reject => "Reject (refuse)",
        Handling::CouldNotTell => "Could not tell",
        Handling::NeedsSuffixList => "Depends on the Public Suffix List",
    }
}

/// The record and tag that decide what one kind of receiver does, as the end of a sentence or as the text below a table
/// cell.
pub fn reason(effect: &Effect, row: &EffectRow) -> String {
    match (effect.handling, &effect.source) {
        (Handling::CouldNotTell, _) => "a query that decides this failed".to_owned(),
        (Handling::NeedsSuffixList, _) => options(effect),
        (Handling::NoDmarc, None) if effect.several_at.is_some() => {
            "no record that counts".to_owned()
        }
        (Handling::NoDmarc, None) => "no DMARC record found".to_owned(),
        (_, None) => "sp or np applies, and both ask for the same".to_owned(),
        (_, Some(source)) => match source.outcome {
            Outcome::Policy => tag_of(source, row),
            Outcome::Monitoring => format!(
                "a policy tag in the record at _dmarc.{} is missing or not valid, so it counts as p=none",
                source.domain
            ),
            Outcome::Ignored => format!(
                "a policy tag in the record at _dmarc.{} is missing or not valid, and it has no usable report address",
                source.domain
            ),
        },
    }
}

/// The deciding tag, with what made its policy milder.
fn tag_of(source: &Source, row: &EffectRow) -> String {
    let Source { domain, tag, .. } = source;
    let why = if *tag == TagName::NonexistentPolicy && row.existence == Existence::DoesNotExist {
        ", because the name does not exist"
    } else if *tag == TagName::Policy && *domain != row.name {
        ", which has no sp"
    } else {
        ""
    };
    let milder = match (source.is_stepped_down, source.percentage) {
        (true, 0) => "; pct=0 makes it one step less".to_owned(),
        (true, _) => "; t=y makes it one step less".to_owned(),
        (false, 100) => String::new(),
        (false, percent) => format!("; pct={percent} limits it to that share of failing mail"),
    };
    format!("{tag} in the record at _dmarc.{domain}{why}{milder}")
}

/// The handling for each name that may be the registered domain.
fn options(effect: &Effect) -> String {
    let mut cases: Vec<(Handling, Vec<&str>)> = Vec::new();
    for (name, handling) in &effect.options {
        match cases.iter_mut().find(|(known, _)| known == handling) {
            Some((_, names)) => names.push(name.as_str()),
            None => cases.push((*handling, vec![name.as_str()])),
        }
    }
    let cases: Vec<_> = cases
        .iter()
        .enumerate()
        .map(|(place, (handling, names))| {
            let end = if place == 0 {
                " is the registered domain"
            } else {
                " is"
            };
            format!("{} if {}{end}", short(*handling), names.join(" or "))
        })
        .collect();
    format!(
        "{}; the Public Suffix List that decides is not available",
        cases.join(", ")
    )
}

/// The handling in one or two words.
const fn short(handling: Handling) -> &'static str {
    match handling {
        Handling::NoDmarc => "no DMARC",
        Handling::None => "none",
        Handling::Quarantine => "quarantine",
        Handling::Reject => "reject",
        Handling::CouldNotTell | Handling::NeedsSuffixList => "unknown",
    }
}

/// Why RFC 9989 and RFC 7489 receivers treat mail from this name differently; `None` if they treat it alike or a failed
/// query leaves that open.
pub fn difference(row: &EffectRow) -> Option<String> {
    let (new, old) = (&row.rfc9989, &row.rfc7489);
    match (new.handling, old.handling) {
        (Handling::CouldNotTell, _) | (_, Handling::CouldNotTell) => return None,
        // It is not known whether the name exists, and so which tag applies.
        (asked, _) if asked != Handling::NoDmarc && new.source.is_none() => return None,
        (_, Handling::NeedsSuffixList) => {
            return Some(
                "Receivers on RFC 9989 walk up the name in DNS. Those on RFC 7489 look up the registered domain in the \
                 Public Suffix List and look for a record there, so they may find another policy."
                    .to_owned(),
            );
        }
        _ => {}
    }
    let is_partial = old
        .source
        .as_ref()
        .is_some_and(|source| (1..100).contains(&source.percentage));
    if new.handling == old.handling && !is_partial {
        return None;
    }
    match (&new.source, &old.source) {
        (Some(new), Some(old)) if new.domain == old.domain => same_record(new, old),
        (Some(new), _) => Some(other_record(new, row)),
        (None, Some(old)) if !walk_names(&row.name).contains(&old.domain) => Some(format!(
            "Receivers on RFC 7489 use the record at _dmarc.{}. For a name of more than eight labels, those on RFC \
             9989 skip names on the way up and do not look there.",
            old.domain
        )),
        // It is not known which tag applies.
        (None, _) => None,
    }
}

/// Why RFC 7489 receivers don't find the record that RFC 9989 receivers use.
fn other_record(new: &Source, row: &EffectRow) -> String {
    let at = &new.domain;
    let old = &row.rfc7489;
    let walked = format!(
        "Receivers on RFC 9989 use the record at _dmarc.{at}, which they find by walking up the name."
    );
    match (&old.source, &old.several_at) {
        (_, Some(several)) if several.is_below(at) => format!(
            "There are several records at _dmarc.{several}. Receivers on RFC 9989 discard them and go on to _dmarc.{at}. \
             Those on RFC 7489 stop and apply no DMARC."
        ),
        (_, Some(several)) => format!(
            "{walked} Those on RFC 7489 look at _dmarc.{several}, where there are several records, and apply no DMARC."
        ),
        _ if at.label_count() == 1 => format!(
            "Receivers on RFC 9989 walk up to the top-level domain and use the record at _dmarc.{at}. Those on RFC \
             7489 never look there."
        ),
        (Some(old), None) => {
            let share = share(old).map(|share| format!(" {share}"));
            format!(
                "{walked} Those on RFC 7489 use the one at _dmarc.{}.{}",
                old.domain,
                share.unwrap_or_default()
            )
        }
        (None, None) => format!(
            "{walked} Those on RFC 7489 look only at the name itself and at its registered domain, and find no record \
             that counts."
        ),
    }
}

/// Describes `pct` if it applies to part of the mail.
fn share(old: &Source) -> Option<String> {
    (1..100).contains(&old.percentage).then(|| {
        let percent = old.percentage;
        format!(
            "With pct={percent}, receivers on RFC 7489 are asked to apply the policy to about {percent}% of the mail that \
             fails, and one step less to the rest. Those on RFC 9989 ignore pct and apply it to all."
        )
    })
}

/// Why the two kinds of receivers read the same record differently.
fn same_record(new: &Source, old: &Source) -> Option<String> {
    let mut reasons = Vec::new();
    // Only `np` applies to just one of the two.
    if new.outcome != old.outcome {
        reasons.push(
            "The value of np is not valid, so receivers on RFC 9989 do not use the policy. Those on RFC 7489 do not know \
             np and ignore it."
                .to_owned(),
        );
    } else if new.tag != old.tag {
        reasons.push(format!(
            "Receivers on RFC 7489 do not know {} and use {}.",
            new.tag, old.tag
        ));
    }
    if new.is_stepped_down {
        reasons.push(
            "With t=y, receivers on RFC 9989 are asked for one step less. Those on RFC 7489 do not know t."
                .to_owned(),
        );
    }
    if old.is_stepped_down {
        reasons.push(
            "With pct=0, receivers on RFC 7489 are asked for one step less. Those on RFC 9989 ignore pct."
                .to_owned(),
        );
    }
    reasons.extend(share(old));
    (!reasons.is_empty()).then(|| reasons.join(" "))
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use futures_util::FutureExt;

    use super::*;

    use crate::discovery::{Options, RowKind, SuffixList, gather};
    use crate::dns::Zone;
    use crate::domain::DomainName;

    fn row(domain: &str, kind: RowKind, zone: &str) -> EffectRow {
        let zone = Zone::from_file("zone", "example", zone).unwrap();
        let domain = DomainName::new(domain).unwrap();
        let facts = gather(&zone, &domain, &Options::default(), |_| (), |_, _| ())
            .now_or_never()
            .unwrap();
        facts.effect(kind).unwrap().clone()
    }

    #[track_caller]
    fn differs(domain: &str, kind: RowKind, zone: &str, expected: Option<&str>) {
        assert_eq!(
            difference(&row(domain, kind, zone)).as_deref(),
            expected,
            "{zone}"
        );
    }

    #[track_caller]
    fn decides(domain: &str, kind: RowKind, zone: &str, expected: [&str; 2]) {
        let row = row(domain, kind, zone);
        assert_eq!(
            [reason(&row.rfc9989, &row), reason(&row.rfc7489, &row)],
            expected,
            "{zone}"
        );
    }

    #[test]
    fn tags_that_only_one_standard_knows() {
        use RowKind::{Invented, This};
        differs(
            "a.example",
            This,
            "_dmarc.a TXT \"v=DMARC1; p=reject\"\n",
            None,
        );
        differs(
            "a.example",
            Invented,
            "_dmarc.a TXT \"v=DMARC1; p=none; np=reject\"\n",
            Some("Receivers on RFC 7489 do not know np and use p."),
        );
        differs(
            "a.example",
            This,
            "_dmarc.a TXT \"v=DMARC1; p=reject; t=y\"\n",
            Some(
                "With t=y, receivers on RFC 9989 are asked for one step less. Those on RFC 7489 do not know t.",
            ),
        );
        differs(
            "a.example",
            This,
            "_dmarc.a TXT \"v=DMARC1; p=reject; pct=0; t=y\"\n",
            None,
        );
        differs(
            "a.example",
            This,
            "_dmarc.a TXT \"v=DMARC1; p=quarantine; pct=20\"\n",
            Some(
                "With pct=20, receivers on RFC 7489 are asked to apply the policy to about 20% of the mail that fails, and one \
                 step less to the rest. Those on RFC 9989 ignore pct and apply it to all.",
            ),
        );
        differs(
            "a.example",
            This,
            "_dmarc.a TXT \"v=DMARC1; p=quarantine; np=x\"\n",
            Some(
                "The value of np is not valid, so receivers on RFC 9989 do not use the policy. Those on RFC 7489 do \
                 not know np and ignore it.",
            ),
        );
    }

    #[test]
    fn records_that_only_one_standard_finds() {
        use RowKind::{Subdomain, This};
        let top = "_dmarc TXT \"v=DMARC1; p=reject\"\n";
        let of_top = "Receivers on RFC 9989 walk up to the top-level domain and use the record at _dmarc.example. \
                      Those on RFC 7489 never look there.";
        differs("a.example", This, top, Some(of_top));
        differs(
            "a.example",
            Subdomain,
            "_dmarc TXT \"v=DMARC1; p=reject\"\n_dmarc.a TXT \"v=DMARC1; p=none\"\n",
            Some(of_top),
        );
        let several = "_dmarc.b.a TXT \"v=DMARC1; p=none\"\n_dmarc.b.a TXT \"v=DMARC1; p=reject\"\n\
                       _dmarc.a TXT \"v=DMARC1; p=reject\"\n";
        differs(
            "b.a.example",
            This,
            several,
            Some(
                "There are several records at _dmarc.b.a.example. Receivers on RFC 9989 discard them and go on to \
                 _dmarc.a.example. Those on RFC 7489 stop and apply no DMARC.",
            ),
        );
        decides(
            "b.a.example",
            This,
            several,
            [
                "p in the record at _dmarc.a.example, which has no sp",
                "no record that counts",
            ],
        );
    }

    /// Like `differs`, with a Public Suffix List.
    #[track_caller]
    fn differs_with_list(
        (domain, kind): (&str, RowKind),
        list: &str,
        zone: &str,
        expected: Option<&str>,
    ) {
        let zone = Zone::from_file("zone", "example", zone).unwrap();
        let domain = DomainName::new(domain).unwrap();
        let list = SuffixList::parse(&format!("# Public Suffix List of 2026-05-20\n{list}"));
        let facts = gather(&zone, &domain, &Options::default(), |_| (), |_, _| ())
            .now_or_never()
            .unwrap()
            .settled(&Rc::new(list.unwrap()));
        let row = facts.effect(kind).unwrap();
        assert_eq!(difference(row).as_deref(), expected);
    }

    #[test]
    fn several_records_are_named_only_where_they_are() {
        let suffixes = ". example\nexample co\n";
        // A record at a public suffix, which RFC 7489 receivers never query.
        differs_with_list(
            ("shop.co.example", RowKind::This),
            suffixes,
            "shop.co TXT \"x\"\n_dmarc.co TXT \"v=DMARC1; p=reject; psd=y\"\n",
            Some(
                "Receivers on RFC 9989 use the record at _dmarc.co.example, which they find by walking up the name. \
                 Those on RFC 7489 look only at the name itself and at its registered domain, and find no record that \
                 counts.",
            ),
        );
        // Several records at the registered domain, and a `psd=n` record below it at which RFC 9989 receivers stop.
        differs_with_list(
            ("c.b.shop.co.example", RowKind::This),
            suffixes,
            "c.b.shop.co TXT \"x\"\n_dmarc.b.shop.co TXT \"v=DMARC1; p=reject; psd=n\"\n\
             _dmarc.shop.co TXT \"v=DMARC1; p=none\"\n_dmarc.shop.co TXT \"v=DMARC1; p=reject\"\n",
            Some(
                "Receivers on RFC 9989 use the record at _dmarc.b.shop.co.example, which they find by walking up the \
                 name. Those on RFC 7489 look at _dmarc.shop.co.example, where there are several records, and apply no \
                 DMARC.",
            ),
        );
        // Several records at the registered domain, and one above it.
        differs_with_list(
            ("b.shop.co.example", RowKind::This),
            suffixes,
            "b.shop.co TXT \"x\"\n_dmarc.co TXT \"v=DMARC1; p=reject; psd=y\"\n\
             _dmarc.shop.co TXT \"v=DMARC1; p=none\"\n_dmarc.shop.co TXT \"v=DMARC1; p=reject\"\n",
            Some(
                "There are several records at _dmarc.shop.co.example. Receivers on RFC 9989 discard them and go on to \
                 _dmarc.co.example. Those on RFC 7489 stop and apply no DMARC.",
            ),
        );
    }

    #[test]
    fn a_long_name_skips_the_record_that_rfc_7489_finds() {
        let suffixes = ". example\nexample b\nb.example c\nc.b.example d\nd.c.b.example e\ne.d.c.b.example f\n\
                        f.e.d.c.b.example g\n";
        differs_with_list(
            ("h.g.f.e.d.c.b.example", RowKind::Subdomain),
            suffixes,
            "_dmarc.h.g.f.e.d.c.b TXT \"v=DMARC1; p=reject\"\n",
            Some(
                "Receivers on RFC 7489 use the record at _dmarc.h.g.f.e.d.c.b.example. For a name of more than eight \
                 labels, those on RFC 9989 skip names on the way up and do not look there.",
            ),
        );
    }

    #[test]
    fn a_share_is_said_only_of_a_policy() {
        // The policy is invalid, so nothing is requested.
        differs(
            "a.example",
            RowKind::Subdomain,
            "_dmarc.a TXT \"v=DMARC1; p=x; sp=reject; pct=50; rua=mailto:d@a.example\"\n",
            None,
        );
        differs(
            "a.example",
            RowKind::This,
            "_dmarc.a TXT \"v=DMARC1; p=reject; np=x; pct=50\"\n",
            Some(
                "The value of np is not valid, so receivers on RFC 9989 do not use the policy. Those on RFC 7489 do not \
                 know np and ignore it. With pct=50, receivers on RFC 7489 are asked to apply the policy to about 50% of the \
                 mail that fails, and one step less to the rest. Those on RFC 9989 ignore pct and apply it to all.",
            ),
        );
    }

    #[test]
    fn a_record_with_np_alone_is_said_to_have_no_sp() {
        decides(
            "b.a.example",
            RowKind::This,
            "b.a TXT \"x\"\n_dmarc.a TXT \"v=DMARC1; p=quarantine; np=quarantine; psd=n\"\n\
             _dmarc.b.a TXT \"hello\"\n",
            [
                "p in the record at _dmarc.a.example, which has no sp",
                "no DMARC if b.a.example is the registered domain, quarantine if a.example is; the Public Suffix List \
                 that decides is not available",
            ],
        );
        decides(
            "a.example",
            RowKind::This,
            "_dmarc.a TXT \"v=DMARC1; p=reject; np=x\"\n",
            [
                "a policy tag in the record at _dmarc.a.example is missing or not valid, and it has no usable report \
                 address",
                "p in the record at _dmarc.a.example",
            ],
        );
    }

    #[test]
    fn a_record_that_receivers_on_rfc_7489_never_ask_for() {
        let text = "_dmarc.b.a TXT \"v=DMARC1; p=reject\"\n";
        let zone = Zone::from_file("zone", "example", text).unwrap();
        let domain = DomainName::new("b.a.example").unwrap();
        let list =
            Rc::new(SuffixList::parse("# Public Suffix List of 2026-05-20\n. example\n").unwrap());
        let facts = gather(&zone, &domain, &Options::default(), |_| (), |_, _| ())
            .now_or_never()
            .unwrap()
            .settled(&list);
        let row = facts.effect(RowKind::Subdomain).unwrap();
        assert_eq!(
            difference(row).as_deref(),
            Some(
                "Receivers on RFC 9989 use the record at _dmarc.b.a.example, which they find by walking up the name. \
                 Those on RFC 7489 look only at the name itself and at its registered domain, and find no record that \
                 counts."
            )
        );
    }

    #[test]
    fn what_hangs_on_the_suffix_list() {
        let zone = "_dmarc.a TXT \"v=DMARC1; p=quarantine\"\n";
        differs(
            "b.a.example",
            RowKind::This,
            zone,
            Some(
                "Receivers on RFC 9989 walk up the name in DNS. Those on RFC 7489 look up the registered domain in the \
                 Public Suffix List and look for a record there, so they may find another policy.",
            ),
        );
        decides(
            "b.a.example",
            RowKind::This,
            zone,
            [
                "p in the record at _dmarc.a.example, which has no sp",
                "no DMARC if b.a.example is the registered domain, quarantine if a.example is; the Public Suffix List \
                 that decides is not available",
            ],
        );
    }

    #[test]
    fn what_decides() {
        decides(
            "a.example",
            RowKind::Invented,
            "a TXT \"\"\n_dmarc.a TXT \"v=DMARC1; p=reject; sp=quarantine; np=reject; pct=50\"\n",
            [
                "np in the record at _dmarc.a.example, because the name does not exist",
                "sp in the record at _dmarc.a.example; pct=50 limits it to that share of failing mail",
            ],
        );
        decides(
            "a.example",
            RowKind::This,
            "_dmarc.a TXT \"v=DMARC1; p=reject; pct=0; t=y\"\n",
            [
                "p in the record at _dmarc.a.example; t=y makes it one step less",
                "p in the record at _dmarc.a.example; pct=0 makes it one step less",
            ],
        );
        decides(
            "a.example",
            RowKind::This,
            "_dmarc.a TXT \"v=DMARC1; rua=mailto:x@a.example\"\n",
            [
                "a policy tag in the record at _dmarc.a.example is missing or not valid, so it counts as p=none",
                "a policy tag in the record at _dmarc.a.example is missing or not valid, so it counts as p=none",
            ],
        );
        decides(
            "a.example",
            RowKind::This,
            "_dmarc.a TXT \"v=DMARC1; p=rejct\"\n",
            [
                "a policy tag in the record at _dmarc.a.example is missing or not valid, and it has no usable report address",
                "a policy tag in the record at _dmarc.a.example is missing or not valid, and it has no usable report address",
            ],
        );
    }

    #[test]
    fn cells() {
        assert_eq!(handling(Handling::Reject), "Reject (refuse)");
        assert_eq!(handling(Handling::NoDmarc), "DMARC does not apply");
    }
}

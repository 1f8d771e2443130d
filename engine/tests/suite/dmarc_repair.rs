//! What a repaired DMARC record preserves, tested with mistakes at every place of sound records.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test says what it expects by failing"
)]

use std::collections::BTreeSet;

use dmarc_engine::findings::{Severity, judge_record};
use dmarc_engine::record::dmarc::{
    Alignment, DmarcRecord, Outcome, Policy, ProblemKind, Psd, TagName, parse, readings, repair,
    tidy,
};

/// Sound records of every common shape.
const SOUND: &[&str] = &[
    "v=DMARC1; p=reject",
    "v=DMARC1; p=none; rua=mailto:dmarc@corp.example",
    "v=DMARC1;p=quarantine;sp=none;rua=mailto:a@corp.example,mailto:b+x@reports.example;",
    "v=DMARC1; p=reject; sp=quarantine; np=reject; adkim=s; aspf=r; rua=mailto:a@corp.example",
    "v=DMARC1; p=quarantine; pct=50; rua=mailto:a@corp.example!10m; ruf=mailto:f@corp.example; fo=1:d",
    "v=DMARC1; p=reject; t=y; psd=n; rua=mailto:a@corp.example,https://corp.example/dmarc",
];

/// Each mistake at each place of the text.
fn slips(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut replace = |from: &str, by: &str| {
        for (at, _) in text.match_indices(from) {
            let (before, after) = (&text[..at], &text[at + from.len()..]);
            found.push(format!("{before}{by}{after}"));
        }
    };
    for by in [
        " ", ",", "", ";;", "\\;", ";\n", "\n", ";\u{a0}", "\u{ff1b}", "; ; ", ":",
    ] {
        replace(";", by);
    }
    for by in ["", ":", " ", "==", "=\u{200b}", " = ", "=\"", "=\u{201c}"] {
        replace("=", by);
    }
    for by in [
        "",
        "mailto:mailto:",
        "mailto: ",
        "mailto=",
        "mail:",
        "mailto://",
        "MAILTO:",
        "mailto",
        "mailto:<",
        "Postmaster <",
        "mailto:\u{a0}",
    ] {
        replace("mailto:", by);
    }
    for by in [" , ", " / ", ";", " ", "/", ",,", ",\n", " and "] {
        replace(",", by);
    }
    for (from, by) in [
        ("reject", "rejct"),
        ("reject", "REJECT"),
        ("reject", ""),
        ("reject", "rejetc"),
        ("quarantine", "quarantin"),
        ("none", "non"),
        ("none", "monitor"),
        ("DMARC1", "dmarc1"),
        ("DMARC1", "DMARC2"),
        ("DMARC1", "DMARC"),
        ("v=", ""),
        ("v=", " v="),
        ("v=", "v v="),
        ("rua=", "rau="),
        ("rua=", "RUA="),
        ("ruf=", "rua="),
        ("sp=", "p="),
        ("p=", "pp="),
        ("adkim=s", "adkim=x"),
        ("aspf=r", "aspf=strict"),
        ("psd=n", "psd=no"),
        ("t=y", "t=yes"),
        ("pct=50", "pct=50%"),
        ("@", "@@"),
        ("@", " @"),
        (".example", ".ex\u{e4}mple"),
        ("fo=1:d", "fo=1,d"),
        ("fo=1:d", "fo=0:1"),
        ("https:", "javascript:"),
        ("https:", "ftp:"),
    ] {
        replace(from, by);
    }
    let places = (0..=text.len()).filter(|at| text.is_char_boundary(*at));
    for at in places.step_by(7) {
        for by in ["\n", " ", "\"", "\u{200b}", "x", "=", ";"] {
            found.push(format!("{}{by}{}", &text[..at], &text[at..]));
        }
        found.push(text[at..].to_owned());
        found.push(text[..at].to_owned());
    }
    found.push(format!("\"{text}\""));
    found.push(format!("{text}; {text}"));
    found.push(format!("{text} rua=mailto:z@corp.example"));
    found.push(format!("{text}; foo=bar; p"));
    found
}

/// Every sound record with one mistake, and with two.
fn broken() -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in SOUND {
        let once = slips(text);
        for (place, slip) in once.iter().enumerate() {
            let twice = slips(slip);
            // A sample in which every mistake meets every other, without all pairs of places.
            found.extend(twice.into_iter().skip(place % 307).step_by(307));
        }
        found.extend(once);
    }
    found
}

/// The mailboxes that receive reports, by tag.
fn mailboxes(record: &DmarcRecord) -> BTreeSet<(TagName, String)> {
    record
        .report_uris()
        .filter(|(_, uri)| uri.is_mailto())
        .filter_map(|(name, uri)| Some((name, uri.address.as_deref()?.to_ascii_lowercase())))
        .collect()
}

#[test]
fn a_repaired_record_is_clean_and_invents_nothing() {
    for text in broken() {
        let Some(repair) = repair(&text) else {
            continue;
        };
        let (before, after) = (parse(&text), parse(&repair.text));
        let is_clean = after
            .problems
            .iter()
            .all(|problem| problem.kind == ProblemKind::HistoricTag(TagName::Percentage));
        assert!(
            is_clean && after.outcome == Outcome::Policy,
            "{text:?} {}",
            repair.text
        );
        assert!(
            after.text.bytes().all(|b| matches!(b, b' '..=b'~')),
            "{text:?}"
        );
        assert!(!repair.edits.is_empty(), "{text:?}");
        for edit in &repair.edits {
            assert!(
                edit.span.start <= edit.span.end
                    && text.get(edit.span.start..edit.span.end).is_some(),
                "{text:?} {edit:?}"
            );
        }
        assert_eq!(
            dmarc_engine::record::dmarc::repair(&repair.text),
            None,
            "{text:?} {}",
            repair.text
        );

        let letters = |text: &str| {
            text.chars()
                .filter(|c| c.is_ascii_graphic() && !"\"\\".contains(*c))
                .collect::<String>()
                .to_ascii_lowercase()
        };
        let written = letters(&text);
        for (_, address) in mailboxes(&after) {
            assert!(written.contains(&address), "{text:?} {address}");
        }
        for (name, address) in mailboxes(&before) {
            // Another rule reports a slash before the mailbox.
            let plain = address.trim_start_matches('/').to_owned();
            assert!(
                mailboxes(&after).contains(&(name, plain)),
                "{text:?} {address}"
            );
        }
        let strict = |record: &DmarcRecord| {
            [record.dkim_alignment.value, record.spf_alignment.value]
                .map(|mode| mode == Alignment::Strict)
        };
        if before.outcome == Outcome::Policy {
            for (was, is) in strict(&before).into_iter().zip(strict(&after)) {
                assert!(was || !is, "{text:?} {}", repair.text);
            }
        }
        assert!(
            after.psd.value == Psd::Unknown
                || after.psd.value == before.psd.value
                || before.outcome != Outcome::Policy,
            "{text:?}"
        );
        let has_web = repair.text.contains("https:");
        assert!(
            !has_web
                || after
                    .aggregate_reports
                    .iter()
                    .any(dmarc_engine::record::dmarc::ReportUri::is_mailto),
            "{text:?}"
        );
        assert!(
            !repair.text.contains("javascript:")
                && !repair.text.contains("ftp:")
                && !repair.text.contains('!'),
            "{text:?}"
        );
    }
}

#[test]
fn what_can_be_read_of_the_policies_stays() {
    for text in broken() {
        let Some(repair) = repair(&text) else {
            continue;
        };
        let (before, after) = (parse(&text), parse(&repair.text));
        let has_duplicates = before
            .problems
            .iter()
            .any(|p| matches!(p.kind, ProblemKind::DuplicateTag(_)));
        for (name, value) in [
            (TagName::Policy, after.policy.value),
            (TagName::SubdomainPolicy, after.subdomain_policy.value),
            (TagName::NonexistentPolicy, after.nonexistent_policy.value),
        ] {
            let read = before.value_of(name).and_then(Policy::from_value);
            assert!(
                read.is_none_or(|read| read == value) || has_duplicates,
                "{text:?} {}",
                repair.text
            );
        }
    }
}

#[test]
fn a_tidy_record_asks_for_the_same() {
    for text in SOUND.iter().map(|text| (*text).to_owned()).chain(broken()) {
        let record = parse(&text);
        let once = tidy(&record);
        assert_eq!(tidy(&parse(&once)), once, "{text:?}");
        let has_one_reading =
            readings(&text).len() == 1 && repair(&text).is_none_or(|repair| !repair.is_needed());
        if record.outcome != Outcome::Policy
            || !has_one_reading
            || dmarc_engine::record::dmarc::is_unclear(&text)
        {
            continue;
        }
        let after = parse(&once);
        assert_eq!(mailboxes(&record), mailboxes(&after), "{text:?}");
        let asked = |r: &DmarcRecord| {
            let rfc9989 = [
                r.policy.value,
                r.subdomain_policy.value,
                r.nonexistent_policy.value,
            ]
            .map(|p| if r.is_testing.value { p.milder() } else { p });
            let share = if r.policy.value.max(r.subdomain_policy.value) > Policy::None {
                r.percentage.value
            } else {
                100
            };
            (
                rfc9989,
                share,
                r.dkim_alignment.value,
                r.spf_alignment.value,
                r.psd.value,
            )
        };
        assert_eq!(asked(&record), asked(&after), "{text:?} {once}");
    }
}

/// Findings that a cure may add: how strict the policy is, that part of it is not in force, or an `https:` address next to a
/// mail address, which is kept because it does no harm.
const ABOUT_STRENGTH: &[&str] = &[
    "failure-reports-rarely-sent",
    "historic-tag",
    "nonexistent-policy-not-reject",
    "nonexistent-policy-weaker",
    "no-aggregate-reports",
    "percentage-partial",
    "percentage-zero",
    "policy-none",
    "psd-yes",
    "report-address-not-mailto",
    "strict-dkim-alignment",
    "strict-spf-alignment",
    "subdomain-policy-weaker",
    "test-mode",
    "more-than-two-report-addresses",
    "record-long",
];

#[test]
fn a_cure_cures_and_brings_nothing_new() {
    for text in SOUND.iter().map(|text| (*text).to_owned()).chain(broken()) {
        let before = judge_record(&parse(&text));
        let cures: BTreeSet<_> = before
            .found
            .iter()
            .filter_map(|finding| {
                Some((
                    finding.rule.id,
                    finding.hit.suggestion.as_ref()?.text.as_str(),
                ))
            })
            .collect();
        let texts: BTreeSet<_> = cures.iter().map(|(_, text)| *text).collect();
        for cure in texts {
            let after = judge_record(&parse(cure));
            for finding in &after.found {
                let id = finding.rule.id;
                assert!(!cures.contains(&(id, cure)), "{text:?} {id} {cure}");
                let is_known = before.found.iter().any(|finding| finding.rule.id == id);
                assert!(
                    is_known || ABOUT_STRENGTH.contains(&id),
                    "{text:?} {id} {cure}"
                );
                assert!(
                    finding.severity() != Severity::Problem || ABOUT_STRENGTH.contains(&id),
                    "{text:?} {id} {cure}"
                );
            }
        }
    }
}

#[test]
fn findings_about_slips_name_one_text() {
    for text in broken() {
        let Some(repair) = repair(&text).filter(dmarc_engine::record::dmarc::Repair::is_needed)
        else {
            continue;
        };
        for finding in judge_record(&parse(&text)).found {
            let cure = finding.hit.suggestion.map(|cure| cure.text);
            assert!(
                cure.is_none_or(|cure| cure == repair.text && !repair.lacks_address),
                "{text:?} {}",
                finding.rule.id
            );
        }
    }
}

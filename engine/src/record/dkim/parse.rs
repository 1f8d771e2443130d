//! [`parse`]: parses the text of a key record into a [`DkimRecord`].

use super::{DkimRecord, KeyType, Outcome, ProblemKind, TagName, key, mangled};
use crate::record::order;
use crate::record::tagged::{Grammar, TagList};
use crate::record::text::is_fws;
use crate::record::{Problem, Span};

/// The list syntax of DKIM. The version is optional.
const GRAMMAR: Grammar = Grammar::dkim("DKIM1", false);

/// The hash algorithms that the standards define.
const HASHES: &[&str] = &["sha1", "sha256"];
/// The services that the standards define. TLS reports are signed as well
/// ([RFC 8460, section 3](https://www.rfc-editor.org/rfc/rfc8460#section-3)).
const SERVICES: &[&str] = &["*", "email", "tlsrpt"];
/// The flags that `t` may list.
const FLAGS: &[&str] = &["y", "s"];

/// Whether the text is meant as a key record: a tag list with a `p` or the DKIM version, even if it is [`mangled`].
///
/// # Example
///
/// ```
/// use dmarc_engine::record::dkim::is_dkim;
///
/// assert!(is_dkim("k=rsa; p=MIGf"));
/// assert!(is_dkim("v=DKIM1; x=1"));
/// assert!(!is_dkim("v=spf1 -all"));
/// assert!(!is_dkim("v=DMARC1; p=none"));
/// ```
pub fn is_dkim(text: &str) -> bool {
    is_key_list(text) || mangled(text).is_some()
}

/// Whether the unmodified text is meant as a key record.
pub(super) fn is_key_list(text: &str) -> bool {
    let list = TagList::<TagName>::read(text, GRAMMAR);
    match list.tag(TagName::Version) {
        Some(version) => version
            .value_span
            .of(text)
            .get(..4)
            .is_some_and(|start| start.eq_ignore_ascii_case("DKIM")),
        None => list.tag(TagName::PublicKey).is_some(),
    }
}

/// Parses a key record. It accepts any text; what is wrong is listed in the record's problems.
///
/// # Example
///
/// ```
/// use dmarc_engine::record::dkim::{KeyType, Outcome, parse};
///
/// let record = parse("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
/// assert_eq!(record.outcome, Outcome::Ok);
/// assert_eq!(record.key_type, Some(KeyType::Ed25519));
/// ```
pub fn parse(text: &str) -> DkimRecord {
    let list = TagList::read(text, GRAMMAR);
    let mut reading = Reading {
        text,
        problems: list.problems_as(ProblemKind::List),
        list,
    };
    if let Some(tag) = reading.list.tag(TagName::Granularity) {
        let kind = ProblemKind::ObsoleteTag(TagName::Granularity);
        reading.add(kind, tag.span);
    }
    let hashes = reading.read_items(TagName::Hashes, HASHES);
    let services = reading.read_items(TagName::Services, SERVICES);
    let flags = reading.read_items(TagName::Flags, FLAGS);
    reading.look_at_hashes(hashes.as_deref());
    reading.look_at_services(services.as_deref());
    let key_type = reading.read_key_type();
    let bits = reading.read_key(key_type);
    let outcome = reading.outcome();
    order::sort_by_key(&mut reading.problems, |problem| problem.span);

    let texts = |items: Vec<Span>| {
        let texts = items.into_iter().map(|span| span.of(text).to_owned());
        texts.collect::<Vec<_>>()
    };
    let has_flag = |flag| {
        let flags = flags.as_deref().unwrap_or_default();
        flags.iter().any(|span| span.of(text) == flag)
    };
    DkimRecord {
        text: text.to_owned(),
        outcome,
        key_type,
        bits,
        is_testing: has_flag("y"),
        is_strict: has_flag("s"),
        hashes: hashes.map(texts),
        services: services.map_or_else(|| vec!["*".to_owned()], texts),
        tags: reading.list.tags,
        problems: reading.problems,
    }
}

/// A key record while it is parsed.
struct Reading<'a> {
    text: &'a str,
    list: TagList<TagName>,
    problems: Vec<Problem<ProblemKind>>,
}

impl Reading<'_> {
    /// Reads a colon-separated list and reports the items that are not `known`; `None` if the tag is missing.
    fn read_items(&mut self, name: TagName, known: &[&str]) -> Option<Vec<Span>> {
        let span = self.list.tag(name)?.value_span;
        let mut items: Vec<_> = span.split(self.text, ':', is_fws).collect();
        if span.is_empty() {
            items.clear();
        }
        for &item in &items {
            if !known.contains(&item.of(self.text)) {
                self.add(ProblemKind::UnknownItem(name), item);
            }
        }
        Some(items)
    }

    /// Checks the hash algorithms: only SHA-256 may be used
    /// ([RFC 8301, section 3.1](https://www.rfc-editor.org/rfc/rfc8301#section-3.1)).
    fn look_at_hashes(&mut self, hashes: Option<&[Span]>) {
        let Some((tag, hashes)) = self.list.tag(TagName::Hashes).zip(hashes) else {
            return;
        };
        let tag_span = tag.span;
        let sha1 = hashes.iter().find(|span| span.of(self.text) == "sha1");
        if !hashes.iter().any(|span| span.of(self.text) == "sha256") {
            self.add(ProblemKind::NoUsableHash, tag_span);
        } else if let Some(&span) = sha1 {
            self.add(ProblemKind::Sha1, span);
        }
    }

    /// Checks whether the key may be used for mail.
    fn look_at_services(&mut self, services: Option<&[Span]>) {
        let Some((tag, services)) = self.list.tag(TagName::Services).zip(services) else {
            return;
        };
        let tag_span = tag.span;
        let is_for_mail = |span: &Span| matches!(span.of(self.text), "*" | "email");
        if !services.iter().any(is_for_mail) {
            self.add(ProblemKind::NotForMail, tag_span);
        }
    }

    /// Reads the key type from `k`.
    fn read_key_type(&mut self) -> Option<KeyType> {
        let Some(&tag) = self.list.tag(TagName::KeyType) else {
            return Some(KeyType::Rsa);
        };
        let key_type = KeyType::from_value(tag.value_span.of(self.text));
        if key_type.is_none() {
            self.add(ProblemKind::UnknownKeyType, tag.span);
        }
        key_type
    }

    /// Reads the key from `p` and returns its length in bits if that is known.
    fn read_key(&mut self, key_type: Option<KeyType>) -> Option<usize> {
        let Some(span) = self.key_span() else {
            let end = self.text.len();
            self.add(ProblemKind::MissingKey, Span::new(end, end));
            return None;
        };
        if span.is_empty() {
            return None;
        }
        key::read(self.text, span, key_type?, &mut self.problems)
    }

    fn key_span(&self) -> Option<Span> {
        self.list.tag(TagName::PublicKey).map(|tag| tag.value_span)
    }

    /// Decides how verifiers treat the record.
    fn outcome(&self) -> Outcome {
        if self.list.is_broken {
            Outcome::Unusable
        } else if self.key_span().is_some_and(Span::is_empty) {
            Outcome::Revoked
        } else if self.problems.iter().any(|problem| problem.kind.is_fatal()) {
            Outcome::Unusable
        } else {
            Outcome::Ok
        }
    }

    fn add(&mut self, kind: ProblemKind, span: Span) {
        self.problems.push(Problem { kind, span });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::ListProblem;

    /// A 1024-bit RSA key in the usual form.
    const RSA_1024: &str = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDs6OBVdAqxGmvj0TDFWMCLjDeXaxVnNo6ie22OGBRvWLA5JGRkzKxMRxAcNFI4is6s7eWT6/xCSV/mAJ4DmWM2Ol9HWX9weP9BxIilqI1+fnIDkXtB6yKQUvm712eXP9Y0OsXT1YIw/NM8A3fRli4hIf+M9vMNgseIwZgCwB7EyQIDAQAB";
    /// The same key without its `SubjectPublicKeyInfo` wrapping.
    const BARE_1024: &str = "MIGJAoGBAOzo4FV0CrEaa+PRMMVYwIuMN5drFWc2jqJ7bY4YFG9YsDkkZGTMrExHEBw0UjiKzqzt5ZPr/EJJX+YAngOZYzY6X0dZf3B4/0HEiKWojX5+cgORe0HrIpBS+bvXZ5c/1jQ6xdPVgjD80zwDd9GWLiEh/4z28w2Cx4jBmALAHsTJAgMBAAE=";
    /// A 2048-bit RSA key.
    const RSA_2048: &str = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtr031ZSlOcVApHO394Et3L54uPIdJzXAsJu1gzhgIrJBGmm5ZwIJG6bOeYcNFn+b4c1/9hmUcGIL/9Z73j5XRa6ucD9khvwmbgsi8V7edhR83XjG1JK9RAoPIHhX/t5SeCRFiTL8Tc2oDhKuPA+ed54mKcF7uYZWxwEyELU5b5wb2+JhlXrTcackflS/aqiiFqrvJNm/gqtTPxgPz3ek+mi1dtvOpv+A3rKHEURarhjxkTaIYyrXDBPJWykvYVhl8HSnc40u5AABh9fulASKdagHrIvBNr/kU2Djub9QPzXsGkVEtwbHM1G0NHNKe0lXUrKPMR7Cd3+8oZynWl/XIQIDAQAB";
    /// A 512-bit RSA key.
    const RSA_512: &str = "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKrETvKvmZQ/guZhyrtu1K4iLiiIj+Sc8d7QqWmVnkLsZc6F/FsZQwPSYnu4XlSF1X/dDMiTJMYb6r/O/yF28iMCAwEAAQ==";
    /// The Ed25519 key of RFC 8463.
    const ED25519: &str = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    /// An Ed25519 key in a wrapping that DKIM does not use.
    const WRAPPED_ED25519: &str = "MCowBQYDK2VwAyEAUf3yMGObHE303rnREjWgRNrMxSuCqiL6jqOrJXoaZMA=";
    /// An elliptic-curve key of a type that DKIM does not support.
    const P_256: &str = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEuMyjV7TTtbped3hjLIENA+293CMXBokC9Jxo6dqHEgPjr7dS2MUoo5P4wS5AlceUvE27CiuUEjXsv/dNmWOgzQ==";

    #[track_caller]
    fn reads_as(
        text: &str,
        outcome: Outcome,
        bits: Option<usize>,
        expected: &[(ProblemKind, &str)],
    ) {
        let record = parse(text);
        let found: Vec<_> = record
            .problems
            .iter()
            .map(|problem| (problem.kind, problem.span.of(text)))
            .collect();
        assert_eq!(found, expected, "{text}");
        assert_eq!((record.outcome, record.bits), (outcome, bits), "{text}");
        assert_eq!(record.text, text);
    }

    #[test]
    fn keys_of_every_kind() {
        for (key, bits) in [(RSA_1024, 1024), (RSA_2048, 2048)] {
            reads_as(
                &format!("v=DKIM1; k=rsa; p={key}"),
                Outcome::Ok,
                Some(bits),
                &[],
            );
            reads_as(&format!("p={key};"), Outcome::Ok, Some(bits), &[]);
        }
        let folded: Vec<_> = RSA_1024.split("AQ").collect();
        let folded = format!("v = DKIM1;\r\n p = {}", folded.join("AQ \r\n\t"));
        reads_as(&folded, Outcome::Ok, Some(1024), &[]);
        reads_as(
            &format!("k=rsa; p={BARE_1024}"),
            Outcome::Ok,
            Some(1024),
            &[(ProblemKind::BareRsaKey, BARE_1024)],
        );
        reads_as(
            &format!("k=ed25519; p={ED25519}"),
            Outcome::Ok,
            Some(256),
            &[],
        );
        reads_as(
            &format!("p={RSA_512}"),
            Outcome::Unusable,
            Some(512),
            &[(ProblemKind::KeyTooShort(512), RSA_512)],
        );
    }

    #[test]
    fn a_key_that_was_taken_back() {
        reads_as("v=DKIM1; p=", Outcome::Revoked, None, &[]);
        reads_as("v=DKIM1; k=rsa; t=y; p= ;", Outcome::Revoked, None, &[]);
        reads_as(
            "v=DKIM1; k=x; p=",
            Outcome::Revoked,
            None,
            &[(ProblemKind::UnknownKeyType, "k=x")],
        );
    }

    #[test]
    fn a_key_in_the_wrong_form() {
        let unusable =
            |text: &str, kind, at| reads_as(text, Outcome::Unusable, None, &[(kind, at)]);
        let (cut, _) = RSA_2048.split_at(237);
        let truncated = ProblemKind::KeyTruncated {
            expected: 294,
            found: 177,
        };
        unusable(&format!("v=DKIM1; k=rsa; p={cut}"), truncated, cut);
        unusable(
            &format!("k=ed25519; p={RSA_1024}"),
            ProblemKind::KeyOfOtherType,
            RSA_1024,
        );
        unusable(
            &format!("p={ED25519}"),
            ProblemKind::KeyOfOtherType,
            ED25519,
        );
        unusable(
            &format!("p={WRAPPED_ED25519}"),
            ProblemKind::KeyOfOtherType,
            WRAPPED_ED25519,
        );
        unusable(
            &format!("k=ed25519; p={WRAPPED_ED25519}"),
            ProblemKind::WrappedEd25519Key,
            WRAPPED_ED25519,
        );
        unusable(
            "k=ed25519; p=Zm9v",
            ProblemKind::Ed25519KeyLength(3),
            "Zm9v",
        );
        unusable(&format!("p={P_256}"), ProblemKind::KeyOfOtherType, P_256);
        unusable("p=Zm9v", ProblemKind::KeyNotReadable, "Zm9v");
        unusable("p==", ProblemKind::KeyNotReadable, "=");
        unusable("p=MIG_f", ProblemKind::KeyNotBase64('_'), "_");
        unusable("p=MAMCAQA=", ProblemKind::PrivateKey, "MAMCAQA=");
        let pem = "-----BEGIN PUBLIC KEY-----MIGf";
        unusable(&format!("p={pem}"), ProblemKind::PemLines, pem);
        unusable("k=RSA; p=Zm9v", ProblemKind::UnknownKeyType, "k=RSA");
        unusable("v=DKIM1; k=rsa", ProblemKind::MissingKey, "");
    }

    #[test]
    fn small_flaws_of_a_key() {
        let bare = RSA_512.trim_end_matches('=').to_owned();
        let text = format!("p={bare}");
        let record = parse(&text);
        assert_eq!(record.problems[0].kind, ProblemKind::KeyPadding);
        let longer = format!("{RSA_1024}Zm9v");
        reads_as(
            &format!("p={longer}"),
            Outcome::Ok,
            Some(1024),
            &[(ProblemKind::KeyFollowedBy(3), &longer)],
        );
    }

    #[test]
    fn restrictions() {
        let key = format!("p={ED25519}; k=ed25519");
        let ok = |tags: &str, problems: &[_]| {
            reads_as(&format!("{tags}; {key}"), Outcome::Ok, Some(256), problems);
        };
        let unusable = |tags: &str, problems: &[_]| {
            reads_as(
                &format!("{tags}; {key}"),
                Outcome::Unusable,
                Some(256),
                problems,
            );
        };
        ok("h=sha256; s=email; t=s", &[]);
        ok("h= sha256 : sha1", &[(ProblemKind::Sha1, "sha1")]);
        ok(
            "s=x:*",
            &[(ProblemKind::UnknownItem(TagName::Services), "x")],
        );
        ok("t=y:z", &[(ProblemKind::UnknownItem(TagName::Flags), "z")]);
        ok(
            "g=*; n=a=20note",
            &[(ProblemKind::ObsoleteTag(TagName::Granularity), "g=*")],
        );
        unusable("h=sha1", &[(ProblemKind::NoUsableHash, "h=sha1")]);
        unusable("h=", &[(ProblemKind::NoUsableHash, "h=")]);
        unusable("s=tlsrpt", &[(ProblemKind::NotForMail, "s=tlsrpt")]);
        let record = parse(&format!("t=y:s; h=sha256; s=email; {key}"));
        assert!(record.is_testing && record.is_strict);
        assert_eq!(record.hashes, Some(vec!["sha256".to_owned()]));
        assert_eq!(record.services, ["email"]);
    }

    #[test]
    fn a_broken_list_is_no_key() {
        let key = format!("k=ed25519; p={ED25519}");
        let broken = |text: &str, kind, at| {
            let problems = [(ProblemKind::List(kind), at)];
            reads_as(text, Outcome::Unusable, Some(256), &problems);
        };
        broken(
            &format!("v=dkim1; {key}"),
            ListProblem::VersionCase,
            "dkim1",
        );
        broken(
            &format!("{key}; v=DKIM1"),
            ListProblem::VersionNotFirst,
            "v=DKIM1",
        );
        broken(&format!("{key};; t=s"), ListProblem::EmptyElement, "");
        broken(
            &format!("{key}; k=ed25519"),
            ListProblem::DuplicateTag,
            "k=ed25519",
        );
        broken(&format!("{key}; n=ü"), ListProblem::BadCharacter('ü'), "ü");
        let quoted = format!("\"v=DKIM1; {key}\"");
        assert_eq!(parse(&quoted).outcome, Outcome::Unusable);
    }
}

//! [`Section`]: a part of a report, and the one table of them.

/// A part of a report, with a heading, to which links lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// What receivers are asked to do.
    Effects,
    /// The report at a glance.
    Topics,
    /// What to do.
    Plan,
    /// The record, tag by tag.
    Record,
    /// What the rules found.
    Findings,
    /// Who seems to send.
    Senders,
    /// What SPF comes to.
    Spf,
    /// The DKIM keys.
    Dkim,
    /// The hosts that take mail.
    Mail,
    /// MTA-STS, TLS-RPT, BIMI and DNSSEC.
    Transport,
    /// What large receivers ask of senders.
    Requirements,
    /// Who gets reports.
    Reports,
    /// How the policy was found.
    Discovery,
    /// Every question with its answer.
    Evidence,
    /// What can be taken away.
    Export,
}

/// What is said of a section.
struct Entry {
    /// Its id on the page and in addresses, and the name of its part for style sheets.
    id: &'static str,
    /// Its heading.
    title: &'static str,
    /// What hides it; `None` for what is there as long as it has something to lead to.
    chapter: Option<Chapter>,
    /// The name that `hide` had for it up to version 0.1, where a chapter has another now.
    former: &'static str,
    /// Whether a compact widget has room for it.
    is_compact: bool,
}

impl Section {
    /// All of them, in the order of a report.
    pub const ALL: [Self; 15] = [
        Self::Effects,
        Self::Topics,
        Self::Plan,
        Self::Record,
        Self::Findings,
        Self::Senders,
        Self::Spf,
        Self::Dkim,
        Self::Mail,
        Self::Transport,
        Self::Requirements,
        Self::Reports,
        Self::Discovery,
        Self::Evidence,
        Self::Export,
    ];

    /// The table.
    #[expect(clippy::too_many_lines, reason = "as many as there are sections")]
    const fn entry(self) -> &'static Entry {
        match self {
            Self::Effects => &Entry {
                id: "effects",
                title: "What receivers are asked to do",
                chapter: Some(Chapter::Policy),
                former: "receivers",
                is_compact: true,
            },
            Self::Topics => &Entry {
                id: "topics",
                title: "At a glance",
                chapter: None,
                former: "topics",
                is_compact: false,
            },
            Self::Plan => &Entry {
                id: "next-step",
                title: "What to do",
                chapter: Some(Chapter::Plan),
                former: "next-step",
                is_compact: true,
            },
            Self::Record => &Entry {
                id: "record",
                title: "The record, tag by tag",
                chapter: Some(Chapter::Record),
                former: "",
                is_compact: false,
            },
            Self::Findings => &Entry {
                id: "findings",
                title: "Findings",
                chapter: Some(Chapter::Plan),
                former: "findings",
                is_compact: false,
            },
            Self::Senders => &Entry {
                id: "senders",
                title: "Who sends for this domain",
                chapter: Some(Chapter::Senders),
                former: "",
                is_compact: false,
            },
            Self::Spf => &Entry {
                id: "spf",
                title: "SPF, look-up by look-up",
                chapter: Some(Chapter::Spf),
                former: "",
                is_compact: false,
            },
            Self::Dkim => &Entry {
                id: "dkim",
                title: "DKIM keys",
                chapter: Some(Chapter::Dkim),
                former: "",
                is_compact: false,
            },
            Self::Mail => &Entry {
                id: "mail",
                title: "Who takes its mail",
                chapter: Some(Chapter::Transport),
                former: "mail",
                is_compact: false,
            },
            Self::Transport => &Entry {
                id: "transport",
                title: "On the way: TLS, logo, DNSSEC",
                chapter: Some(Chapter::Transport),
                former: "",
                is_compact: false,
            },
            Self::Requirements => &Entry {
                id: "requirements",
                title: "What large receivers ask of senders",
                chapter: Some(Chapter::Requirements),
                former: "sender-rules",
                is_compact: false,
            },
            Self::Reports => &Entry {
                id: "reports",
                title: "Where reports go",
                chapter: Some(Chapter::Policy),
                former: "reports",
                is_compact: false,
            },
            Self::Discovery => &Entry {
                id: "discovery",
                title: "How the policy was found",
                chapter: Some(Chapter::Record),
                former: "discovery",
                is_compact: false,
            },
            Self::Evidence => &Entry {
                id: "evidence",
                title: "Evidence",
                chapter: Some(Chapter::Evidence),
                former: "",
                is_compact: false,
            },
            Self::Export => &Entry {
                id: "take-away",
                title: "Take away",
                chapter: Some(Chapter::Export),
                former: "take-away",
                is_compact: false,
            },
        }
    }
}

impl Section {
    /// Its id on the page and in addresses, and the name of its part for style sheets.
    pub const fn id(self) -> &'static str {
        self.entry().id
    }

    /// Its heading.
    pub const fn title(self) -> &'static str {
        self.entry().title
    }

    /// Whether a compact widget has room for it.
    pub const fn is_compact(self) -> bool {
        self.entry().is_compact
    }

    /// The words of `hide` that leave it out: that of its chapter, and the one that it had up to version 0.1; where it has one
    /// of them alone, that twice.
    pub const fn words(self) -> [&'static str; 2] {
        let entry = self.entry();
        match entry.chapter {
            None => [entry.former; 2],
            Some(chapter) if entry.former.is_empty() => [chapter.token(); 2],
            Some(chapter) => [chapter.token(), entry.former],
        }
    }
}

/// What hosts of a widget can leave out of a report: a section, or several that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chapter {
    /// What the policy does, and who gets reports.
    Policy,
    /// What to do, and what was found.
    Plan,
    /// Who sends.
    Senders,
    /// SPF.
    Spf,
    /// DKIM.
    Dkim,
    /// Mail hosts, and what stands beside DMARC for the way of mail.
    Transport,
    /// What large receivers ask of senders.
    Requirements,
    /// The record, and how it was found.
    Record,
    /// Questions and answers.
    Evidence,
    /// What can be taken away.
    Export,
}

impl Chapter {
    /// All of them, in the order of a report.
    pub const ALL: [Self; 10] = [
        Self::Policy,
        Self::Plan,
        Self::Senders,
        Self::Spf,
        Self::Dkim,
        Self::Transport,
        Self::Requirements,
        Self::Record,
        Self::Evidence,
        Self::Export,
    ];

    /// Its word in `hide`.
    pub const fn token(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Plan => "plan",
            Self::Senders => "senders",
            Self::Spf => "spf",
            Self::Dkim => "dkim",
            Self::Transport => "transport",
            Self::Requirements => "requirements",
            Self::Record => "record",
            Self::Evidence => "evidence",
            Self::Export => "export",
        }
    }

    /// Its name for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Policy => "Policy",
            Self::Plan => "What to do",
            Self::Senders => "Senders",
            Self::Spf => "SPF",
            Self::Dkim => "DKIM",
            Self::Transport => "Mail hosts and transport",
            Self::Requirements => "Rules of large receivers",
            Self::Record => "Record",
            Self::Evidence => "Evidence",
            Self::Export => "Take away",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_hides_something_and_no_word_means_two_things() {
        for chapter in Chapter::ALL {
            let word = chapter.token();
            let mut sections = Section::ALL.into_iter();
            assert!(sections.any(|section| section.words()[0] == word), "{word}");
            let mut former = Section::ALL.into_iter().filter(|section| {
                let [now, before] = section.words();
                now != before && before == word
            });
            assert_eq!(former.next(), None, "{word}");
        }
    }

    #[test]
    fn ids_are_unique() {
        for (place, section) in Section::ALL.iter().enumerate() {
            assert!(
                Section::ALL[..place]
                    .iter()
                    .all(|other| other.id() != section.id())
            );
        }
    }
}

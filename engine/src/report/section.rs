//! [`Section`]: the parts of a report, all described in one table.

/// A part of a report with its own heading and link target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// What receivers are asked to do with failing mail.
    Effects,
    /// The summary, one line per topic.
    Topics,
    /// The tasks to do.
    Plan,
    /// The DMARC record, tag by tag.
    Record,
    /// What the rules found.
    Findings,
    /// Services that appear to send mail for the domain.
    Senders,
    /// The SPF tree and its limits.
    Spf,
    /// The DKIM keys.
    Dkim,
    /// The hosts that receive mail.
    Mail,
    /// MTA-STS, TLS-RPT, BIMI and DNSSEC.
    Transport,
    /// The requirements of large receivers.
    Requirements,
    /// Who receives reports.
    Reports,
    /// How the policy was found.
    Discovery,
    /// Every query with its answer.
    Evidence,
    /// Downloads and copies of the report.
    Export,
}

/// What the table holds for each section.
struct Entry {
    /// The id used on the page and in addresses; it also names the section's part in style sheets.
    id: &'static str,
    /// Its heading.
    title: &'static str,
    /// The chapter that hides it; `None` for a section that is shown whenever it has something to link to.
    chapter: Option<Chapter>,
    /// The token that `hide` used for it up to version 0.1, if its chapter now has another; else empty.
    former: &'static str,
    /// Whether a compact widget shows it.
    is_compact: bool,
}

impl Section {
    /// All sections, in report order.
    pub const ALL: [Self; 15] = [
        Self::Topics,
        Self::Plan,
        Self::Effects,
        Self::Reports,
        Self::Senders,
        Self::Spf,
        Self::Dkim,
        Self::Mail,
        Self::Transport,
        Self::Requirements,
        Self::Findings,
        Self::Record,
        Self::Discovery,
        Self::Evidence,
        Self::Export,
    ];

    /// The section's row in the table.
    #[expect(clippy::too_many_lines, reason = "as many as there are sections")]
    const fn entry(self) -> &'static Entry {
        match self {
            Self::Effects => &Entry {
                id: "effects",
                title: "Policy",
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
                title: "Record",
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
                title: "Senders",
                chapter: Some(Chapter::Senders),
                former: "",
                is_compact: false,
            },
            Self::Spf => &Entry {
                id: "spf",
                title: "SPF",
                chapter: Some(Chapter::Spf),
                former: "",
                is_compact: false,
            },
            Self::Dkim => &Entry {
                id: "dkim",
                title: "DKIM",
                chapter: Some(Chapter::Dkim),
                former: "",
                is_compact: false,
            },
            Self::Mail => &Entry {
                id: "mail",
                title: "Mail hosts",
                chapter: Some(Chapter::Transport),
                former: "mail",
                is_compact: false,
            },
            Self::Transport => &Entry {
                id: "transport",
                title: "Transport",
                chapter: Some(Chapter::Transport),
                former: "",
                is_compact: false,
            },
            Self::Requirements => &Entry {
                id: "requirements",
                title: "Mailbox providers' rules",
                chapter: Some(Chapter::Requirements),
                former: "sender-rules",
                is_compact: false,
            },
            Self::Reports => &Entry {
                id: "reports",
                title: "Reports",
                chapter: Some(Chapter::Policy),
                former: "reports",
                is_compact: false,
            },
            Self::Discovery => &Entry {
                id: "discovery",
                title: "Policy discovery",
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
                title: "Export",
                chapter: Some(Chapter::Export),
                former: "take-away",
                is_compact: false,
            },
        }
    }
}

impl Section {
    /// The id used on the page and in addresses; it also names the section's part in style sheets.
    pub const fn id(self) -> &'static str {
        self.entry().id
    }

    /// The heading on the page.
    pub const fn title(self) -> &'static str {
        self.entry().title
    }

    /// The section on the page that it is part of; itself for most.
    #[must_use]
    pub const fn whole(self) -> Self {
        match self {
            Self::Reports => Self::Effects,
            Self::Mail => Self::Transport,
            Self::Discovery => Self::Record,
            _ => self,
        }
    }

    /// Whether a compact widget shows it.
    pub const fn is_compact(self) -> bool {
        self.entry().is_compact
    }

    /// The tokens of `hide` that hide the section: its chapter's, and the one used up to version 0.1. If there is only
    /// one, it is returned twice.
    pub const fn words(self) -> [&'static str; 2] {
        let entry = self.entry();
        match entry.chapter {
            None => [entry.former; 2],
            Some(chapter) if entry.former.is_empty() => [chapter.token(); 2],
            Some(chapter) => [chapter.token(), entry.former],
        }
    }
}

/// What a widget can hide from a report: a section, or several that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chapter {
    /// What the policy does, and who receives reports.
    Policy,
    /// The tasks, and what the rules found.
    Plan,
    /// Services that appear to send.
    Senders,
    /// SPF.
    Spf,
    /// DKIM.
    Dkim,
    /// The mail hosts, and the records other than DMARC that protect mail in transit.
    Transport,
    /// The requirements of large receivers.
    Requirements,
    /// The DMARC record, and how it was found.
    Record,
    /// Every query with its answer.
    Evidence,
    /// Downloads and copies of the report.
    Export,
}

impl Chapter {
    /// All chapters, in report order.
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

    /// The token for it in `hide`.
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

    /// The name that people see.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Policy => "Policy",
            Self::Plan => "What to do",
            Self::Senders => "Senders",
            Self::Spf => "SPF",
            Self::Dkim => "DKIM",
            Self::Transport => "Mail hosts and transport",
            Self::Requirements => "Mailbox providers' rules",
            Self::Record => "Record",
            Self::Evidence => "Evidence",
            Self::Export => "Export",
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

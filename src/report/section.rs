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
    const fn entry(self) -> Entry {
        let (id, title, chapter, former) = match self {
            Self::Effects => (
                "effects",
                "What receivers are asked to do",
                Some(Chapter::Policy),
                "receivers",
            ),
            Self::Topics => ("topics", "At a glance", None, "topics"),
            Self::Plan => ("next-step", "What to do", Some(Chapter::Plan), "next-step"),
            Self::Record => (
                "record",
                "The record, tag by tag",
                Some(Chapter::Record),
                "",
            ),
            Self::Findings => ("findings", "Findings", Some(Chapter::Plan), "findings"),
            Self::Senders => (
                "senders",
                "Who sends for this domain",
                Some(Chapter::Senders),
                "",
            ),
            Self::Spf => ("spf", "SPF, look-up by look-up", Some(Chapter::Spf), ""),
            Self::Dkim => ("dkim", "DKIM keys", Some(Chapter::Dkim), ""),
            Self::Mail => (
                "mail",
                "Who takes its mail",
                Some(Chapter::Transport),
                "mail",
            ),
            Self::Transport => (
                "transport",
                "On the way: TLS, logo, DNSSEC",
                Some(Chapter::Transport),
                "",
            ),
            Self::Requirements => (
                "requirements",
                "What large receivers ask of senders",
                Some(Chapter::Requirements),
                "sender-rules",
            ),
            Self::Reports => (
                "reports",
                "Where reports go",
                Some(Chapter::Policy),
                "reports",
            ),
            Self::Discovery => (
                "discovery",
                "How the policy was found",
                Some(Chapter::Record),
                "discovery",
            ),
            Self::Evidence => ("evidence", "Evidence", Some(Chapter::Evidence), ""),
            Self::Export => ("take-away", "Take away", Some(Chapter::Export), "take-away"),
        };
        Entry {
            id,
            title,
            chapter,
            former,
            is_compact: matches!(self, Self::Effects | Self::Plan),
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

    /// Whether a word of `hide` leaves it out.
    pub fn is_hidden_by(self, word: &str) -> bool {
        let entry = self.entry();
        let chapter = entry.chapter;
        word == entry.former && !word.is_empty()
            || chapter.is_some_and(|chapter| chapter.token() == word)
    }

    /// The section that a word of `hide` left out up to version 0.1, where that word has gone.
    pub fn formerly(word: &str) -> Option<Self> {
        let mut former = Self::ALL.into_iter();
        former.find(|section| section.entry().former == word && !word.is_empty())
    }

    /// What hosts of a widget hide it by.
    pub const fn chapter(self) -> Option<Chapter> {
        self.entry().chapter
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

    /// Its word in `hide`, and its name for people.
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Policy => ("policy", "Policy"),
            Self::Plan => ("plan", "What to do"),
            Self::Senders => ("senders", "Senders"),
            Self::Spf => ("spf", "SPF"),
            Self::Dkim => ("dkim", "DKIM"),
            Self::Transport => ("transport", "Mail hosts and transport"),
            Self::Requirements => ("requirements", "Rules of large receivers"),
            Self::Record => ("record", "Record"),
            Self::Evidence => ("evidence", "Evidence"),
            Self::Export => ("export", "Take away"),
        }
    }

    /// Its word in `hide`.
    pub const fn token(self) -> &'static str {
        self.names().0
    }

    /// Its name for people.
    pub const fn label(self) -> &'static str {
        self.names().1
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
            assert!(sections.any(|section| section.is_hidden_by(word)), "{word}");
            assert_eq!(Section::formerly(word), None, "{word}");
        }
        assert!(!Section::Topics.is_hidden_by(""));
        assert_eq!(Section::formerly("receivers"), Some(Section::Effects));
        assert_eq!(Section::formerly("nowhere"), None);
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

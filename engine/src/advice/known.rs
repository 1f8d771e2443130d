//! [`Known`]: what only the owner can say.

/// What the owner said. DNS shows none of it, so each is `None` until someone asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Whether the visitor runs the domain.
    pub runs_domain: Option<bool>,
    /// Whether the domain, or a name below it, sends mail.
    pub sends: Option<bool>,
    /// Whether people post to mailing lists from it.
    pub posts_to_lists: Option<bool>,
    /// Whether every subdomain that sends is known, and its mail passes.
    pub subdomains_pass: Option<bool>,
    /// Whether all mail is signed with DKIM in a name that aligns.
    pub dkim_confirmed: Option<bool>,
    /// The vendors, by name, whose mail is signed in a name that aligns.
    pub dkim_confirmed_at: Vec<String>,
    /// For how many days reports have been read.
    pub days_of_reports: Option<u16>,
    /// The mail address that is to get the reports.
    pub report_address: Option<String>,
    /// Whether the name is run as a public suffix: others register names below it.
    pub is_registry: Option<bool>,
}

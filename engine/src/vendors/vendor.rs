//! [`Vendor`]: a service that handles mail for its customers' domains.

/// A service that handles mail for its customers' domains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vendor {
    /// The product name.
    pub name: &'static str,
    /// The kind of service.
    pub category: Category,
    /// The names in DNS that identify it.
    pub patterns: Vec<Pattern>,
    /// Whether SPF can pass for the customer's domain; `None` if that is not known.
    pub spf_alignment: Option<SpfAlignment>,
    /// Whether it can sign with DKIM for the customer's domain; `false` if that is not known.
    pub signs_for_customer: bool,
    /// The DKIM selectors that it is known to use.
    pub selectors: Vec<&'static str>,
    /// Whether customers also have selectors of their own, which can't be guessed.
    pub has_other_selectors: bool,
    /// Whether its own setup check requires the include, in which case nothing here suggests removing it.
    pub checks_include: bool,
    /// What to set up at the vendor, if specific steps are known.
    pub setup: Option<&'static str>,
}

/// A name that, with all names below it, identifies a vendor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pattern {
    /// Where the name must be found.
    pub kind: Kind,
    /// The name; `*` matches any single label.
    pub name: &'static str,
    /// How certain the match is.
    pub confidence: Confidence,
}

/// A vendor identified by a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The identified vendor.
    pub vendor: &'static Vendor,
    /// The pattern that matched.
    pub pattern: Pattern,
}

/// Where a name that identifies a vendor was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The target of `include` or `redirect` in an SPF record.
    SpfInclude,
    /// The host of an MX record.
    Mx,
    /// The name that the CNAME record of a DKIM key points to.
    DkimCname,
    /// The host of an address that receives reports.
    ReportHost,
}

/// How certain it is that a name identifies a vendor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// The match is shown as "probably".
    Probable,
    /// The vendor tells its customers to use the name, or uses it itself.
    Certain,
}

/// The kinds of services.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Hosts a domain's mailboxes.
    MailHost,
    /// Hosts web sites and sends mail from them.
    WebHost,
    /// Accepts mail from servers and delivers it.
    Relay,
    /// Forwards mail to mailboxes elsewhere.
    Forwarding,
    /// Sends mail triggered by applications, such as receipts.
    Transactional,
    /// Sends newsletters and campaigns.
    Marketing,
    /// Provides another business service that sends mail as well.
    BusinessSoftware,
    /// Filters incoming mail, and often outgoing mail.
    SecurityGateway,
    /// Answers SPF queries for a domain.
    SpfManagement,
    /// Processes DMARC reports.
    ReportProcessor,
}

/// Whether SPF can pass for the customer's domain, so that DMARC passes through it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpfAlignment {
    /// Yes: it uses the customer's domain as return-path.
    Yes,
    /// Yes, if a setting is changed.
    WithSetting,
    /// Only with a subdomain of the customer as return-path, and so only with relaxed alignment.
    WithReturnPath,
    /// Only with an IP address dedicated to the customer.
    WithDedicatedAddress,
    /// Never: it always uses a return-path of its own.
    Never,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [
        Self::SpfInclude,
        Self::Mx,
        Self::DkimCname,
        Self::ReportHost,
    ];

    /// The keyword for it in `vendors.txt`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SpfInclude => "include",
            Self::Mx => "mx",
            Self::DkimCname => "dkim",
            Self::ReportHost => "report",
        }
    }
}

impl Category {
    /// Every category.
    pub const ALL: [Self; 10] = [
        Self::MailHost,
        Self::WebHost,
        Self::Relay,
        Self::Forwarding,
        Self::Transactional,
        Self::Marketing,
        Self::BusinessSoftware,
        Self::SecurityGateway,
        Self::SpfManagement,
        Self::ReportProcessor,
    ];

    /// The label for it, both in `vendors.txt` and on a page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::MailHost => "mail host",
            Self::WebHost => "web host",
            Self::Relay => "relay",
            Self::Forwarding => "forwarding",
            Self::Transactional => "transactional",
            Self::Marketing => "marketing",
            Self::BusinessSoftware => "business software",
            Self::SecurityGateway => "security gateway",
            Self::SpfManagement => "SPF management",
            Self::ReportProcessor => "report processor",
        }
    }

    /// The name used in exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MailHost => "mail-host",
            Self::WebHost => "web-host",
            Self::Relay => "relay",
            Self::Forwarding => "forwarding",
            Self::Transactional => "transactional",
            Self::Marketing => "marketing",
            Self::BusinessSoftware => "business-software",
            Self::SecurityGateway => "security-gateway",
            Self::SpfManagement => "spf-management",
            Self::ReportProcessor => "report-processor",
        }
    }
}

impl SpfAlignment {
    /// Every variant.
    pub const ALL: [Self; 5] = [
        Self::Yes,
        Self::WithSetting,
        Self::WithReturnPath,
        Self::WithDedicatedAddress,
        Self::Never,
    ];

    /// The keyword for it in `vendors.txt`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::WithSetting => "setting",
            Self::WithReturnPath => "return-path",
            Self::WithDedicatedAddress => "dedicated-ip",
            Self::Never => "never",
        }
    }

    /// Whether an include at the domain itself can make SPF pass. If not, the include wastes a lookup. A dedicated
    /// address does not count, because few customers have one.
    pub const fn needs_include(self) -> bool {
        matches!(self, Self::Yes | Self::WithSetting)
    }
}

impl Vendor {
    /// Whether it sends mail with its customers' domains in the From header.
    pub const fn is_sender(&self) -> bool {
        !matches!(
            self.category,
            Category::Forwarding | Category::SpfManagement | Category::ReportProcessor
        )
    }

    /// What to set up at the vendor, in one sentence; `None` if there is nothing to do.
    pub fn what_to_do(&self) -> Option<String> {
        if let Some(setup) = self.setup {
            return Some(setup.to_owned());
        }
        let name = self.name;
        match self.category {
            Category::ReportProcessor | Category::SpfManagement => None,
            Category::Forwarding => Some(format!(
                "{name} forwards mail to other mailboxes; check whether it also sends for the domain."
            )),
            Category::SecurityGateway => Some(format!(
                "If outgoing mail goes through {name}, keep its include and check that DKIM still passes after it."
            )),
            _ if self.signs_for_customer => Some(format!("Set up DKIM for the domain at {name}.")),
            _ => Some(format!(
                "Check whether {name} can sign with DKIM for the domain; if it can, set that up."
            )),
        }
    }
}

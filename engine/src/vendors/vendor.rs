//! [`Vendor`]: what is known of somebody who handles mail for other people's domains.

/// Somebody who handles mail for other people's domains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vendor {
    /// What people call it.
    pub name: &'static str,
    /// What it does.
    pub category: Category,
    /// The names that show it.
    pub patterns: Vec<Pattern>,
    /// Whether SPF can pass for the customer's domain; `None` when that is not known.
    pub spf_alignment: Option<SpfAlignment>,
    /// Whether it can sign with DKIM for the customer's domain; `false` when that is not known.
    pub signs_for_customer: bool,
    /// DKIM selectors that it is known to use.
    pub selectors: Vec<&'static str>,
    /// Whether its customers have selectors of their own as well, which nobody can guess.
    pub has_other_selectors: bool,
    /// Whether its own set-up check looks for the include, so that nobody is told to remove it.
    pub checks_include: bool,
    /// What to set up there, where something particular is known.
    pub setup: Option<&'static str>,
}

/// A name that shows a vendor, with all names below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pattern {
    /// Where the name has to be found.
    pub kind: Kind,
    /// The name; `*` stands for any one label.
    pub name: &'static str,
    /// How sure it is.
    pub confidence: Confidence,
}

/// A vendor that a name shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The vendor.
    pub vendor: &'static Vendor,
    /// The pattern that fits.
    pub pattern: Pattern,
}

/// Where a name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The target of `include` or `redirect` in an SPF record.
    SpfInclude,
    /// The host of an MX record.
    Mx,
    /// The name that the CNAME record of a DKIM key points to.
    DkimCname,
    /// The host of an address that reports go to.
    ReportHost,
}

/// How sure it is that a name shows a vendor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// To be shown as "probably".
    Probable,
    /// The vendor tells its customers to use the name, or uses it itself.
    Certain,
}

/// What a vendor does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Has the mailboxes of a domain.
    MailHost,
    /// Has web sites, and sends mail from them.
    WebHost,
    /// Takes mail from servers and delivers it.
    Relay,
    /// Passes mail on to mailboxes elsewhere.
    Forwarding,
    /// Sends mail that programs cause, such as receipts.
    Transactional,
    /// Sends newsletters and campaigns.
    Marketing,
    /// Does something else, and sends mail on the way.
    BusinessSoftware,
    /// Filters the mail that comes in, and often what goes out.
    SecurityGateway,
    /// Answers SPF questions for a domain.
    SpfManagement,
    /// Reads DMARC reports.
    ReportProcessor,
}

/// Whether SPF can pass for the customer's domain, so that DMARC passes by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpfAlignment {
    /// It sends with the domain as return-path.
    Yes,
    /// After a setting is changed.
    WithSetting,
    /// With a subdomain of the customer's as return-path, so in relaxed mode alone.
    WithReturnPath,
    /// Only with an IP address of the customer's own.
    WithDedicatedAddress,
    /// It always sends with a return-path of its own.
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

    /// The word for it in `vendors.txt`.
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

    /// The words for it, in `vendors.txt` as on a page.
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

    /// A name for exports.
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
    /// Every way.
    pub const ALL: [Self; 5] = [
        Self::Yes,
        Self::WithSetting,
        Self::WithReturnPath,
        Self::WithDedicatedAddress,
        Self::Never,
    ];

    /// The word for it in `vendors.txt`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::WithSetting => "setting",
            Self::WithReturnPath => "return-path",
            Self::WithDedicatedAddress => "dedicated-ip",
            Self::Never => "never",
        }
    }

    /// Whether an include at the domain itself can make SPF pass for it. Where it cannot, the include costs
    /// a look-up for nothing. A dedicated address counts as not there: few customers have one.
    pub const fn needs_include(self) -> bool {
        matches!(self, Self::Yes | Self::WithSetting)
    }
}

impl Vendor {
    /// Whether it sends mail with its customers' domains in From.
    pub const fn is_sender(&self) -> bool {
        !matches!(
            self.category,
            Category::Forwarding | Category::SpfManagement | Category::ReportProcessor
        )
    }

    /// What to set up there, in one sentence; `None` when there is nothing to say.
    pub fn what_to_do(&self) -> Option<String> {
        if let Some(setup) = self.setup {
            return Some(setup.to_owned());
        }
        let name = self.name;
        match self.category {
            Category::ReportProcessor | Category::SpfManagement => None,
            Category::Forwarding => Some(format!(
                "{name} passes mail on to mailboxes elsewhere; see whether it also sends for the domain."
            )),
            Category::SecurityGateway => Some(format!(
                "Where outgoing mail leaves through {name}, keep its include, and see that DKIM still passes behind it."
            )),
            _ if self.signs_for_customer => Some(format!("Set up DKIM for the domain at {name}.")),
            _ => Some(format!(
                "See whether {name} can sign with DKIM for the domain, and set that up if it can."
            )),
        }
    }
}

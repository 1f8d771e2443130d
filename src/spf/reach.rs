//! stub
/// stub
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Reach {
    Everyone,
    Named,
    Nobody,
    PermError,
    NoRecord,
    Unknown,
}
#[allow(missing_docs)]
impl Reach {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Named => "named-senders",
            Self::Nobody => "nobody",
            Self::PermError => "permerror",
            Self::NoRecord => "no-record",
            Self::Unknown => "could-not-tell",
        }
    }
}
impl super::Tree {
    /// stub
    pub fn reach(&self) -> Reach {
        let Some(node) = self.nodes.first() else {
            return Reach::NoRecord;
        };
        let Some(_record) = node.record() else {
            return Reach::NoRecord;
        };
        if !self.breaks.is_empty() {
            return Reach::PermError;
        }
        let a = &node.authorized;
        if a.is_everyone {
            Reach::Everyone
        } else if a.ipv4_addresses == 0 && a.ipv6_networks == 0 && !a.depends_on_message {
            Reach::Nobody
        } else {
            Reach::Named
        }
    }
}

//! [`Dnssec`]: whether answers about the domain are signed.

/// Whether the resolver says that it checked the domain's own records with DNSSEC: the AD bit
/// ([RFC 4035, section 3.2.3](https://www.rfc-editor.org/rfc/rfc4035#section-3.2.3)). A resolver that checks nothing
/// sets it never, so that "not" may also be the resolver's doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dnssec {
    /// No answer is there yet.
    Pending,
    /// It checked.
    Authenticated,
    /// It did not, most likely because the domain is not signed.
    NotAuthenticated,
    /// Nothing about the domain itself was answered.
    CouldNotTell,
}

impl Dnssec {
    /// A name for exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Authenticated => "authenticated",
            Self::NotAuthenticated => "not-authenticated",
            Self::CouldNotTell => "could-not-tell",
        }
    }
}

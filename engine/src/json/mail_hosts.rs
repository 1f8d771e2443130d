//! The hosts that take mail.

use serde::Serialize;

use crate::mail_setup::{HostKind, ImplicitHost, MailHost, MailHosts, MxState, Tlsa};

/// The hosts that take the domain's mail.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct MxJson {
    /// What the MX records come to.
    #[serde(flatten)]
    state: MxStateJson,
    /// Whether mail can arrive; null when that is not known.
    takes_mail: Option<bool>,
    /// Whether the resolver says that it checked the MX records with DNSSEC.
    authenticated: bool,
    /// The hosts, lowest preference first.
    hosts: Vec<HostJson>,
}

/// What MX records come to.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct MxStateJson {
    /// `hosts`, `null-mx`, `null-mx-beside-hosts`, `no-records`, `nxdomain`, `failed` or `pending`.
    outcome: &'static str,
    /// Whether the domain itself is the host; null where it has MX records, or that is not known.
    implicit_host: Option<ImplicitHostJson>,
    /// Why it could not be asked.
    error: Option<String>,
}

/// Whether a domain without MX records is a host itself.
#[derive(Debug, Clone, Serialize)]
struct ImplicitHostJson {
    /// `addresses`, `no-address`, `failed` or `pending`.
    outcome: &'static str,
    /// Its addresses.
    addresses: Vec<String>,
    /// Why it could not be asked.
    error: Option<String>,
}

/// A host.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct HostJson {
    /// Its name.
    name: String,
    /// Its lowest preference.
    preference: u16,
    /// How many records name it.
    times: usize,
    /// `name`, or what is wrong with it as one: `address` or `localhost`.
    kind: &'static str,
    /// `present`, `absent`, `not-asked`, `failed` or `pending`.
    tlsa: &'static str,
    /// The TLSA records as zone files write them.
    tlsa_records: Vec<String>,
    /// Whether the resolver says that it checked them with DNSSEC; others have no effect. Null without records.
    tlsa_authenticated: Option<bool>,
    /// Why the TLSA records could not be asked for.
    tlsa_error: Option<String>,
}

/// The twin of the mail hosts.
pub(super) fn mx(mx: &MailHosts) -> MxJson {
    MxJson {
        state: mx_state(&mx.state),
        takes_mail: mx.takes_mail(),
        authenticated: mx.is_authenticated,
        hosts: mx.hosts.iter().map(host).collect(),
    }
}

/// The twin of what MX records come to.
pub(super) fn mx_state(state: &MxState) -> MxStateJson {
    let (implicit_host, error) = match state {
        MxState::NoRecords(host) => (Some(self::implicit_host(host)), None),
        MxState::Failed(error) => (None, Some(error.to_string())),
        _ => (None, None),
    };
    MxStateJson {
        outcome: state.as_str(),
        implicit_host,
        error,
    }
}

/// The twin of a domain as a host.
fn implicit_host(host: &ImplicitHost) -> ImplicitHostJson {
    let (outcome, addresses, error) = match host {
        ImplicitHost::Pending => ("pending", &[][..], None),
        ImplicitHost::Addresses(addresses) => ("addresses", addresses.as_slice(), None),
        ImplicitHost::NoAddress => ("no-address", &[][..], None),
        ImplicitHost::Failed(error) => ("failed", &[][..], Some(error.to_string())),
    };
    ImplicitHostJson {
        outcome,
        addresses: addresses.iter().map(ToString::to_string).collect(),
        error,
    }
}

/// The twin of a host.
fn host(host: &MailHost) -> HostJson {
    let (tlsa_authenticated, tlsa_error) = match &host.tlsa {
        Tlsa::Present {
            is_authenticated, ..
        } => (Some(*is_authenticated), None),
        Tlsa::Failed(error) => (None, Some(error.to_string())),
        _ => (None, None),
    };
    HostJson {
        name: host.name.to_string(),
        preference: host.preference,
        times: host.times,
        kind: match host.kind {
            HostKind::Name => "name",
            HostKind::Address(_) => "address",
            HostKind::Localhost => "localhost",
        },
        tlsa: host.tlsa.as_str(),
        tlsa_records: host
            .tlsa
            .records()
            .iter()
            .map(ToString::to_string)
            .collect(),
        tlsa_authenticated,
        tlsa_error,
    }
}

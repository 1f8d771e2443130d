//! The JSON form of the hosts that receive mail.

use serde::Serialize;

use crate::mail_setup::{HostKind, ImplicitHost, MailHost, MailHosts, MxState, Tlsa};

/// The hosts that receive the domain's mail.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct MxJson {
    /// The state of the MX records, flattened into this object.
    #[serde(flatten)]
    state: MxStateJson,
    /// Whether mail can arrive; null if that is not known.
    takes_mail: Option<bool>,
    /// Whether the resolver reports that it validated the MX records with DNSSEC.
    authenticated: bool,
    /// The hosts, lowest preference first.
    hosts: Vec<HostJson>,
}

/// The state of a domain's MX records.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct MxStateJson {
    /// `hosts`, `null-mx`, `null-mx-beside-hosts`, `no-records`, `nxdomain`, `failed` or `pending`.
    outcome: &'static str,
    /// Whether the domain itself acts as mail host; null if it has MX records, or if that is not known.
    implicit_host: Option<ImplicitHostJson>,
    /// Why the query failed.
    error: Option<String>,
}

/// Whether a domain without MX records acts as mail host itself.
#[derive(Debug, Clone, Serialize)]
struct ImplicitHostJson {
    /// `addresses`, `no-address`, `failed` or `pending`.
    outcome: &'static str,
    /// The domain's addresses.
    addresses: Vec<String>,
    /// Why the query failed.
    error: Option<String>,
}

/// A mail host.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct HostJson {
    /// The host name.
    name: String,
    /// The lowest preference among its MX records.
    preference: u16,
    /// The number of MX records that name it.
    times: usize,
    /// `name`, or why it is not a valid host name: `address` or `localhost`.
    kind: &'static str,
    /// `present`, `absent`, `not-asked`, `failed` or `pending`.
    tlsa: &'static str,
    /// The TLSA records in zone-file notation.
    tlsa_records: Vec<String>,
    /// Whether the resolver reports that it validated the TLSA records with DNSSEC, without which they have no effect.
    /// Null if there are none.
    tlsa_authenticated: Option<bool>,
    /// Why the TLSA query failed.
    tlsa_error: Option<String>,
}

/// Converts the mail hosts.
pub(super) fn mx(mx: &MailHosts) -> MxJson {
    MxJson {
        state: mx_state(&mx.state),
        takes_mail: mx.takes_mail(),
        authenticated: mx.is_authenticated,
        hosts: mx.hosts.iter().map(host).collect(),
    }
}

/// Converts the state of MX records.
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

/// Converts the domain as its own mail host.
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

/// Converts a host.
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

//! [`Plan`]: what to do, as a list of tasks.

use super::{Movement, OwnerQuestion};
use crate::discovery::{Change, ChangeKind};
use crate::domain::DomainName;
use crate::record::dmarc::{Difference, difference, parse};
use crate::record::uri::percent_encoded;

/// The local part of the placeholder mailbox that the owner replaces.
const STAND_IN: &str = "dmarc-reports@";

/// What the owner should do: one to four tasks, or a sentence if there is nothing to do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Whether answers that the first task depends on are missing. There are no tasks then.
    pub is_checking: bool,
    /// Context for the tasks, such as whose policy is in effect or why nothing has to be published; empty if they need none.
    pub summary: String,
    /// Another name to check, because the next step has to be taken there.
    pub check: Option<DomainName>,
    /// A question to the owner whose answer may change the tasks.
    pub question: Option<OwnerQuestion>,
    /// The tasks. Those that wait for none can all be done today.
    pub tasks: Vec<Task>,
}

/// One thing to do, with the records, the conditions and the effect on mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// The kind of task, unique within a plan.
    pub id: TaskId,
    /// What to do, starting with a verb.
    pub title: String,
    /// Why, in a sentence or two.
    pub why: String,
    /// The tasks to do first. A waiting task shows no record, since it is worked out again after them.
    pub waits_for: Vec<TaskId>,
    /// The records it writes, or will write once it no longer waits. No other task of the plan writes them.
    pub writes: Vec<(DomainName, ChangeKind)>,
    /// The records to publish, in this order.
    pub publish: Vec<Publication>,
    /// Equally good ways, if no single record is right for every domain. `publish` is empty then.
    pub options: Vec<Choice>,
    /// A record that is right instead if its condition holds.
    pub alternative: Option<Choice>,
    /// What must hold before.
    pub gates: Vec<Gate>,
    /// What it changes for mail.
    pub movement: Movement,
    /// How many days to watch before the next task.
    pub wait_days: Option<u16>,
    /// How to undo it; `None` while it waits or if it changes no records.
    pub roll_back: Option<String>,
    /// Identifiers of the rules that find nothing any more once it is done.
    pub cures: Vec<&'static str>,
}

/// One of several ways to do a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What this way is, or the condition under which it is right.
    pub label: String,
    /// The records to publish, in this order.
    pub publish: Vec<Publication>,
    /// What it changes for mail.
    pub movement: Movement,
    /// What must hold before.
    pub gates: Vec<Gate>,
}

/// A record to publish or to remove.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Where the record is.
    pub name: DomainName,
    /// The record type.
    pub kind: ChangeKind,
    /// The value as DNS consoles take it; `None` if today's records are only removed.
    pub value: Option<String>,
    /// The records of today that it replaces.
    pub today: Vec<String>,
    /// What changes within the value, if exactly one record is replaced.
    pub difference: Option<Difference>,
    /// Whether the report address in the value is a placeholder that the owner has to replace.
    pub needs_address: bool,
    /// Who publishes it.
    pub by: By,
}

/// Who publishes a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The domain's owner.
    Owner,
    /// The operator of the report destination, to whom the record has to be sent.
    Destination,
    /// The service that hosts the zone. The record is changed in that service's settings.
    Host,
}

/// A condition that must hold before a task is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// Kebab-case identifier of what has to be shown.
    pub id: &'static str,
    /// The condition, in a sentence.
    pub text: String,
    /// The task of the same plan that satisfies it.
    pub task: Option<TaskId>,
    /// Whether the owner said that it holds; `None` if not asked yet.
    pub is_known: Option<bool>,
}

/// The kinds of tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaskId {
    /// Check again, because a deciding query failed.
    AskAgain,
    /// Publish the first DMARC record.
    PublishRecord,
    /// Publish a record at the registered name; only a subdomain has one.
    OrganizationRecord,
    /// Repair a record that receivers ignore or read in different ways.
    RepairRecord,
    /// Remove an alias that takes the place of the record.
    RemoveAlias,
    /// Make reports arrive; today none can.
    ReceiveReports,
    /// Fix SPF that ends in an error or allows every sender.
    FixSpf,
    /// Set up DKIM at senders that do not sign.
    SetUpDkim,
    /// Go from `p=none` to quarantine.
    Quarantine,
    /// Raise subdomains that are at least one rung behind the domain.
    Subdomains,
    /// End `pct` or `t`, which hold the policy back.
    EndRamp,
    /// Go from quarantine to reject.
    Reject,
    /// Raise the policy of nonexistent names.
    InventedNames,
    /// Publish a record of the name's own; its policy is another name's.
    OwnRecord,
    /// Lock a domain that is not used for mail.
    Lock,
    /// Keep the policy; nothing is left to publish.
    Keep,
}

impl TaskId {
    /// Every kind, in the order of a plan.
    pub const ALL: [Self; 16] = [
        Self::AskAgain,
        Self::ReceiveReports,
        Self::FixSpf,
        Self::SetUpDkim,
        Self::PublishRecord,
        Self::OrganizationRecord,
        Self::RepairRecord,
        Self::RemoveAlias,
        Self::Quarantine,
        Self::Subdomains,
        Self::EndRamp,
        Self::Reject,
        Self::InventedNames,
        Self::OwnRecord,
        Self::Lock,
        Self::Keep,
    ];

    /// Returns the identifier used in exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AskAgain => "ask-again",
            Self::PublishRecord => "publish-record",
            Self::OrganizationRecord => "organization-record",
            Self::RepairRecord => "repair-record",
            Self::RemoveAlias => "remove-alias",
            Self::ReceiveReports => "receive-reports",
            Self::FixSpf => "fix-spf",
            Self::SetUpDkim => "set-up-dkim",
            Self::Quarantine => "quarantine",
            Self::Subdomains => "subdomains",
            Self::EndRamp => "end-ramp",
            Self::Reject => "reject",
            Self::InventedNames => "invented-names",
            Self::OwnRecord => "own-record",
            Self::Lock => "lock",
            Self::Keep => "keep",
        }
    }
}

impl By {
    /// Returns the identifier used in exports; `None` for the owner.
    pub const fn as_str(self) -> Option<&'static str> {
        match self {
            Self::Owner => None,
            Self::Destination => Some("destination"),
            Self::Host => Some("host"),
        }
    }
}

impl Plan {
    /// Returns the task of a kind.
    pub fn task(&self, id: TaskId) -> Option<&Task> {
        self.tasks.iter().find(|task| task.id == id)
    }

    /// Returns the task that writes the record at a name, now or once it no longer waits.
    pub fn writer(&self, name: &DomainName, kind: ChangeKind) -> Option<&Task> {
        let is_it = |(at, of): &(DomainName, ChangeKind)| at == name && *of == kind;
        self.tasks.iter().find(|task| task.writes.iter().any(is_it))
    }

    /// Returns the task that cures what a rule finds.
    pub fn cure_of(&self, rule: &str) -> Option<TaskId> {
        let mut tasks = self.tasks.iter();
        tasks
            .find(|task| task.cures.contains(&rule))
            .map(|task| task.id)
    }
}

impl Publication {
    /// Splits the value around the placeholder report URI; `None` if it has no placeholder.
    pub fn around_address(&self) -> Option<(&str, &str)> {
        let value = self.value.as_deref().filter(|_| self.needs_address)?;
        let uris = parse(value).aggregate_reports;
        let is_stand_in = |address: &String| address.starts_with(STAND_IN);
        let blank = uris
            .iter()
            .find(|uri| uri.address.as_ref().is_some_and(is_stand_in))?;
        Some((value.get(..blank.span.start)?, value.get(blank.span.end..)?))
    }

    /// Returns the value with this report address; `None` if there is no placeholder, or if receivers would not read it as the
    /// address of a `mailto:` URI.
    pub fn with_address(&self, address: &str) -> Option<String> {
        let (before, after) = self.around_address()?;
        let (local, host) = address
            .rsplit_once('@')
            .filter(|(local, _)| is_local(local))?;
        // Characters that separate URIs, size limits and tags must be encoded (RFC 9989, section 4.8); a plus sign is usually
        // written as it is.
        let encoded = |part| percent_encoded(part, "-._~+");
        let value = format!("{before}mailto:{}@{}{after}", encoded(local), encoded(host));
        let uris = parse(&value).aggregate_reports;
        let is_read = uris.iter().any(|uri| {
            uri.is_mailto()
                && uri.span.start == before.len()
                && uri.address.as_deref() == Some(address)
        });
        is_read.then_some(value)
    }

    /// Describes the record that a change adds or removes.
    pub(super) fn of(change: &Change, by: By) -> Self {
        Self {
            name: change.name.clone(),
            kind: change.kind,
            value: change.value.clone(),
            today: change.today.clone(),
            difference: match (change.today.as_slice(), &change.value) {
                ([today], Some(value)) if value.starts_with("v=DMARC1") => {
                    Some(difference(today, value))
                }
                _ => None,
            },
            needs_address: change.needs_address,
            by,
        }
    }
}

/// Whether a text is a valid local part of an address: a word, or any quoted text
/// ([RFC 5322, section 3.4.1](https://www.rfc-editor.org/rfc/rfc5322#section-3.4.1)).
fn is_local(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let quoted = text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    quoted.map_or_else(
        || text.chars().all(is_plain),
        |quoted| !quoted.contains(['"', '\\']),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A record that needs an address.
    fn publication(value: &str) -> Publication {
        Publication {
            name: DomainName::new("_dmarc.a.example").unwrap(),
            kind: ChangeKind::Txt,
            value: Some(value.to_owned()),
            today: Vec::new(),
            difference: None,
            needs_address: true,
            by: By::Owner,
        }
    }

    #[test]
    fn an_address_takes_the_place_of_the_blank() {
        let record = publication(
            "v=DMARC1; p=none; rua=https://r.example/,mailto:dmarc-reports@a.example; adkim=s",
        );
        let mail_setup = ("v=DMARC1; p=none; rua=https://r.example/,", "; adkim=s");
        assert_eq!(record.around_address(), Some(mail_setup));
        for (address, written) in [
            ("me@b.example", "me@b.example"),
            ("me+dmarc@b.example", "me+dmarc@b.example"),
            ("o'hara!x@b.example", "o%27hara%21x@b.example"),
            ("\"a,b;c@d\"@b.example", "%22a%2Cb%3Bc%40d%22@b.example"),
            (
                "50%/a&b=c?d#e@b.example",
                "50%25%2Fa%26b%3Dc%3Fd%23e@b.example",
            ),
        ] {
            let (before, after) = mail_setup;
            let value = format!("{before}mailto:{written}{after}");
            assert_eq!(record.with_address(address), Some(value), "{address}");
        }
    }

    #[test]
    fn what_is_no_address_fills_no_blank() {
        let record = publication("v=DMARC1; p=none; rua=mailto:dmarc-reports@a.example");
        for text in [
            "",
            "me",
            "me@",
            "@b.example",
            "a@b@c.example",
            "a b@c.example",
            "a,b@c.example",
            "a;p=reject@c.example",
            "<a@c.example",
            "a@c.example,mailto:d@e.example",
            "a@c.example; p=reject",
            "a@c.example!10m",
            "a@c..example",
            "\u{fc}@c.example",
            "a@c.example\n",
        ] {
            assert_eq!(record.with_address(text), None, "{text}");
        }
    }

    #[test]
    fn nothing_is_filled_in_where_nothing_is_missing() {
        let value = "v=DMARC1; p=none; rua=mailto:dmarc-reports@a.example";
        let mut record = publication(value);
        record.needs_address = false;
        assert_eq!(record.with_address("me@b.example"), None);
        record = publication("v=DMARC1; p=none");
        assert_eq!(record.with_address("me@b.example"), None);
        record.value = None;
        assert_eq!(record.with_address("me@b.example"), None);
    }
}

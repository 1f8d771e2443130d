//! [`Plan`]: what to do, as a list of tasks.

use super::Movement;
use crate::discovery::{Change, ChangeKind};
use crate::domain::DomainName;
use crate::record::dmarc::{Difference, difference, parse};
use crate::record::uri::percent_encoded;

/// The mailbox that stands for the one that the owner has to fill in.
const STAND_IN: &str = "dmarc-reports@";

/// What the owner should do: one to four tasks, or a sentence where there is nothing to do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Whether answers are missing that the first task rests on. There are no tasks then.
    pub is_checking: bool,
    /// Whose policy holds, why nothing has to be published, and the like; empty where the tasks say it all.
    pub summary: String,
    /// Another name to check, since what is to be done is done there.
    pub check: Option<DomainName>,
    /// The tasks. Those that wait for none can be done today, side by side.
    pub tasks: Vec<Task>,
}

/// One task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What kind of task it is. No plan has two of a kind.
    pub id: TaskId,
    /// What to do; begins with a verb.
    pub title: String,
    /// Why, in a line or two.
    pub why: String,
    /// The tasks that come first. A task that waits shows no record: what it will be is worked out again then.
    pub waits_for: Vec<TaskId>,
    /// The records that it writes, or will write once it no longer waits: no other task of the plan has them.
    pub writes: Vec<(DomainName, ChangeKind)>,
    /// The records to publish, in this order.
    pub publish: Vec<Publication>,
    /// Ways of equal rank, where no record is right for everybody; `publish` is empty then.
    pub options: Vec<Choice>,
    /// A record that is right instead where its condition holds.
    pub alternative: Option<Choice>,
    /// What must hold before.
    pub gates: Vec<Gate>,
    /// What it changes for mail.
    pub movement: Movement,
    /// How many days to watch before the next task.
    pub wait_days: Option<u16>,
    /// How to undo it.
    pub roll_back: Option<String>,
    /// The rules that find nothing any more once it is done.
    pub cures: Vec<&'static str>,
}

/// One of several ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it is, or the condition under which it is right.
    pub label: String,
    /// The records to publish, in this order.
    pub publish: Vec<Publication>,
    /// What it changes for mail.
    pub movement: Movement,
    /// What must hold before.
    pub gates: Vec<Gate>,
}

/// A record to publish, or to remove.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The name.
    pub name: DomainName,
    /// The type.
    pub kind: ChangeKind,
    /// The value, as DNS consoles take it; `None` where the records of today are only removed.
    pub value: Option<String>,
    /// The records of today that it replaces.
    pub today: Vec<String>,
    /// What changes, where exactly one record is replaced.
    pub difference: Option<Difference>,
    /// Whether the report address in the value stands for one that the owner has to fill in.
    pub needs_address: bool,
    /// Who publishes it.
    pub by: By,
}

/// Who publishes a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The owner of the domain.
    Owner,
    /// The one who gets the reports: the record is to be sent to them.
    Destination,
    /// The service in whose zone the record is: it is changed in that service's settings.
    Host,
}

/// What must hold before a task is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// Kebab-case; says what has to be shown.
    pub id: &'static str,
    /// What must hold, in a sentence.
    pub text: String,
    /// The task of the same plan that makes it hold.
    pub task: Option<TaskId>,
    /// Whether the owner said that it holds.
    pub is_known: Option<bool>,
}

/// The kinds of tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaskId {
    /// A question failed that decides.
    AskAgain,
    /// There is no DMARC record.
    PublishRecord,
    /// Only a subdomain has a record.
    OrganizationRecord,
    /// Receivers ignore the record, or read it in different ways.
    RepairRecord,
    /// An alias is in the place of the record.
    RemoveAlias,
    /// No report can arrive.
    ReceiveReports,
    /// SPF ends in an error, or lets everybody pass.
    FixSpf,
    /// Senders without DKIM.
    SetUpDkim,
    /// From none to quarantine.
    Quarantine,
    /// Subdomains are a rung or more behind.
    Subdomains,
    /// The policy is held back by `pct` or `t`.
    EndRamp,
    /// From quarantine to reject.
    Reject,
    /// Names that do not exist are asked for less than they could be.
    InventedNames,
    /// The policy is another name's.
    OwnRecord,
    /// The domain is not used for mail.
    Lock,
    /// Nothing is left to publish.
    Keep,
}

impl TaskId {
    /// Every kind, in the order in which a plan has them.
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

    /// A name for exports.
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
    /// A name for exports; `None` for the owner.
    pub const fn as_str(self) -> Option<&'static str> {
        match self {
            Self::Owner => None,
            Self::Destination => Some("destination"),
            Self::Host => Some("host"),
        }
    }
}

impl Plan {
    /// The task of a kind.
    pub fn task(&self, id: TaskId) -> Option<&Task> {
        self.tasks.iter().find(|task| task.id == id)
    }

    /// The task that writes the record at a name, or will do so once it no longer waits.
    pub fn writer(&self, name: &DomainName, kind: ChangeKind) -> Option<&Task> {
        let is_it = |(at, of): &(DomainName, ChangeKind)| at == name && *of == kind;
        self.tasks.iter().find(|task| task.writes.iter().any(is_it))
    }

    /// The task after which a rule finds nothing any more.
    pub fn cure_of(&self, rule: &str) -> Option<TaskId> {
        let mut tasks = self.tasks.iter();
        tasks
            .find(|task| task.cures.contains(&rule))
            .map(|task| task.id)
    }
}

impl Publication {
    /// What is before and after the report URI that the owner has to fill in; `None` where there is none.
    pub fn around_address(&self) -> Option<(&str, &str)> {
        let value = self.value.as_deref().filter(|_| self.needs_address)?;
        let uris = parse(value).aggregate_reports;
        let is_stand_in = |address: &String| address.starts_with(STAND_IN);
        let blank = uris
            .iter()
            .find(|uri| uri.address.as_ref().is_some_and(is_stand_in))?;
        Some((value.get(..blank.span.start)?, value.get(blank.span.end..)?))
    }

    /// The value with this report address; `None` where none has to be filled in, or where receivers would not read it as
    /// the address of a `mailto:` URI.
    pub fn with_address(&self, address: &str) -> Option<String> {
        let (before, after) = self.around_address()?;
        let (local, host) = address
            .rsplit_once('@')
            .filter(|(local, _)| is_local(local))?;
        // What divides URIs, limits and tags has to be encoded (RFC 9989, section 4.8); people write a plus sign as it is.
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

    /// The record that a change adds or removes.
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

/// Whether a text is the part of an address before `@`: a word, or anything in quotes
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

    /// A record that needs an address, beside another one.
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

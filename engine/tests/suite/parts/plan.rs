//! Builders for parts of plans.

use dmarc_engine::advice::{By, Gate, Movement, Publication, Task, TaskId};
use dmarc_engine::discovery::ChangeKind;
use dmarc_engine::domain::DomainName;

/// A task that publishes nothing.
pub(crate) fn task(id: TaskId, title: &str) -> Task {
    Task {
        id,
        title: title.to_owned(),
        why: "It is time.".to_owned(),
        waits_for: Vec::new(),
        writes: Vec::new(),
        publish: Vec::new(),
        options: Vec::new(),
        alternative: None,
        gates: Vec::new(),
        movement: Movement::default(),
        wait_days: None,
        roll_back: None,
        cures: Vec::new(),
    }
}

/// A TXT record for the owner to publish.
pub(crate) fn record(name: &str, value: &str) -> Publication {
    Publication {
        name: DomainName::new(name).unwrap(),
        kind: ChangeKind::Txt,
        value: Some(value.to_owned()),
        today: Vec::new(),
        difference: None,
        needs_address: false,
        by: By::Owner,
    }
}

/// A gate whose answer is unknown.
pub(crate) fn gate(text: &str) -> Gate {
    Gate {
        id: "gate",
        text: text.to_owned(),
        task: None,
        is_known: None,
    }
}

//! SPF that ends in an error or allows every sender.

use crate::advice::TaskId;
use crate::advice::draft::Draft;
use crate::advice::situation::Situation;
use crate::advice::spf_words::reason;
use crate::discovery::Change;

/// Proposes the repaired SPF record if the repair is certain; otherwise says what has to be decided.
pub(in crate::advice) fn propose(situation: &Situation<'_>) -> Option<Draft> {
    let repair = situation.facts.spf_repair()?;
    let draft = Draft::new(
        TaskId::FixSpf,
        "Fix the SPF record",
        reason(&repair, situation.facts),
    );
    Some(match repair.text {
        Some(text) => {
            let name = situation.domain().clone();
            draft.changing(Change::txt(name, repair.today, text))
        }
        None => draft,
    })
}

//! An alias that takes the place of the record and leads to none.

use crate::advice::TaskId;
use crate::advice::draft::{Draft, MONTH};
use crate::advice::situation::{Home, Situation};

/// Proposes to remove an alias that leads to no record, and to publish a record: an alias excludes all other records at its name
/// ([RFC 1034, section 3.6.2](https://www.rfc-editor.org/rfc/rfc1034#section-3.6.2)).
pub(in crate::advice) fn propose(situation: &Situation<'_>) -> Option<Draft> {
    let Home::Nowhere(registered) = &situation.home else {
        return None;
    };
    let answer = situation.own_answer()?;
    let target = answer.aliases.last()?;
    let domain = situation.domain();
    if registered.as_ref() != Some(domain) || situation.is_wildcard_alias(answer) {
        return None;
    }
    let (address, needs_address) = situation.report_address(domain);
    let record = format!("v=DMARC1; p=none; rua={address}");
    let draft = Draft::new(
        TaskId::RemoveAlias,
        "Replace the CNAME record with a DMARC record",
        format!(
            "_dmarc.{domain} is an alias of {target}, which has no DMARC record. Remove the CNAME record first: DNS \
             allows no other record beside it. The new record stops no mail and asks for reports."
        ),
    );
    let proposal = situation.in_place_of_today(record, needs_address)?;
    Some(draft.proposing(proposal).watching(MONTH))
}

//! [`transport`]: MTA-STS, TLS-RPT, BIMI and DNSSEC.

use yew::prelude::*;

use super::fold::fold;
use super::plain::plains;
use super::remarks::{entry, remarks};
use super::{PolicyFile, chips, element, prose, section, text};
use dmarc_engine::report::{Chip, Section, TransportLine, TransportView};

/// The standards that complement DMARC, and a field for the MTA-STS policy file, above the `hosts` that receive mail. In its line
/// each is a chip.
pub fn transport(view: &TransportView, in_short: &[Chip], hosts: Html) -> Html {
    let content = html! {
        <>
            { prose(&view.headline) }
            { element("ul", "hosts", view.lines.iter().map(line).collect()) }
            if !view.policy_file.is_empty() {
                <PolicyFile hint={view.policy_file.clone()} hosts={view.hosts.clone()} />
            }
            { hosts }
        </>
    };
    section(Section::Transport, chips(in_short), false, content)
}

/// One standard with its state.
fn line(view: &TransportLine) -> Html {
    let logo = view.link.clone().map(|href| {
        html! {
            <p class="prose">
                { "The logo: " }
                <a href={href.clone()} rel="noreferrer noopener">{ href }</a>
            </p>
        }
    });
    let content = html! {
        <>
            { prose(&view.sentence) }
            { logo.unwrap_or_default() }
            { remarks(&view.remarks) }
            if !view.texts.is_empty() {
                { fold("Record", plains(&view.texts)) }
            }
        </>
    };
    entry(view.state, text("b", "", view.name), "", content)
}

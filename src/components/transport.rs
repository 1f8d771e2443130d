//! [`transport`]: MTA-STS, TLS-RPT, BIMI and DNSSEC.

use yew::prelude::*;

use super::remarks::{entry, fold, outcome, remarks};
use super::{PolicyFile, element, plain, prose, section, text};
use dmarc_engine::report::{Section, TransportLine, TransportView};

/// The standards that complement DMARC, and a field for the MTA-STS policy file.
pub fn transport(view: &TransportView) -> Html {
    let content = html! {
        <>
            { outcome(view.state, &view.headline) }
            { element("ul", "hosts", view.lines.iter().map(line).collect()) }
            if !view.policy_file.is_empty() {
                <PolicyFile hint={view.policy_file.clone()} hosts={view.hosts.clone()} />
            }
        </>
    };
    section(Section::Transport, content)
}

/// One standard with its state.
fn line(view: &TransportLine) -> Html {
    let record = view.texts.iter().map(|text| plain(text));
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
                { fold("What stands there", record.collect()) }
            }
        </>
    };
    entry(view.state, text("b", "", view.name), "", content)
}

//! [`mail_hosts`]: the hosts that receive the domain's mail.

use yew::prelude::*;

use super::remarks::{entry, remarks};
use super::{code, element, inner, prose};
use dmarc_engine::report::{MailHostView, MailView, Section};

/// The hosts in the MX records.
pub fn mail_hosts(view: &MailView) -> Html {
    let content = html! {
        <>
            { remarks(&view.remarks) }
            if !view.hosts.is_empty() {
                { element("ul", "hosts", view.hosts.iter().map(host).collect()) }
            }
        </>
    };
    inner(Section::Mail, (view.state, &view.headline), content)
}

fn host(view: &MailHostView) -> Html {
    let content = html! {
        <>
            if !view.sentence.is_empty() {
                { prose(&view.sentence) }
            }
            { remarks(&view.remarks) }
        </>
    };
    let preference = format!("preference {}", view.preference);
    entry(view.state, code(&view.name), &preference, content)
}

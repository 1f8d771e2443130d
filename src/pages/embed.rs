//! [`embed`]: the page that builds snippets for other sites.

use yew::prelude::*;

use crate::components::{
    Preview, SettingsForm, block, code, points, prose, radios, rows, text, titled,
};
use crate::embed::{
    Block, EVENTS, Flavor, HOST, PARTS, PROPERTIES, Place, Policy, Settings, TARGETS, policy,
    recipe,
};

/// Properties of [`Embed`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct EmbedProps {
    /// The folder that the snippets refer to.
    pub place: Place,
    /// URL of this site.
    pub site: AttrValue,
}

/// The page “Embed”. `site` is the URL of this site.
pub fn embed(place: &Place, site: &str) -> Html {
    html! { <Embed place={place.clone()} site={site.to_owned()} /> }
}

/// Settings, preview and the resulting snippets.
#[component]
pub fn Embed(props: &EmbedProps) -> Html {
    let settings = use_state_eq(Settings::default);
    let target = use_state_eq(|| "html".to_owned());
    let on_change = {
        let settings = settings.setter();
        Callback::from(move |changed| settings.set(changed))
    };
    let on_pick = {
        let target = target.setter();
        Callback::from(move |picked| target.set(picked))
    };
    let place = &props.place;
    let recipe = recipe(&target, &settings, place);
    let policy = policy(recipe.flavor, &settings, place);
    let lines = html! {
        <>
            { radios("embed-target", "For", TARGETS, &target, &on_pick) }
            { for recipe.blocks.iter().map(block) }
        </>
    };
    html! {
        <article class="page embed">
            <h1 class="page__title" id="title" tabindex="-1">{ "Embed" }</h1>
            { prose("Put the checker into a page of your own, in the look of that page: two lines, without an account or a key. It \
                     runs in your visitors’ browsers and asks a resolver, as this page does.") }
            if let Some(notice) = place.reach().notice() {
                { text("p", "notice embed__notice", notice) }
            }
            <div class="embed__bench">
                { titled("settings", "Settings", html! {
                    <SettingsForm settings={(*settings).clone()} site={props.site.clone()} {on_change} />
                }) }
                { titled("preview", "Preview", html! {
                    <Preview settings={(*settings).clone()} place={place.clone()} />
                }) }
            </div>
            { titled("lines", "What to copy", lines) }
            { titled("policy", "Content Security Policy", policy_table(recipe.flavor, &policy)) }
            { titled("events", "Events, methods and parts", events()) }
            { titled("host", "What the host of the folder has to send", host()) }
        </article>
    }
}

/// What the Content-Security-Policy of the embedding page has to allow.
fn policy_table(flavor: Flavor, policy: &Policy) -> Html {
    let what = match flavor {
        Flavor::Element => "element",
        Flavor::Frame => "iframe",
    };
    let about = format!(
        "If your page has a policy, it has to allow this for the {what}; if it has none, skip this."
    );
    let table = policy.requirements.iter().map(|needed| {
        vec![
            code(needed.directive),
            code(&needed.source),
            text("span", "", &needed.why),
        ]
    });
    let line = Block {
        title: "To add to the policy",
        about: "",
        text: policy.line(),
    };
    html! {
        <>
            { prose(&about) }
            { rows(&["Directive", "Source", "What for"], table) }
            { block(&line) }
            { points(policy.notes.iter().map(|note| text("span", "", note))) }
        </>
    }
}

/// Events, properties, methods and parts of the element.
fn events() -> Html {
    let pair = |(name, words): &(&str, &str)| vec![code(name), text("span", "", words)];
    html! {
        <>
            { prose("Events bubble and leave the shadow root, so a listener on the document hears them too. With the iframe \
                     they come from the iframe, which has neither the methods nor the parts.") }
            { rows(&["Event", "What it tells"], EVENTS.iter().map(pair)) }
            { rows(&["Property or method", "What it does"], PROPERTIES.iter().map(pair)) }
            { rows(&["Part, for ::part()", "What it is"], PARTS.iter().map(pair)) }
        </>
    }
}

/// Headers that the host of the folder has to send.
fn host() -> Html {
    let table = HOST
        .iter()
        .map(|(header, files, why)| vec![code(header), code(files), text("span", "", why)]);
    html! {
        <>
            { prose("These headers are needed from whoever hosts the folder. To host it yourself, copy the folder embed \
                     to your server and change the addresses; the files are the same, and so is their integrity.") }
            { rows(&["Header", "For", "Why"], table) }
        </>
    }
}

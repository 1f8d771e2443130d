//! [`SettingsForm`]: the form for the configuration and look of the element.

use yew::prelude::*;

use super::fields::{TextField, color, radios, text_field, tick};
use crate::Route;
use crate::components::{button, text};
use crate::embed::{COLORS, Offer, RADII, Settings, THEMES, VIEWS, parts, resolvers};

/// The value that selects a custom resolver.
const OWN: &str = "own";

/// Properties of [`SettingsForm`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct SettingsFormProps {
    /// The current settings.
    pub settings: Settings,
    /// URL of this site, which has a full report for each domain.
    pub site: AttrValue,
    /// Called with the changed settings.
    pub on_change: Callback<Settings>,
}

/// The form with all settings.
#[component]
pub fn SettingsForm(props: &SettingsFormProps) -> Html {
    let onsubmit = Callback::from(|event: SubmitEvent| event.prevent_default());
    html! {
        <form class="settings" aria-labelledby="settings-title" {onsubmit}>
            { what_it_checks(props) }
            { what_it_shows(props) }
            { who_answers(props) }
            { how_it_looks(props) }
        </form>
    }
}

/// A callback that applies the value of a field to the settings.
fn changing(
    props: &SettingsFormProps,
    change: impl Fn(&mut Settings, String) + 'static,
) -> Callback<String> {
    let (settings, on_change) = (props.settings.clone(), props.on_change.clone());
    Callback::from(move |text| {
        let mut settings = settings.clone();
        change(&mut settings, text);
        on_change.emit(settings);
    })
}

/// A fieldset with its legend.
fn group(title: &'static str, content: Html) -> Html {
    html! {
        <fieldset class="settings__group">
            <legend class="settings__title">{ title }</legend>
            { content }
        </fieldset>
    }
}

/// Fields for the domain and its selectors.
fn what_it_checks(props: &SettingsFormProps) -> Html {
    let settings = &props.settings;
    let domain = text_field(TextField {
        id: "embed-domain",
        label: "Domain",
        about: "Stands in the form. Without one, visitors type theirs.",
        placeholder: "example.com".to_owned(),
        value: settings.domain.clone(),
        refusal: settings.refused_domain(),
        on_change: changing(props, |settings, text| settings.domain = text),
    });
    let toggle_auto = changing(props, |settings, _| settings.is_auto = !settings.is_auto);
    let auto = tick(
        "auto",
        "Check it at once",
        "As soon as the checker is seen, without a click. A badge always does.",
        settings.is_auto,
        &toggle_auto,
    );
    let selectors = text_field(TextField {
        id: "embed-selectors",
        label: "DKIM selectors",
        about: "Tried beside the likely ones.",
        placeholder: "s1, mail".to_owned(),
        value: settings.selectors.clone(),
        refusal: None,
        on_change: changing(props, |settings, text| settings.selectors = text),
    });
    group(
        "What it checks",
        html! { <>{ domain }{ auto }{ selectors }</> },
    )
}

/// Fields for the extent of the report and the URL of the full one.
fn what_it_shows(props: &SettingsFormProps) -> Html {
    let settings = &props.settings;
    let pick_view = changing(props, |settings, text| settings.view = text);
    let views = radios("embed-view", "View", VIEWS, &settings.view, &pick_view);
    let toggle = changing(props, |settings, section| settings.toggle(&section));
    let sections = parts()
        .into_iter()
        .map(|Offer { value, label, .. }| tick(value, label, "", settings.hides(value), &toggle));
    let report = text_field(TextField {
        id: "embed-report",
        label: "Link to the whole report",
        about: "The domain takes the place of {domain}. Without an address there is no link.",
        placeholder: "https://example.com/report?of={domain}".to_owned(),
        value: settings.report_href.clone(),
        refusal: settings.refused_report_href(),
        on_change: changing(props, |settings, text| settings.report_href = text),
    });
    let here = format!("{}{}", props.site, Route::check("").to_hash());
    let to_here = changing(props, move |settings, _| {
        settings.report_href = format!("{here}{{domain}}");
    });
    let link_here = button(
        "settings__here",
        "Link to this site",
        Callback::from(move |_: MouseEvent| to_here.emit(String::new())),
    );
    let content = html! {
        <>
            { views }
            <details class="fold">
                { text("summary", "", "Leave parts out") }
                <div class="settings__parts">{ for sections }</div>
            </details>
            { report }
            { link_here }
        </>
    };
    group("What it shows", content)
}

/// Fields for the resolver.
fn who_answers(props: &SettingsFormProps) -> Html {
    let settings = &props.settings;
    let mut offers = resolvers();
    offers.push(Offer {
        value: OWN,
        label: "Your own",
        about: "The only one that is asked.",
    });
    let pick = changing(props, |settings, text| settings.resolver = text);
    let own = settings.has_own_resolver().then(|| {
        text_field(TextField {
            id: "embed-resolver",
            label: "Its URL",
            about: "It has to answer web pages (CORS).",
            placeholder: "https://dns.example.net/dns-query".to_owned(),
            value: settings.own_resolver.clone(),
            refusal: settings.refused_resolver(),
            on_change: changing(props, |settings, text| settings.own_resolver = text),
        })
    });
    let content = html! {
        <>
            { radios("embed-resolver-choice", "Resolver that is asked first", &offers, &settings.resolver, &pick) }
            { own.unwrap_or_default() }
        </>
    };
    group("Who answers", content)
}

/// Fields for theme, colors, corners and font.
fn how_it_looks(props: &SettingsFormProps) -> Html {
    let settings = &props.settings;
    let pick_theme = changing(props, |settings, text| settings.theme = text);
    let themes = radios("embed-theme", "Theme", THEMES, &settings.theme, &pick_theme);
    let schemes = [("light", "in light"), ("dark", "in dark")];
    let colors = COLORS.iter().zip(&settings.look.colors).enumerate();
    let colors = colors.flat_map(|(place, (known, shades))| {
        let shades = schemes.iter().zip(shades).enumerate();
        // A fixed theme needs only its own colors.
        let shown = shades.filter(|(_, ((scheme, _), _))| {
            settings.theme == *scheme || schemes.iter().all(|(other, _)| settings.theme != *other)
        });
        let shown = shown.map(move |(scheme, ((_, words), value))| {
            let set = changing(props, move |settings, text| {
                settings.look.set_color(place, scheme, &text);
            });
            color(format!("{} {words}", known.label), value.clone(), &set)
        });
        shown.collect::<Vec<_>>()
    });
    let remarks = settings.look.remarks(&settings.theme);
    let pick_radius = changing(props, |settings, text| settings.look.radius = text);
    let font = text_field(TextField {
        id: "embed-font",
        label: "Font",
        about: "As CSS names it. Without one, the page’s own.",
        placeholder: "Georgia, serif".to_owned(),
        value: settings.look.font.clone(),
        refusal: settings.look.refused_font(),
        on_change: changing(props, |settings, text| settings.look.font = text),
    });
    let content = html! {
        <>
            { themes }
            <div class="settings__colors">{ for colors }</div>
            { for remarks.iter().map(|remark| text("p", "settings__remark", remark)) }
            { radios("embed-radius", "Corners", RADII, &settings.look.radius, &pick_radius) }
            { font }
        </>
    };
    group("How it looks", content)
}

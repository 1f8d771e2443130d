//! The widget.

use dmarc_checker::widget::{CheckActions, Order, Settings, Widget, WidgetProps, badge, whole};

use super::*;

/// Parses settings written as `attribute=value`, separated by semicolons.
fn settings(attributes: &str) -> Settings {
    Settings::read(|name| {
        let attributes = attributes
            .split(';')
            .filter_map(|part| part.split_once('='));
        let value = attributes.into_iter().find(|(other, _)| *other == name);
        value.map(|(_, value)| value.to_owned())
    })
}

/// Renders the widget before any check.
fn idle(attributes: &str) -> Html {
    let settings = settings(attributes);
    let props = WidgetProps {
        order: Order::default().next(settings.domain.clone(), false),
        settings: Rc::new(settings),
        on_event: Callback::noop(),
    };
    html! { <Widget ..props /> }
}

/// Renders a check in a widget.
fn shown(check: &Check, attributes: &str) -> Html {
    let actions = CheckActions {
        on_stop: Callback::noop(),
        on_again: Callback::noop(),
        on_search: Callback::noop(),
    };
    whole(check, &settings(attributes), &actions)
}

#[test]
fn a_widget_begins_with_a_form_and_says_who_is_asked() {
    let html = render(idle, "domain=a.example");
    assert!(html.contains("value=\"a.example\""), "{html}");
    assert!(words(&html).contains("Asks Cloudflare by DNS over HTTPS"));
    let html = render(idle, "hide=form,resolver");
    assert_eq!(words(&html), "");
    let html = render(idle, "domain=no domain");
    assert!(html.contains("aria-invalid=\"true\""), "{html}");
}

#[test]
fn no_link_of_a_widget_leads_into_the_address_of_its_host() {
    for example in EXAMPLES {
        let html = render(|domain| shown(&done(domain), ""), example.domain);
        assert!(!html.contains("<h1"), "{}", example.domain);
        assert!(!html.contains("href=\"#"), "{}", example.domain);
        assert!(!words(&html).contains("Copy link"), "{}", example.domain);
    }
}

#[test]
fn a_whole_widget_says_all_that_the_page_says_but_what_is_hidden() {
    let page = example("reject.example");
    let html = render(|domain| shown(&done(domain), ""), "reject.example");
    for section in [
        "verdict",
        "effects",
        "next-step",
        "record",
        "spf",
        "evidence",
    ] {
        let id = format!(" id=\"{section}\"");
        assert!(page.contains(&id) && html.contains(&id), "{section}");
    }
    let html = render(
        |domain| shown(&done(domain), "hide=spf evidence"),
        "reject.example",
    );
    assert!(!html.contains(" id=\"spf\"") && !html.contains(" id=\"evidence\""));
    assert!(html.contains(" id=\"record\""));
    let glance = html.split("topics__list").nth(1).unwrap();
    assert!(!glance.contains("topics__name\">SPF<"));
}

#[test]
fn a_compact_widget_ends_with_the_next_step_and_a_way_to_the_report() {
    let attributes = "view=compact;report-href=https://host.example/#/check/{domain}";
    let html = render(
        |from| {
            let (domain, attributes) = from.split_once(' ').unwrap();
            shown(&done(domain), attributes)
        },
        &format!("reject.example {attributes}"),
    );
    assert!(html.contains(" id=\"next-step\"") && !html.contains(" id=\"findings\""));
    assert!(html.contains("href=\"https://host.example/#/check/reject.example\""));
    assert!(words(&html).ends_with("The whole report (opens a new tab)"));
}

#[test]
fn a_badge_is_one_line_with_the_stage() {
    let badge_of = |domain: &str| {
        render(
            |domain| badge(&done(domain), &settings("view=badge")),
            domain,
        )
    };
    let verdict = &report_in(&example_zone(), "reject.example")
        .overview
        .verdict;
    let left_out = "Policy only: SPF, DKIM and reports are not checked.";
    let expected = format!(
        "reject.example DMARC: Reject . {} {left_out}",
        verdict.sentence
    );
    let html = badge_of("reject.example");
    assert_eq!(words(&html), expected);
    assert!(html.contains(&format!("title=\"{left_out}\"")), "{html}");
    // A policy alone is never rated good, whatever it asks.
    for example in EXAMPLES {
        assert!(
            !badge_of(example.domain).contains("data-state=\"good\""),
            "{}",
            example.domain
        );
    }
    assert!(badge_of("no-record.example").contains("data-state=\"problem\""));
    let linked = render(
        |domain| badge(&done(domain), &settings("view=badge;report-href=/{domain}")),
        "reject.example",
    );
    assert!(linked.contains("href=\"/reject.example\""), "{linked}");
    assert!(words(&linked).ends_with("(opens a new tab)"), "{linked}");
    let asking = render(
        |domain| {
            let check = Check::new(1, DomainName::new(domain).unwrap());
            badge(&check, &settings("view=badge"))
        },
        "a.example",
    );
    assert_eq!(words(&asking), "a.example DMARC: checking");
}

#[test]
fn a_badge_shows_spf_that_lets_everyone_pass() {
    let html = render(
        |domain| {
            let check = with_report(&report_in(&open_zone(), domain));
            badge(&check, &settings("view=badge"))
        },
        "open.example",
    );
    assert!(
        html.starts_with("<span part=\"badge\" data-state=\"problem\""),
        "{html}"
    );
    let text = words(&html);
    assert!(
        text.starts_with("open.example DMARC: Reject SPF allows anyone . "),
        "{text}"
    );
    assert!(
        text.ends_with("so DMARC stops no forged mail. DKIM and reports are not checked."),
        "{text}"
    );
}

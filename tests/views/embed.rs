//! The page that generates the embed code.

use dmarc_checker::components::{SettingsForm, Surface, block};
use dmarc_checker::embed::{
    Block, COLORS, EVENTS, HOST, PARTS, PROPERTIES, Place, Settings, TARGETS, THEMES, VIEWS, parts,
};
use dmarc_checker::pages;

use super::*;

/// The page, served at this address.
fn opened_at(site: &str) -> String {
    render(
        |site| {
            let content = "./embed/1.2.3/ sha384-element sha384-frame";
            pages::embed(&Place::new(content, site), site)
        },
        site,
    )
}

#[test]
fn the_lines_name_this_very_site() {
    let text = words(&opened_at("https://tools.example/dmarc/"));
    for part in [
        "<script type=\"module\" src=\"https://tools.example/dmarc/embed/1.2.3/dmarc-checker.js\" \
         integrity=\"sha384-element\" crossorigin=\"anonymous\"></script> <dmarc-checker></dmarc-checker>",
        "script-src https://tools.example 'wasm-unsafe-eval'; connect-src https://tools.example \
         https://cloudflare-dns.com",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("was opened from this computer"));
}

#[test]
fn a_site_that_nobody_can_reach_says_so() {
    let text = words(&opened_at("http://127.0.0.1:8080/"));
    assert!(
        text.contains("This page was opened from this computer"),
        "{text}"
    );
    let text = words(&render(
        |site| pages::embed(&Place::new("not-packed", site), site),
        "https://tools.example/",
    ));
    assert!(
        text.contains("This page was built without the folder"),
        "{text}"
    );
}

#[test]
fn everything_that_can_be_set_and_known_is_on_the_page() {
    let html = opened_at("https://tools.example/");
    let text = words(&html);
    for offer in [VIEWS, THEMES, &parts(), TARGETS].concat() {
        assert!(
            html.contains(&format!("value=\"{}\"", offer.value)),
            "{}",
            offer.value
        );
        assert!(text.contains(offer.label), "{}", offer.label);
    }
    for color in COLORS {
        assert!(
            text.contains(&format!("{} in light", color.label)),
            "{}",
            color.label
        );
        assert!(html.contains(color.dark), "{}", color.label);
    }
    for choice in Choice::on_offer() {
        assert!(text.contains(&choice.chosen().name));
    }
    for (name, words) in EVENTS.iter().chain(PROPERTIES).chain(PARTS) {
        assert!(text.contains(name) && text.contains(words), "{name}");
    }
    for (header, _, why) in HOST {
        assert!(text.contains(header) && text.contains(why), "{header}");
    }
    assert_eq!(html.matches("<h1").count(), 1);
}

#[test]
fn a_field_says_why_it_is_refused() {
    let html = render(
        |_| {
            let settings = Settings {
                domain: "192.0.2.1".into(),
                theme: "dark".into(),
                ..Settings::default()
            };
            html! { <SettingsForm {settings} site="https://tools.example/" on_change={Callback::noop()} /> }
        },
        "",
    );
    assert!(
        html.contains("aria-describedby=\"embed-domain-refusal\" aria-invalid=\"true\""),
        "{html}"
    );
    assert!(words(&html).contains("192.0.2.1 is an IP address."));
    // A fixed theme hides the colors of the other one.
    assert!(words(&html).contains("Accent in dark") && !html.contains("Accent in light"));
}

#[test]
fn a_text_to_copy_is_shown_as_text() {
    let html = render(
        |text| {
            block(&Block {
                title: "Your page",
                about: "",
                text: text.to_owned(),
            })
        },
        "<script>alert(1)</script>",
    );
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !html.contains("<script"));
    assert!(
        words(&html).starts_with("Your page Copy Your page <script>"),
        "{html}"
    );
}

#[test]
fn every_section_that_can_be_left_out_is_one_of_a_report() {
    /// The report with this section hidden.
    fn without(section: &str) -> String {
        render(
            |section| {
                let shown = done("reject.example");
                let surface = Surface::Widget {
                    hidden: [section.to_owned()].into(),
                    is_compact: false,
                    report_address: None,
                };
                let rest = |finished: &Finished| {
                    let actions = ReportActions {
                        calls: finished.calls.clone(),
                        on_again: Callback::noop(),
                        on_search: Callback::noop(),
                        surface: surface.clone(),
                    };
                    pages::report(finished, &actions)
                };
                pages::check(
                    &surface,
                    &shown,
                    &Callback::noop(),
                    &Callback::noop(),
                    &rest,
                )
            },
            section,
        )
    }
    let whole = without("");
    for section in parts() {
        // The widget renders these two itself, outside the report.
        if !["form", "resolver"].contains(&section.value) {
            assert!(
                without(section.value).len() < whole.len(),
                "{}",
                section.value
            );
        }
    }
}

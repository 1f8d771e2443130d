//! The SPF section.

use dmarc_checker::Evaluate;
use dmarc_checker::components::{Spf, SpfForm, SpfFormProps, SpfProps, spf, spf_answer};
use dmarc_engine::dns::{Answer, Zone};
use dmarc_engine::domain::DomainName;
use dmarc_engine::report::{SenderField, SenderView, SpfView, Typed};
use dmarc_engine::spf::{MAX_NODES, Tree, check_host};
use futures_util::FutureExt;

use super::*;

/// A shop that sends through a service three records deep, with a broken branch next to it.
const ZONE: &str = "\
    shop.example. 300 TXT \"v=spf1 mx ip4:192.0.2.0/24 include:one.example include:none.example ~all\"\n\
    shop.example. 300 MX 10 mx.example.\n\
    mx.example. 300 A 203.0.113.25\n\
    mx.example. 300 AAAA 2001:db8::25\n\
    one.example. 300 TXT \"v=spf1 include:two.example -all\"\n\
    two.example. 300 TXT \"v=spf1 include:three.example ip4:198.51.100.0/24 -all\"\n\
    three.example. 300 TXT \"v=spf1 ip4:100.64.0.1 -all\"\n\
    typo.example. 300 TXT \"v=spf1 a:192.0.2.1 <b>x</b> -all\"\n\
    parked.example. 300 TXT \"v=spf1 -all\"";

/// The SPF view of a domain in a zone.
fn view_in(zone: &Zone, domain: &str) -> SpfView {
    let domain = DomainName::new(domain).unwrap();
    let mut answers: Vec<Answer> = Vec::new();
    loop {
        let tree = Tree::new(&domain, |question| {
            answers.iter().find(|answer| answer.question == *question)
        });
        match tree.questions().get(answers.len()) {
            Some(question) => answers.push(zone.answer(question)),
            None => return SpfView::new(&tree),
        }
    }
}

/// The zone in this file.
fn zone() -> Zone {
    Zone::from_file("zone", "", ZONE).unwrap()
}

/// The SPF view of a domain in the zone of this file.
fn view(domain: &str) -> SpfView {
    view_in(&zone(), domain)
}

/// Renders the section of a domain.
fn drawn(domain: &str) -> Html {
    spf(&view(domain), None, Html::default())
}

/// The result of checking a sender address.
fn sender(domain: &str, ip: &str) -> SenderView {
    let typed = Typed::default().with(SenderField::Ip, ip.to_owned());
    let session = typed.read(&DomainName::new(domain).unwrap()).unwrap();
    let evaluation = check_host(&zone(), &session).now_or_never().unwrap();
    SenderView::new(&view(domain), &session, &evaluation)
}

/// Renders the section with a sender check, such as `192.0.2.1@shop.example`.
fn asked(from: &str) -> Html {
    let (ip, domain) = from.split_once('@').unwrap();
    let sender = sender(domain, ip);
    spf(&view(domain), Some(&sender), spf_answer(&sender))
}

/// The tags with this class.
fn tags<'a>(html: &'a str, class: &str) -> Vec<&'a str> {
    let class = format!(" class=\"{class}\"");
    let tags = html.split('<').filter_map(|part| part.split('>').next());
    tags.filter(|tag| tag.contains(&class)).collect()
}

/// The `details` tags of the tree.
fn details(html: &str) -> Vec<&str> {
    let mut nodes = tags(html, "tree__node");
    nodes.retain(|tag| tag.starts_with("details"));
    nodes
}

#[test]
fn the_section_says_what_the_report_says() {
    for domain in [
        "shop.example",
        "typo.example",
        "parked.example",
        "nobody.example",
    ] {
        let view = view(domain);
        let html = render(drawn, domain);
        let text = words(&html);
        let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let has = |part: &str| assert!(text.contains(&spaced(part)), "{domain}: {part}: {text}");
        has(&format!("SPF {}: ", view.state.label()));
        has(&view.headline);
        for limit in &view.limits {
            has(&format!("{} {}", limit.name, limit.figures));
            has(&limit.sentence);
        }
        for node in &view.nodes {
            has(&node.sentence);
            for term in &node.terms {
                has(&term.text);
                has(&term.meaning);
                has(&term.cost);
                for note in &term.notes {
                    has(&note.text);
                }
            }
        }
    }
}

#[test]
fn two_levels_and_the_way_to_a_problem_are_open() {
    let html = render(drawn, "shop.example");
    let nodes = details(&html);
    let open: Vec<_> = nodes.iter().map(|node| node.contains(" open")).collect();
    // one.example, two.example and three.example; none.example has nothing to expand.
    assert_eq!(open, [true, false, false]);
    // Every list is inside its term's item, so that screen readers announce the depth.
    assert_eq!(tags(&html, "tree__terms").len(), 4);
    assert_eq!(tags(&html, "tree__term").len(), 5 + 2 + 3 + 2);
}

#[test]
fn a_sender_lights_up_its_way() {
    let html = render(asked, "100.64.0.1@shop.example");
    let text = words(&html);
    assert!(text.contains("Good: Yes: 100.64.0.1 may send as shop.example. SPF result: pass."));
    assert!(text.contains(
        "shop.example : include:one.example matches one.example : include:two.example matches two.example : \
         include:three.example matches three.example : ip4:100.64.0.1 matches"
    ));
    let nodes = details(&html);
    assert!(nodes.iter().all(|node| node.contains(" open")), "{nodes:?}");
    let lit = |class: &str, attribute: &str| {
        let tags = tags(&html, class);
        tags.iter().filter(|tag| tag.contains(attribute)).count()
    };
    assert_eq!(lit("tree__term", "data-on-way"), 4);
    assert_eq!(lit("tree__term", "data-decides"), 1);
    assert_eq!(lit("term", "data-on-way"), 4);
    assert_eq!(lit("term", "data-decides"), 1);
    let decides = html.split("data-decides=\"\"").nth(1).unwrap();
    assert!(words(decides).contains("ip4 :100.64.0.1"), "{decides}");
}

#[test]
fn where_evaluation_breaks_is_lit_up_as_well() {
    let html = render(asked, "203.0.113.99@shop.example");
    let text = words(&html);
    assert!(
        text.contains(
            "Problem: No result: a term leads to none.example, which has no SPF record. Receivers return permerror."
        ),
        "{text}"
    );
    assert!(
        text.contains("shop.example : include:none.example breaks"),
        "{text}"
    );
    assert_eq!(html.matches("data-decides").count(), 2);
}

#[test]
fn problems_are_marked_at_their_characters_and_stay_text() {
    let html = render(drawn, "typo.example");
    assert!(
        html.contains("<mark class=\"marked\">192.0.2.1</mark>"),
        "{html}"
    );
    assert!(
        html.contains("&lt;b&gt;") && !html.contains("<b>x"),
        "{html}"
    );
}

#[test]
fn cells_show_what_is_past_the_limit() {
    let cells = |text: &str| {
        let html = render(
            |text| {
                let mut zone = Zone::new("zone");
                zone.add_text(&DomainName::new("a.example").unwrap(), text);
                spf(&view_in(&zone, "a.example"), None, Html::default())
            },
            text,
        );
        let row = html
            .split("class=\"limit__cells\"")
            .nth(1)
            .unwrap()
            .to_owned();
        let row = row.split("</p>").next().unwrap();
        let count = |class: &str| row.matches(class).count();
        (
            count("limit__cell\""),
            count("limit__cell limit__cell--spent"),
            count("limit__cell limit__cell--over"),
        )
    };
    assert_eq!(cells("v=spf1 -all"), (10, 0, 0));
    assert_eq!(cells(&format!("v=spf1{} -all", " mx".repeat(3))), (7, 3, 0));
    assert_eq!(
        cells(&format!("v=spf1{} -all", " mx".repeat(13))),
        (0, 10, 3)
    );
    assert_eq!(
        cells(&format!("v=spf1{} -all", " mx".repeat(500))),
        (0, 10, 10)
    );
}

#[test]
fn the_form_is_there_when_there_is_a_record() {
    let page = |domain: &str| {
        let evaluate = Evaluate::from(|session| {
            async move { Ok(check_host(&zone(), &session).await) }.boxed_local()
        });
        let view = Rc::new(view(domain));
        html! { <Spf ..SpfProps { view, evaluate } /> }
    };
    let html = render(page, "shop.example");
    let text = words(&html);
    assert!(text.contains("May this address send for shop.example? IP address of the server Ask"));
    assert!(html.contains("placeholder=\"postmaster@shop.example\""));
    for id in ["spf-ip", "spf-sender", "spf-helo"] {
        assert!(html.contains(&format!(" for=\"{id}\"")), "{id}");
        assert!(html.contains(&format!(" id=\"{id}\"")), "{id}");
    }
    assert!(!html.contains(" style="));
    assert!(!render(page, "nobody.example").contains("<form"));

    let html = render(
        |_| {
            let domain = DomainName::new("xn--bcher-kva.example").unwrap();
            let props = SpfFormProps {
                domain,
                name: "bücher.example".into(),
                on_ask: Callback::noop(),
            };
            html! { <SpfForm ..props /> }
        },
        "",
    );
    assert!(words(&html).contains("May this address send for bücher.example?"));
}

#[test]
fn a_hostile_tree_is_drawn() {
    let html = render(
        |_| {
            let mut zone = Zone::new("zone");
            for node in 0..MAX_NODES {
                let name = DomainName::new(&format!("n{node}.example")).unwrap();
                let text = (1..4).map(|step| format!("include:n{}.example", node * 3 + step));
                let text: Vec<_> = text.collect();
                zone.add_text(
                    &name,
                    &format!("v=spf1 {} {} -all", "é".repeat(400), text.join(" ")),
                );
            }
            spf(&view_in(&zone, "n0.example"), None, Html::default())
        },
        "",
    );
    assert!(words(&html).contains("is not allowed in an SPF record."));
    assert!(html.matches("class=\"tree__record\"").count() <= MAX_NODES);
}

//! The vendor table: [`find`], and the parser for `vendors.txt`.

use std::sync::LazyLock;

use super::{Category, Confidence, Kind, Match, Pattern, SpfAlignment, Vendor};

/// `vendors.txt` without its comments and sources, which the build script removes.
const TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/vendors.txt"));

/// The parsed table.
static VENDORS: LazyLock<Vec<Vendor>> = LazyLock::new(|| read(TEXT).0);

/// Every vendor, sorted by name.
pub fn vendors() -> &'static [Vendor] {
    &VENDORS
}

/// Finds the vendor that a name in this kind of place identifies. Labels are compared as a whole, and the longest
/// pattern wins.
///
/// # Example
///
/// ```
/// use dmarc_engine::vendors::{Kind, find};
///
/// let found = find(Kind::SpfInclude, "u123.wl.sendgrid.net").unwrap();
/// assert_eq!(found.vendor.name, "Twilio SendGrid");
/// assert!(find(Kind::SpfInclude, "sendgrid.net.evil.example").is_none());
/// ```
pub fn find(kind: Kind, name: &str) -> Option<Match> {
    let name = name.strip_suffix('.').unwrap_or(name);
    let patterns = vendors().iter().flat_map(|vendor| {
        let patterns = vendor.patterns.iter();
        patterns.map(move |&pattern| Match { vendor, pattern })
    });
    patterns
        .filter(|found| found.pattern.kind == kind && covers(found.pattern.name, name))
        .max_by_key(|found| {
            (
                found.pattern.name.split('.').count(),
                found.pattern.name.len(),
            )
        })
}

/// Whether the name ends in the labels of the pattern, where `*` matches any single label.
fn covers(pattern: &str, name: &str) -> bool {
    // Almost every name fails here, and an SPF tree asks for hundreds of names in each of many simulated steps.
    let fixed = pattern.rsplit('*').next().unwrap_or(pattern);
    let end = name.len().checked_sub(fixed.len());
    let end = end.and_then(|start| name.as_bytes().get(start..));
    if !end.is_some_and(|end| end.eq_ignore_ascii_case(fixed.as_bytes())) {
        return false;
    }
    let mut labels = name.rsplit('.');
    pattern.rsplit('.').all(|wanted| {
        labels
            .next()
            .is_some_and(|label| wanted == "*" || wanted.eq_ignore_ascii_case(label))
    })
}

/// Parses the table; also returns the mistakes in it with their line numbers.
fn read(text: &'static str) -> (Vec<Vendor>, Vec<String>) {
    let (mut vendors, mut problems) = (Vec::new(), Vec::new());
    for (number, line) in (1..).zip(text.lines()) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Err(problem) = read_line(line, &mut vendors) {
            problems.push(format!("line {number}: {problem}: {line}"));
        }
    }
    (vendors, problems)
}

/// Parses a line and adds it to the vendor it belongs to.
fn read_line(line: &'static str, vendors: &mut Vec<Vendor>) -> Result<(), &'static str> {
    let (key, value) = line.split_once(": ").ok_or("no colon and blank")?;
    if key == "vendor" {
        vendors.push(Vendor {
            name: value,
            category: Category::BusinessSoftware,
            patterns: Vec::new(),
            spf_alignment: None,
            signs_for_customer: false,
            selectors: Vec::new(),
            has_other_selectors: false,
            checks_include: false,
            setup: None,
        });
        return Ok(());
    }
    let vendor = vendors.last_mut().ok_or("no vendor before it")?;
    match key {
        "category" => {
            let category = Category::ALL.into_iter().find(|c| c.label() == value);
            vendor.category = category.ok_or("no such category")?;
        }
        "spf aligns" => {
            let alignment = SpfAlignment::ALL.into_iter().find(|a| a.as_str() == value);
            vendor.spf_alignment = Some(alignment.ok_or("no such value")?);
        }
        "dkim aligns" if value == "yes" => vendor.signs_for_customer = true,
        "selectors" => vendor.selectors = value.split(' ').collect(),
        "selectors vary" if value == "yes" => vendor.has_other_selectors = true,
        "include checked" if value == "yes" => vendor.checks_include = true,
        "setup" => vendor.setup = Some(value),
        _ => {
            let kind = Kind::ALL.into_iter().find(|kind| kind.as_str() == key);
            let kind = kind.ok_or("no such line")?;
            vendor.patterns.extend(value.split(' ').map(|name| {
                let probable = name.strip_prefix('?');
                Pattern {
                    kind,
                    name: probable.unwrap_or(name),
                    confidence: match probable {
                        Some(_) => Confidence::Probable,
                        None => Confidence::Certain,
                    },
                }
            }));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// The table in its source form.
    const WHOLE: &str = include_str!("vendors.txt");

    /// The lines of each vendor in the source form, as key and value.
    fn blocks() -> Vec<Vec<(&'static str, &'static str)>> {
        let blocks = WHOLE.split("\n\n").skip(1);
        let lines = |block: &'static str| block.lines().filter_map(|line| line.split_once(": "));
        blocks.map(|block| lines(block).collect()).collect()
    }

    /// Whether the text is a lowercase host name without a final dot.
    fn is_host(name: &str) -> bool {
        name.contains('.')
            && name.split('.').all(|label| {
                (1..=63).contains(&label.len())
                    && (label == "*"
                        || label
                            .bytes()
                            .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_')))
            })
    }

    #[test]
    fn the_table_is_in_order() {
        let (vendors, problems) = read(TEXT);
        assert!(problems.is_empty(), "{}", problems.join("\n"));
        assert!(vendors.len() > 100);
        let names: Vec<_> = vendors.iter().map(|v| v.name.to_lowercase()).collect();
        let unordered = names.windows(2).find(|pair| pair[0] >= pair[1]);
        assert_eq!(unordered, None, "vendors out of order or twice");
        let blocks = blocks();
        assert_eq!(blocks.len(), vendors.len());
        for (block, vendor) in blocks.iter().zip(&vendors) {
            assert_eq!(block[0], ("vendor", vendor.name));
            assert_eq!(block[1].0, "category", "{}", vendor.name);
            let mut seen = HashSet::new();
            for (key, _) in block.iter().filter(|(key, _)| *key != "source") {
                assert!(seen.insert(key), "{}: {key} stands twice", vendor.name);
            }
        }
    }

    #[test]
    fn what_only_editors_need_is_no_part_of_the_program() {
        assert!(!TEXT.contains("source: ") && !TEXT.contains(": unknown"));
        assert!(!TEXT.contains('#') && !TEXT.contains("\n\n"));
    }

    /// Whether the text begins with a date and a blank, followed by more text.
    fn is_dated(source: &str) -> bool {
        let Some((day, place)) = source.split_once(' ') else {
            return false;
        };
        let parts: Vec<_> = day.split('-').map(str::len).collect();
        let is_day = day.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        is_day && parts == [4, 2, 2] && !place.is_empty()
    }

    #[test]
    fn every_vendor_that_sends_is_described_and_has_a_source() {
        let (mut sending, mut known) = (0, 0);
        for (block, vendor) in blocks().iter().zip(vendors()) {
            let values = |key| block.iter().filter(move |line| line.0 == key);
            for (_, source) in values("source") {
                assert!(is_dated(source), "{}: {source}", vendor.name);
            }
            if !vendor.is_sender() || vendor.name.starts_with("Example ") {
                continue;
            }
            sending += 1;
            for key in ["category", "spf aligns", "dkim aligns", "source"] {
                assert!(values(key).next().is_some(), "{}: {key}", vendor.name);
            }
            let selectors = values("selectors").chain(values("selectors vary"));
            assert!(selectors.count() > 0, "{}: selectors", vendor.name);
            assert!(vendor.what_to_do().is_some(), "{}: setup", vendor.name);
            known += usize::from(!block.iter().any(|line| line.1 == "unknown"));
        }
        assert!(sending >= 120, "{sending} vendors that send");
        assert!(known >= 50, "{known} of which everything is known");
    }

    #[test]
    fn includes_that_do_nothing_belong_to_vendors_with_a_bounce_address_elsewhere() {
        let aligns = |name: &str| {
            let vendor = vendors().iter().find(|vendor| vendor.name == name);
            vendor.unwrap().spf_alignment.map(SpfAlignment::as_str)
        };
        for (vendor, expected) in [
            ("Adobe Marketo Engage", Some("return-path")),
            ("Amazon SES", Some("return-path")),
            ("Atlassian Cloud", Some("return-path")),
            ("Barracuda Email Security", Some("yes")),
            ("Brevo", Some("dedicated-ip")),
            ("Customer.io", Some("return-path")),
            ("Freshdesk", Some("return-path")),
            ("Google Workspace", Some("yes")),
            ("HubSpot", Some("dedicated-ip")),
            ("Klaviyo", Some("return-path")),
            ("Mailchimp", Some("never")),
            ("Mailgun", Some("yes")),
            ("Mailjet", Some("return-path")),
            ("Microsoft 365", Some("yes")),
            ("Mimecast", Some("yes")),
            ("Oracle NetSuite", None),
            ("Postmark", Some("return-path")),
            ("Proofpoint Email Protection", Some("yes")),
            ("Salesforce", Some("setting")),
            ("Salesforce Account Engagement (Pardot)", None),
            ("Salesforce Marketing Cloud", Some("return-path")),
            ("Trend Micro Email Security", Some("yes")),
            ("Twilio SendGrid", Some("return-path")),
            ("Zendesk", None),
            ("Zoho Mail", Some("yes")),
        ] {
            assert_eq!(aligns(vendor), expected, "{vendor}");
        }
        let checks = vendors().iter().filter(|vendor| vendor.checks_include);
        let checks: Vec<_> = checks.map(|vendor| vendor.name).collect();
        assert!(checks.contains(&"Atlassian Cloud") && !checks.contains(&"Klaviyo"));
    }

    #[test]
    fn the_names_in_the_table() {
        let mut seen = HashSet::new();
        for vendor in vendors() {
            let is_known = !vendor.patterns.is_empty() || !vendor.selectors.is_empty();
            assert!(is_known, "{} cannot be found", vendor.name);
            for pattern in &vendor.patterns {
                let name = pattern.name;
                assert!(is_host(name), "{}: {name}", vendor.name);
                assert!(seen.insert((pattern.kind, name)), "{name} stands twice");
                let reports = pattern.kind == Kind::ReportHost;
                assert!(
                    reports || vendor.category != Category::ReportProcessor,
                    "{name}"
                );
                let found = find(pattern.kind, &name.replace('*', "x")).unwrap();
                assert_eq!(found.vendor.name, vendor.name, "{name}");
            }
            let mut selectors = HashSet::new();
            for selector in &vendor.selectors {
                assert!(selectors.insert(selector), "{}: {selector}", vendor.name);
                assert!(
                    is_host(&format!("{selector}.x")),
                    "{}: {selector}",
                    vendor.name
                );
            }
            if let Some(sentence) = vendor.what_to_do() {
                assert!(
                    sentence.ends_with('.') && !sentence.contains(". "),
                    "{sentence}"
                );
            }
        }
    }

    #[test]
    fn labels_are_compared_whole_and_the_longest_pattern_wins() {
        let name = |kind, name| find(kind, name).map(|found| found.vendor.name);
        for (host, expected) in [
            ("_spf.google.com", Some("Google Workspace")),
            ("_SPF.Google.COM.", Some("Google Workspace")),
            ("google.com", None),
            ("x_spf.google.com", None),
            ("sendgrid.net.evil.example", None),
            ("secureserver.net", Some("GoDaddy Professional Email")),
            (
                "spf.em.secureserver.net",
                Some("GoDaddy Websites + Marketing"),
            ),
            ("eu._netblocks.mimecast.com", Some("Mimecast")),
            (
                "%{i}._ip.%{h}._ehlo.%{d}._spf.vali.email",
                Some("Valimail SPF"),
            ),
            ("123.spf04.hubspotemail.net", Some("HubSpot")),
            (
                "spf.tmes-anz.trendmicro.com",
                Some("Trend Micro Email Security"),
            ),
            (
                "spf.ess.de.barracudanetworks.com",
                Some("Barracuda Email Security"),
            ),
            ("trendmicro.com", None),
            (
                "marketing.dynamics.com",
                Some("Dynamics 365 Customer Insights"),
            ),
            ("autotask.net", Some("Autotask")),
            ("_spf.mailersend.net", Some("MailerSend")),
            ("", None),
        ] {
            assert_eq!(name(Kind::SpfInclude, host), expected, "{host}");
        }
        let mx = |host| name(Kind::Mx, host);
        assert_eq!(
            mx("a-com.mail.protection.outlook.com"),
            Some("Microsoft 365")
        );
        assert_eq!(mx("x.olc.protection.outlook.com"), Some("Outlook.com"));
        assert_eq!(
            mx("inbound-smtp.eu-west-1.amazonaws.com"),
            Some("Amazon SES")
        );
        assert_eq!(mx("ec2-192-0-2-1.compute.amazonaws.com"), None);
        assert_eq!(
            name(Kind::ReportHost, "ag.eu.dmarcian.com"),
            Some("dmarcian")
        );
        let probable = find(Kind::SpfInclude, "spf.workday.com").unwrap().pattern;
        assert_eq!(probable.confidence, Confidence::Probable);
    }

    #[test]
    fn mistakes_in_the_table_are_named_with_their_line() {
        let text = "# x\ncategory: relay\nvendor: A\ncategory: carrier pigeon\nmx a.example\nspf aligns: no";
        assert_eq!(
            read(text).1,
            [
                "line 2: no vendor before it: category: relay",
                "line 4: no such category: category: carrier pigeon",
                "line 5: no colon and blank: mx a.example",
                "line 6: no such value: spf aligns: no",
            ]
        );
    }
}

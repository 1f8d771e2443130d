//! The HTML to paste: [`element_tag`], [`frame_tag`] and their scripts.

use super::{Place, Settings};
use crate::route::encoded;

/// A snippet to copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Where to put it, such as a file name.
    pub title: &'static str,
    /// Additional explanation; may be empty.
    pub about: &'static str,
    /// The snippet itself.
    pub text: String,
}

/// Name and value of an attribute; an empty value makes it a boolean attribute.
pub(super) type Attribute = (String, String);

/// The tag of the element.
pub fn element_tag(settings: &Settings) -> String {
    closed("dmarc-checker", &element_attributes(settings))
}

/// The attributes that differ from the defaults.
pub(super) fn element_attributes(settings: &Settings) -> Vec<Attribute> {
    let attributes = settings.attributes().into_iter();
    attributes
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// The script tag that defines the element.
pub(super) fn element_script(place: &Place) -> String {
    script(place.element(), place.element_integrity())
}

/// The iframe tag, with the settings in its URL.
pub fn frame_tag(settings: &Settings, place: &Place) -> String {
    let attributes = settings.attributes().into_iter();
    let query: Vec<_> = attributes
        .map(|(name, value)| {
            if value.is_empty() {
                name.to_owned()
            } else {
                format!("{name}={}", encoded(&value))
            }
        })
        .collect();
    let mut address = place.frame();
    if !query.is_empty() {
        address.push('?');
        address.push_str(&query.join("&"));
    }
    // Reserved until the frame reports its height.
    let height = match settings.view.as_str() {
        "badge" => "48",
        "compact" => "420",
        _ => "640",
    };
    let attributes = [
        ("class", "dmarc-checker"),
        ("src", &address),
        ("title", "DMARC checker"),
        ("height", height),
        ("loading", "lazy"),
        ("allow", "clipboard-write"),
    ];
    closed("iframe", &attributes.map(owned))
}

/// The script tag that adjusts the height of the iframe.
pub(super) fn frame_script(place: &Place) -> String {
    script(place.frame_host(), place.frame_host_integrity())
}

/// The tag of a module in the folder. The integrity makes sure that it is the packed version.
fn script(address: String, integrity: Option<&str>) -> String {
    let mut attributes = vec![owned(("type", "module")), ("src".to_owned(), address)];
    if let Some(integrity) = integrity {
        attributes.push(owned(("integrity", integrity)));
    }
    attributes.push(owned(("crossorigin", "anonymous")));
    closed("script", &attributes)
}

fn owned((name, value): (&str, &str)) -> Attribute {
    (name.to_owned(), value.to_owned())
}

/// An element without content, with its closing tag.
pub(super) fn closed(name: &str, attributes: &[Attribute]) -> String {
    format!("{}></{name}>", opening(name, attributes))
}

/// An opening tag without its closing bracket. Valid in HTML, JSX and Vue templates.
pub(super) fn opening(name: &str, attributes: &[Attribute]) -> String {
    let mut tag = format!("<{name}");
    for (name, value) in attributes {
        tag.push(' ');
        tag.push_str(name);
        if !value.is_empty() {
            tag.push_str("=\"");
            tag.push_str(&escaped(value));
            tag.push('"');
        }
    }
    tag
}

/// Escapes a text for use in attribute values and content.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder on a web server.
    fn place() -> Place {
        let content = "./embed/1.2.3/ sha384-element sha384-frame";
        Place::new(content, "https://tools.example/")
    }

    #[test]
    fn two_lines_make_a_checker() {
        assert_eq!(
            element_script(&place()),
            "<script type=\"module\" src=\"https://tools.example/embed/1.2.3/dmarc-checker.js\" \
             integrity=\"sha384-element\" crossorigin=\"anonymous\"></script>"
        );
        assert_eq!(
            element_tag(&Settings::default()),
            "<dmarc-checker></dmarc-checker>"
        );
        let settings = Settings {
            domain: "example.com".into(),
            is_auto: true,
            ..Settings::default()
        };
        assert_eq!(
            element_tag(&settings),
            "<dmarc-checker domain=\"example.com\" auto></dmarc-checker>"
        );
    }

    #[test]
    fn without_integrity_the_attribute_is_left_out() {
        let place = Place::new("not-packed", "https://tools.example/");
        let script = element_script(&place);
        assert!(
            !script.contains("integrity") && script.contains("crossorigin"),
            "{script}"
        );
    }

    #[test]
    fn an_iframe_carries_the_settings_in_its_address() {
        let settings = Settings {
            domain: "example.com".into(),
            is_auto: true,
            view: "compact".into(),
            report_href: "https://tools.example/?a=1&b=2#/check/{domain}".into(),
            ..Settings::default()
        };
        assert_eq!(
            frame_tag(&settings, &place()),
            "<iframe class=\"dmarc-checker\" src=\"https://tools.example/embed/1.2.3/frame.html?domain=example.com&amp;auto&amp;\
             view=compact&amp;report-href=https%3A%2F%2Ftools.example%2F%3Fa%3D1%26b%3D2%23%2Fcheck%2F%7Bdomain%7D\" \
             title=\"DMARC checker\" height=\"420\" loading=\"lazy\" allow=\"clipboard-write\"></iframe>"
        );
        assert_eq!(
            frame_script(&place()),
            "<script type=\"module\" src=\"https://tools.example/embed/1.2.3/frame-host.js\" \
             integrity=\"sha384-frame\" crossorigin=\"anonymous\"></script>"
        );
    }

    #[test]
    fn hostile_values_stay_values() {
        let settings = Settings {
            selectors: "\"><script>alert(1)</script>".into(),
            report_href: "/'onerror=\"alert(2)\"&{domain}".into(),
            ..Settings::default()
        };
        assert_eq!(
            element_tag(&settings),
            "<dmarc-checker selectors=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\" \
             report-href=\"/&#39;onerror=&quot;alert(2)&quot;&amp;{domain}\"></dmarc-checker>"
        );
        let frame = frame_tag(&settings, &place());
        assert!(
            frame.contains("?selectors=%22%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E&amp;report-href=%2F%27onerror"),
            "{frame}"
        );
        // The URL of the page is untrusted too.
        let place = Place::new(
            "./embed/1.2.3/ sha384-a sha384-b",
            "https://tools.example/\"><script>/index.html",
        );
        let script = element_script(&place);
        assert!(
            script.contains("example/&quot;&gt;&lt;script&gt;/embed/"),
            "{script}"
        );
    }
}

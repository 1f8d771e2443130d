//! [`recipe`]: the snippets for each kind of page.

use super::settings::offer;
use super::snippet::{
    Attribute, Block, closed, element_attributes, element_script, frame_script, opening,
};
use super::{Offer, Place, Settings, element_tag, frame_tag};

/// The kinds of pages; the first is selected initially.
pub const TARGETS: &[Offer] = &[
    offer("html", "HTML", "Any page whose source is at hand."),
    offer(
        "iframe",
        "iframe",
        "For pages whose policy forbids WebAssembly. Colors, corners and font stay as they are, and light or dark is the \
         visitor’s unless a theme is picked.",
    ),
    offer("react", "React", "React 19 or later."),
    offer("vue", "Vue", "Vue 3."),
    offer("wordpress", "WordPress", "WordPress 6.5 or later."),
];

/// How the checker is embedded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavor {
    /// As the custom element.
    Element,
    /// As an iframe.
    Frame,
}

/// The snippets for one kind of page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipe {
    pub flavor: Flavor,
    /// The snippets, in the order of the steps.
    pub blocks: Vec<Block>,
}

/// Returns the snippets for one of [`TARGETS`].
pub fn recipe(target: &str, settings: &Settings, place: &Place) -> Recipe {
    let (flavor, mut blocks) = match target {
        "iframe" => (Flavor::Frame, iframe(settings, place)),
        "react" => (Flavor::Element, react(settings, place)),
        "vue" => (Flavor::Element, vue(settings, place)),
        "wordpress" => (Flavor::Element, wordpress(settings, place)),
        _ => (Flavor::Element, html(settings, place)),
    };
    let rule = settings.look.rule(&settings.theme);
    if flavor == Flavor::Element && !rule.is_empty() {
        // Before the optional snippets.
        let at = if target == "html" { 1 } else { blocks.len() };
        blocks.insert(at, block("Your style sheet", "", rule));
    }
    Recipe { flavor, blocks }
}

fn block(title: &'static str, about: &'static str, text: String) -> Block {
    Block { title, about, text }
}

/// Script and element, and a listener for results.
fn html(settings: &Settings, place: &Place) -> Vec<Block> {
    let lines = format!("{}\n{}", element_script(place), element_tag(settings));
    let listen = "<script type=\"module\">\n  \
                  const checker = document.querySelector(\"dmarc-checker\");\n  \
                  checker.addEventListener(\"dmarc-result\", (event) => {\n    \
                  console.log(event.detail.domain, event.detail.stage, event.detail.verdict);\n  \
                  });\n\
                  </script>";
    vec![
        block(
            "Your page",
            "The script goes in once, however many checkers the page has. What stands between the tags of a checker is \
             shown until the script has run, and where the checker cannot start.",
            lines,
        ),
        block(
            "If your page wants to know the result",
            "",
            listen.to_owned(),
        ),
    ]
}

/// Script and iframe, and the CSS rule that gives the iframe full width and no border.
fn iframe(settings: &Settings, place: &Place) -> Vec<Block> {
    let lines = format!("{}\n{}", frame_script(place), frame_tag(settings, place));
    let rule = "iframe.dmarc-checker {\n  display: block;\n  width: 100%;\n  border: 0;\n}";
    vec![
        block(
            "Your page",
            "The script gives the iframe the height that it needs, and passes its events on. Without the script the \
             iframe scrolls.",
            lines,
        ),
        block("Your style sheet", "", rule.to_owned()),
    ]
}

/// The script tag that React and Vue apps both need.
fn index_html(place: &Place) -> Block {
    block("index.html, in the head", "", element_script(place))
}

/// A component that passes the result to its parent.
fn react(settings: &Settings, place: &Place) -> Vec<Block> {
    let tag = opening("dmarc-checker", &element_attributes(settings));
    let component = format!(
        "export function DmarcChecker({{ onResult }}) {{\n  \
         return (\n    \
         {tag} ondmarc-result={{(event) => onResult?.(event.detail)}} />\n  \
         );\n\
         }}"
    );
    vec![
        index_html(place),
        block(
            "DmarcChecker.jsx",
            "React 18 knows no events of custom elements: leave out ondmarc-result there, and call addEventListener on a \
             ref in an effect.",
            component,
        ),
    ]
}

/// A component that passes the result to its parent, and the Vite setting that tells Vue it is a custom element.
fn vue(settings: &Settings, place: &Place) -> Vec<Block> {
    let tag = opening("dmarc-checker", &element_attributes(settings));
    let config = "import vue from \"@vitejs/plugin-vue\";\n\
                  import { defineConfig } from \"vite\";\n\n\
                  export default defineConfig({\n  \
                  plugins: [\n    \
                  vue({\n      \
                  template: {\n        \
                  compilerOptions: { isCustomElement: (tag) => tag === \"dmarc-checker\" },\n      \
                  },\n    \
                  }),\n  \
                  ],\n\
                  });";
    let component = format!(
        "<script setup>\n\
         const emit = defineEmits([\"result\"]);\n\
         </script>\n\n\
         <template>\n  \
         {tag} @dmarc-result=\"emit('result', $event.detail)\"></dmarc-checker>\n\
         </template>"
    );
    vec![
        index_html(place),
        block("vite.config.js", "", config.to_owned()),
        block("DmarcChecker.vue", "", component),
    ]
}

/// A plugin that loads the module and allows the element in posts, and the HTML for the post.
fn wordpress(settings: &Settings, place: &Place) -> Vec<Block> {
    let address = php(&place.element());
    let integrity = place
        .element_integrity()
        .map_or_else(String::new, |integrity| {
            format!("\t\t$attributes['integrity']   = {};\n", php(integrity))
        });
    let plugin = format!(
        "<?php\n\
         /* Plugin Name: DMARC checker */\n\n\
         add_action( 'wp_enqueue_scripts', function () {{\n\
         \twp_enqueue_script_module( 'dmarc-checker', {address}, array(), null );\n\
         }} );\n\n\
         add_filter( 'wp_script_attributes', function ( $attributes ) {{\n\
         \tif ( 'dmarc-checker-js-module' === ( $attributes['id'] ?? '' ) ) {{\n\
         {integrity}\
         \t\t$attributes['crossorigin'] = 'anonymous';\n\
         \t}}\n\
         \treturn $attributes;\n\
         }} );\n\n\
         add_filter( 'wp_kses_allowed_html', function ( $tags, $context ) {{\n\
         \tif ( 'post' === $context ) {{\n\
         \t\t$tags['dmarc-checker'] = array( 'data-*' => true );\n\
         \t}}\n\
         \treturn $tags;\n\
         }}, 10, 2 );"
    );
    let attributes = element_attributes(settings).into_iter();
    let attributes: Vec<Attribute> = attributes
        .map(|(name, value)| (format!("data-{name}"), value))
        .collect();
    vec![
        block(
            "wp-content/plugins/dmarc-checker.php",
            "Switch it on under Plugins. It loads the module, and lets authors use the element: WordPress takes unknown \
             elements and attributes out of what they write.",
            plugin,
        ),
        block(
            "A Custom HTML block",
            "The names that begin with data- mean the same.",
            closed("dmarc-checker", &attributes),
        ),
    ]
}

/// Formats a PHP string literal.
fn php(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder on a web server.
    fn place() -> Place {
        let content = "./embed/1.2.3/ sha384-element sha384-frame";
        Place::new(content, "https://tools.example/")
    }

    /// Settings with some values changed.
    fn settings() -> Settings {
        Settings {
            domain: "example.com".into(),
            is_auto: true,
            view: "compact".into(),
            ..Settings::default()
        }
    }

    /// Titles and texts of the snippets for one kind of page.
    fn texts(target: &str, settings: &Settings) -> Vec<(&'static str, String)> {
        let blocks = recipe(target, settings, &place()).blocks.into_iter();
        blocks.map(|block| (block.title, block.text)).collect()
    }

    /// The script tag of the element.
    const SCRIPT: &str = "<script type=\"module\" src=\"https://tools.example/embed/1.2.3/dmarc-checker.js\" \
                          integrity=\"sha384-element\" crossorigin=\"anonymous\"></script>";

    #[test]
    fn html_takes_two_lines() {
        let texts = texts("html", &settings());
        let element =
            "<dmarc-checker domain=\"example.com\" auto view=\"compact\"></dmarc-checker>";
        assert_eq!(texts[0], ("Your page", format!("{SCRIPT}\n{element}")));
        assert!(texts[1].1.contains("addEventListener(\"dmarc-result\""));
        assert_eq!(texts.len(), 2);
    }

    #[test]
    fn a_look_comes_as_a_rule_for_the_element_alone() {
        let mut settings = settings();
        settings.look.radius = "0".into();
        let rule = (
            "Your style sheet",
            "dmarc-checker {\n  --dmarc-radius: 0;\n}".to_owned(),
        );
        for target in TARGETS {
            let has_rule = texts(target.value, &settings).contains(&rule);
            assert_eq!(has_rule, target.value != "iframe", "{}", target.value);
        }
        assert_eq!(texts("html", &settings)[1], rule);
    }

    #[test]
    fn an_iframe_takes_two_lines_and_a_rule() {
        let recipe = recipe("iframe", &settings(), &place());
        assert_eq!(recipe.flavor, Flavor::Frame);
        let [lines, rule] = recipe.blocks.as_slice() else {
            panic!("{recipe:?}");
        };
        assert!(lines.text.starts_with(
            "<script type=\"module\" src=\"https://tools.example/embed/1.2.3/frame-host.js\""
        ));
        assert!(lines.text.contains("\n<iframe class=\"dmarc-checker\""));
        assert!(rule.text.starts_with("iframe.dmarc-checker {"));
    }

    #[test]
    fn react_listens_by_a_property() {
        assert_eq!(
            texts("react", &settings()),
            [
                ("index.html, in the head", SCRIPT.to_owned()),
                (
                    "DmarcChecker.jsx",
                    "export function DmarcChecker({ onResult }) {\n  \
                     return (\n    \
                     <dmarc-checker domain=\"example.com\" auto view=\"compact\" \
                     ondmarc-result={(event) => onResult?.(event.detail)} />\n  \
                     );\n\
                     }"
                    .to_owned()
                ),
            ]
        );
    }

    #[test]
    fn vue_is_told_that_it_is_no_component() {
        let texts = texts("vue", &settings());
        assert!(
            texts[1]
                .1
                .contains("isCustomElement: (tag) => tag === \"dmarc-checker\"")
        );
        assert_eq!(
            texts[2].1,
            "<script setup>\n\
             const emit = defineEmits([\"result\"]);\n\
             </script>\n\n\
             <template>\n  \
             <dmarc-checker domain=\"example.com\" auto view=\"compact\" \
             @dmarc-result=\"emit('result', $event.detail)\"></dmarc-checker>\n\
             </template>"
        );
    }

    #[test]
    fn wordpress_loads_the_module_and_keeps_the_element() {
        let texts = texts("wordpress", &settings());
        assert_eq!(
            texts[0].1,
            "<?php\n\
             /* Plugin Name: DMARC checker */\n\n\
             add_action( 'wp_enqueue_scripts', function () {\n\
             \twp_enqueue_script_module( 'dmarc-checker', 'https://tools.example/embed/1.2.3/dmarc-checker.js', \
             array(), null );\n\
             } );\n\n\
             add_filter( 'wp_script_attributes', function ( $attributes ) {\n\
             \tif ( 'dmarc-checker-js-module' === ( $attributes['id'] ?? '' ) ) {\n\
             \t\t$attributes['integrity']   = 'sha384-element';\n\
             \t\t$attributes['crossorigin'] = 'anonymous';\n\
             \t}\n\
             \treturn $attributes;\n\
             } );\n\n\
             add_filter( 'wp_kses_allowed_html', function ( $tags, $context ) {\n\
             \tif ( 'post' === $context ) {\n\
             \t\t$tags['dmarc-checker'] = array( 'data-*' => true );\n\
             \t}\n\
             \treturn $tags;\n\
             }, 10, 2 );"
        );
        assert_eq!(
            texts[1].1,
            "<dmarc-checker data-domain=\"example.com\" data-auto data-view=\"compact\"></dmarc-checker>"
        );
    }

    #[test]
    fn hostile_texts_stay_texts_in_php() {
        let page = "https://tools.example/'.system('id').'\\/";
        let place = Place::new("./embed/1.2.3/ sha384-a sha384-b", page);
        let plugin = &recipe("wordpress", &settings(), &place).blocks[0].text;
        assert!(
            plugin.contains(
                "'https://tools.example/\\'.system(\\'id\\').\\'\\\\/embed/1.2.3/dmarc-checker.js'"
            ),
            "{plugin}"
        );
    }
}

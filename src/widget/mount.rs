//! [`Mount`]: a widget in its place.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::Element;
use yew::{AppHandle, Callback};

use super::{Event, Order, Settings, Widget, WidgetProps};
use crate::{later, suffix_list};

/// A widget in its place, as the script of its element holds it.
pub struct Mount {
    /// The program; it is gone once the element left the page.
    app: RefCell<Option<AppHandle<Widget>>>,
    /// What it was given last.
    props: RefCell<WidgetProps>,
    /// Gives the value of an attribute by its name, or nothing.
    attribute: Function,
}

impl Mount {
    /// Shows a widget in `place`. `attribute` gives the value of an attribute by its name, `on_event` is called with the
    /// name of an event and an object that says more; `folder` is where the files of the widget are, with a slash at its end.
    pub fn new(place: Element, attribute: Function, on_event: Function, folder: &str) -> Self {
        suffix_list::is_in(folder);
        let settings = read(&attribute);
        let order = Order::default().next(settings.domain.clone(), settings.is_automatic);
        let props = WidgetProps {
            settings: Rc::new(settings),
            order,
            on_event: Callback::from(move |event| tell(&on_event, event)),
        };
        let app = yew::Renderer::<Widget>::with_root_and_props(place, props.clone()).render();
        Self {
            app: RefCell::new(Some(app)),
            props: RefCell::new(props),
            attribute,
        }
    }

    /// Reads the attributes again.
    pub fn refresh(&self) {
        let settings = read(&self.attribute);
        self.update(|props| {
            let before = &props.settings;
            let is_other = before.domain != settings.domain;
            let is_set_off = settings.is_automatic && !before.is_automatic;
            if is_other || is_set_off {
                props.order = props
                    .order
                    .next(settings.domain.clone(), settings.is_automatic);
            }
            props.settings = Rc::new(settings);
        });
    }

    /// Checks a domain, as a person might type it; that of the attribute if none is given.
    pub fn check(&self, domain: Option<String>) {
        self.update(|props| {
            let text = domain.unwrap_or_else(|| props.settings.domain.clone());
            props.order = props.order.next(text, true);
        });
    }

    /// Ends the check, and empties the form.
    pub fn reset(&self) {
        self.update(|props| props.order = props.order.next("", false));
    }

    /// Takes the widget away, and ends its check.
    pub fn destroy(&self) {
        if let Some(app) = self.app.borrow_mut().take() {
            app.destroy();
        }
    }

    /// Changes what the widget is given.
    fn update(&self, change: impl FnOnce(&mut WidgetProps)) {
        change(&mut self.props.borrow_mut());
        let props = self.props.borrow().clone();
        if let Some(app) = self.app.borrow_mut().as_mut() {
            app.update(props);
        }
    }
}

/// Reads the attributes.
fn read(attribute: &Function) -> Settings {
    Settings::read(|name| {
        let value = attribute.call1(&JsValue::NULL, &JsValue::from_str(name));
        value.ok()?.as_string()
    })
}

/// Tells the script what happened.
fn tell(on_event: &Function, event: Event) {
    let (name, detail) = match event {
        Event::Start(domain) => ("start", object(&[("domain", domain.into())])),
        Event::Progress(answered, asked) => {
            let count = |count: usize| JsValue::from(u32::try_from(count).unwrap_or(u32::MAX));
            let detail = [("answered", count(answered)), ("asked", count(asked))];
            ("progress", object(&detail))
        }
        Event::Result(report) => ("result", later::object(&report)),
        Event::Error {
            code,
            message,
            report,
        } => {
            let report = report.map_or(JsValue::NULL, |report| later::object(&report));
            let detail = [
                ("code", code.into()),
                ("message", message.into()),
                ("report", report),
            ];
            ("error", object(&detail))
        }
    };
    // What the host does about it is the host's.
    let _ = on_event.call2(&JsValue::NULL, &JsValue::from_str(name), &detail);
}

/// An object with these members.
fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        // Setting a member of a new object does not fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}

//! [`Mount`]: the interface between the script of the element and its widget.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::Element;
use yew::{AppHandle, Callback};

use super::{Event, Order, Settings, Widget, WidgetProps};
use crate::{later, suffix_list};

/// A mounted widget, held by the script of its element.
pub struct Mount {
    /// The running app; `None` once destroyed.
    app: RefCell<Option<AppHandle<Widget>>>,
    /// The latest properties.
    props: RefCell<WidgetProps>,
    /// JS function that returns the value of an attribute by its name.
    attribute: Function,
}

impl Mount {
    /// Renders a widget into `place`. `attribute` returns the value of an attribute by its name, `on_event` receives the name of
    /// an event and an object with its details, and `folder` is the URL of the widget's files, with a trailing slash.
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

    /// Rereads the attributes. A changed `domain` or a newly set `auto` replaces the current check.
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

    /// Checks a domain as typed; without one, the domain of the attribute.
    pub fn check(&self, domain: Option<String>) {
        self.update(|props| {
            let text = domain.unwrap_or_else(|| props.settings.domain.clone());
            props.order = props.order.next(text, true);
        });
    }

    /// Aborts the check and clears the form.
    pub fn reset(&self) {
        self.update(|props| props.order = props.order.next("", false));
    }

    /// Unmounts the widget and aborts its check.
    pub fn destroy(&self) {
        if let Some(app) = self.app.borrow_mut().take() {
            app.destroy();
        }
    }

    /// Changes the properties and rerenders.
    fn update(&self, change: impl FnOnce(&mut WidgetProps)) {
        change(&mut self.props.borrow_mut());
        let props = self.props.borrow().clone();
        if let Some(app) = self.app.borrow_mut().as_mut() {
            app.update(props);
        }
    }
}

/// Reads the settings from the attributes.
fn read(attribute: &Function) -> Settings {
    Settings::read(|name| {
        let value = attribute.call1(&JsValue::NULL, &JsValue::from_str(name));
        value.ok()?.as_string()
    })
}

/// Passes an event to the script of the element.
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
    // Errors thrown by the host's handler are not ours to handle.
    let _ = on_event.call2(&JsValue::NULL, &JsValue::from_str(name), &detail);
}

/// Creates a JS object with these members.
fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        // Setting a member of a new object can't fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}

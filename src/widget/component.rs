//! [`Widget`]: the root component of a widget on another site.

use std::rc::Rc;

use yew::prelude::*;

use super::{CheckActions, Event, Settings, Told, View, badge, whole};
use crate::attributes::{FORM, RESOLVER};
use crate::components::{Ask, announcement, source};
use crate::hooks::use_check;
use crate::state::Extent;
use crate::{Choice, later};
use dmarc_engine::domain::{DomainName, read};

/// A domain for the form, and whether to check it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order {
    /// Distinguishes it from earlier orders with the same content.
    pub number: u32,
    /// The domain as typed.
    pub text: AttrValue,
    /// Whether to check the domain or only fill it in.
    pub is_to_check: bool,
}

impl Order {
    /// Creates the order that follows this one.
    #[must_use]
    pub fn next(&self, text: impl Into<AttrValue>, is_to_check: bool) -> Self {
        Self {
            number: self.number + 1,
            text: text.into(),
            is_to_check,
        }
    }
}

/// Properties of [`Widget`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct WidgetProps {
    /// The settings from the attributes.
    pub settings: Rc<Settings>,
    /// The latest order from the host page.
    pub order: Order,
    /// Receives the events for the host page.
    pub on_event: Callback<Event>,
}

/// The form, and the check that the host page or the visitor asked for.
#[component]
pub fn Widget(props: &WidgetProps) -> Html {
    let settings = &props.settings;
    // Orders of the visitor and of the host share this counter; an order of the host replaces the visitor's.
    let order = use_state_eq(|| (0_u32, props.order.clone()));
    {
        let order = order.clone();
        use_effect_with(props.order.clone(), move |new| {
            if order.1 != *new {
                order.set((order.0 + 1, new.clone()));
            }
        });
    }
    let (count, wanted) = &*order;
    let on_ask = {
        let order = order.clone();
        Callback::from(move |domain: DomainName| {
            let (count, wanted) = &*order;
            let next = Order {
                text: domain.to_string().into(),
                is_to_check: true,
                ..wanted.clone()
            };
            order.set((count + 1, next));
        })
    };
    // The visitor's choice is kept until the host changes the setting.
    let choice = use_state_eq(|| settings.choice.clone());
    {
        let choice = choice.setter();
        use_effect_with(settings.choice.clone(), move |wanted| {
            choice.set(wanted.clone());
        });
    }
    let on_choose = {
        let choice = choice.setter();
        Callback::from(move |chosen: Choice| choice.set(Ok(chosen)))
    };
    let refused = wanted.is_to_check.then(|| refused(&wanted.text, &choice));
    let refused = refused.flatten();
    {
        let on_event = props.on_event.clone();
        use_effect_with((*count, refused.clone()), move |(_, refused)| {
            if let Some((code, message)) = refused.clone() {
                on_event.emit(Event::Error {
                    code,
                    message,
                    report: None,
                });
            }
        });
    }
    let is_to_check = wanted.is_to_check && refused.is_none();
    let input = read(&wanted.text).ok().filter(|_| is_to_check);
    let has_form = settings.view != View::Badge && settings.shows(FORM);
    html! {
        <>
            if has_form {
                <Ask asked={wanted.text.clone()} {on_ask} />
            }
            // A new key for each order discards the state of the previous check.
            <Checked
                key={*count}
                domain={input.map(|input| input.domain)}
                settings={Rc::clone(settings)}
                choice={choice.as_ref().ok().cloned()}
                {on_choose}
                on_event={props.on_event.clone()}
            />
        </>
    }
}

/// Validates domain and resolver; returns an error code and a message for people.
fn refused(text: &str, choice: &Result<Choice, String>) -> Option<(&'static str, String)> {
    let domain = read(text).err().map(|error| ("input", error.to_string()));
    domain.or_else(|| Some(("unknown-resolver", choice.clone().err()?)))
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct CheckedProps {
    /// The domain to check, if any.
    domain: Option<DomainName>,
    settings: Rc<Settings>,
    /// The selected resolver; `None` if the one named by the host is invalid.
    choice: Option<Choice>,
    /// Called when the visitor selects another resolver.
    on_choose: Callback<Choice>,
    on_event: Callback<Event>,
}

/// One check with its results; without a domain, only the resolver selection.
#[component]
fn Checked(props: &CheckedProps) -> Html {
    let settings = &props.settings;
    let search = use_state_eq(|| (settings.selectors.clone(), false));
    {
        let search = search.setter();
        use_effect_with(settings.selectors.clone(), move |selectors| {
            search.set((selectors.clone(), false));
        });
    }
    let extent = if settings.view == View::Badge {
        Extent::Verdict
    } else {
        Extent::Report
    };
    let choice = props.choice.clone().unwrap_or_default();
    let checking = use_check(props.domain.as_ref(), &search, &choice, extent);
    let told = use_mut_ref(Told::default);
    {
        let (check, on_event) = (checking.check.clone(), props.on_event.clone());
        let hidden = Rc::clone(&settings.hidden);
        // Runs after every render, because any of them can bring news.
        use_effect(move || {
            let news = check.map(|check| told.borrow_mut().news(&check));
            for event in news.into_iter().flatten() {
                if matches!(event, Event::Result(_)) {
                    later::tell_of_hide(&hidden);
                }
                on_event.emit(event);
            }
        });
    }
    let announcement = announcement(checking.check.as_ref());
    let on_search = {
        let search = search.setter();
        Callback::from(move |wanted| search.set(wanted))
    };
    let check = checking.check.as_ref();
    if settings.view == View::Badge {
        return check
            .map(|check| badge(check, settings))
            .unwrap_or_default();
    }
    let actions = CheckActions {
        on_stop: checking.on_stop.clone(),
        on_again: checking.on_again.clone(),
        on_search,
    };
    html! {
        <>
            if settings.shows(RESOLVER) && props.choice.is_some() {
                { source(check, &choice, props.on_choose.clone()) }
            }
            { check.map(|check| whole(check, settings, &actions)).unwrap_or_default() }
            <p class="visually-hidden" role="status">{ announcement }</p>
        </>
    }
}

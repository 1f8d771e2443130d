//! [`Widget`]: a check on somebody else's page.

use std::rc::Rc;

use yew::prelude::*;

use super::{CheckActions, Event, Settings, Told, View, badge, whole};
use crate::attributes::{FORM, RESOLVER};
use crate::components::{Ask, announcement, source};
use crate::hooks::use_check;
use crate::state::Extent;
use crate::{Choice, later};
use dmarc_engine::domain::{DomainName, read};

/// What is to be shown in the form, and whether it is to be checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order {
    /// Tells it from earlier ones.
    pub number: u32,
    /// The domain, as somebody typed it.
    pub text: AttrValue,
    /// Whether it is checked, or only filled in.
    pub is_to_check: bool,
}

impl Order {
    /// The order after this one.
    #[must_use]
    pub fn next(&self, text: impl Into<AttrValue>, is_to_check: bool) -> Self {
        Self {
            number: self.number + 1,
            text: text.into(),
            is_to_check,
        }
    }
}

/// What [`Widget`] needs.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct WidgetProps {
    /// What the host asks for.
    pub settings: Rc<Settings>,
    /// What the host wants checked.
    pub order: Order,
    /// Hears of what happens.
    pub on_event: Callback<Event>,
}

/// A form, and what comes of the check that the host or the visitor asked for.
#[component]
pub fn Widget(props: &WidgetProps) -> Html {
    let settings = &props.settings;
    // The visitor's orders count on from the host's, and the host's begin anew.
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
    // What the visitor has chosen stays for the next check, until the host says something else.
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
            // Another key for each order: what a check asked and said ends with it.
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

/// Why a check is not begun: a code for programs, and words for people.
fn refused(text: &str, choice: &Result<Choice, String>) -> Option<(&'static str, String)> {
    let domain = read(text).err().map(|error| ("input", error.to_string()));
    domain.or_else(|| Some(("unknown-resolver", choice.clone().err()?)))
}

/// What [`Checked`] needs.
#[derive(Debug, Clone, PartialEq, Properties)]
struct CheckedProps {
    /// What is checked, if anything is.
    domain: Option<DomainName>,
    /// What the host asks for.
    settings: Rc<Settings>,
    /// Which resolver is asked; none where what the host names is none.
    choice: Option<Choice>,
    /// Called when the visitor chooses another one.
    on_choose: Callback<Choice>,
    /// Hears of what happens.
    on_event: Callback<Event>,
}

/// One check, or the place for one.
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
        // Each rendering may bring news.
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

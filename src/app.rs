//! [`App`]: the root component of the page.

use yew::prelude::*;

use super::components::{Ask, Surface, announcement, prose, source, text};
use super::hooks::{Loading, use_check, use_part, use_route};
use super::pages::{check as check_page, start as start_page};
use super::part::Part;
use super::state::Extent;
use super::{
    Check, Choice, Finished, Page, Phase, Route, browser, later_views, location, on_demand_views,
    storage,
};
use dmarc_engine::domain::{DomainName, InputError, read, to_unicode};

/// Suffix of every page title.
const NAME: &str = "DMARC checker";

/// Renders the page into the element with the id `app`.
pub fn start() {
    if let Some(root) = browser::element("app") {
        yew::Renderer::<App>::with_root(root).render();
    }
}

/// The root component: navigation bar, form, and the content for the current route.
#[component]
pub fn App() -> Html {
    let route = use_route();
    let choice = use_state_eq(storage::load);
    let asked = match &route {
        Route::Check { text, .. } => AttrValue::from(text.clone()),
        _ => AttrValue::default(),
    };
    let reading = read(&asked);
    let is_record = matches!(reading, Err(InputError::Record("DMARC")));
    let domain = reading.ok().map(|input| input.domain);
    let checking = use_check(domain.as_ref(), &route.search(), &choice, Extent::Report);
    let loading = use_part(if is_record {
        Some(Part::Later)
    } else {
        route.part()
    });
    let check = checking.check.clone();

    use_effect_with(title(&route, check.as_ref()), |title| {
        browser::set_title(title);
    });
    use_arrival(&route, check.as_ref(), &loading);

    let on_ask = {
        let (shown, on_again) = (domain.clone(), checking.on_again.clone());
        Callback::from(move |asked: DomainName| {
            if shown.as_ref() == Some(&asked) {
                browser::focus("title");
                on_again.emit(());
            }
            location::go(&Route::check(asked.as_str()));
        })
    };
    let on_record = Callback::from(|record: String| location::go(&Route::check(&record)));
    let on_choose = {
        let choice = choice.setter();
        Callback::from(move |chosen: Choice| {
            storage::save(&chosen);
            choice.set(chosen);
        })
    };
    let on_stop = then_to_title(&checking.on_stop);
    let on_again = then_to_title(&checking.on_again);

    let form = route.part().is_none().then(|| {
        html! {
            <>
                <Ask asked={asked.clone()} {on_ask} {on_record} />
                { source(check.as_ref(), &choice, on_choose) }
            </>
        }
    });
    let announcement = announcement(check.as_ref());
    let (before, after) = match (&route, check) {
        (Route::Page(page, _), _) => (Html::default(), once_there(&loading, content(*page))),
        (Route::Unknown(path), _) => (welcome(), start_page(Some(path))),
        (_, Some(check)) => {
            // Without the focus on the title: it is for those who wait in a task.
            let report = |finished: &Finished| later_views::report(finished, &checking.on_again);
            let shown = check_page(&Surface::Page, &check, &on_stop, &on_again, &report);
            (Html::default(), shown)
        }
        (_, None) if is_record => {
            let content = once_there(&loading, || later_views::pasted(&asked));
            (Html::default(), content)
        }
        (_, None) => (welcome(), start_page(None)),
    };
    let parts = [before, form.unwrap_or_default(), after];
    frame(&route, parts, announcement)
}

/// The start page with default settings. `index.html` contains this markup, which is visible and usable until the Wasm runs.
pub fn first_paint() -> Html {
    let choice = Choice::default();
    let form = html! {
        <>
            <Ask asked={AttrValue::default()} on_ask={Callback::noop()} />
            { source(None, &choice, Callback::noop()) }
        </>
    };
    let parts = [welcome(), form, start_page(None)];
    frame(&Route::Start, parts, String::new())
}

/// The page layout: navigation bar, content before the form, form, content after it, and footer.
fn frame(route: &Route, [before, form, after]: [Html; 3], announcement: String) -> Html {
    let is_check = matches!(route, Route::Check { .. });
    html! {
        <>
            { bar(route) }
            // The form keeps its position among its siblings, so Yew preserves its state when the page changes.
            <main class={if is_check { "main main--check" } else { "main" }} id="main" tabindex="-1">
                { before }
                { form }
                { after }
            </main>
            // A result has said so in its form, and is long enough.
            if !is_check {
                <footer class="foot">
                    { "Runs in your browser. No account, no cookies, no analytics." }
                </footer>
            }
            <p class="visually-hidden" role="status">{ announcement }</p>
        </>
    }
}

/// Scrolls and moves the focus when the route changes: to the section once it exists, otherwise to the title. On the first load
/// the focus stays where the browser puts it.
#[hook]
fn use_arrival(route: &Route, check: Option<&Check>, loading: &Loading) {
    let is_first = use_mut_ref(|| true);
    let arrived = use_mut_ref(|| None::<Route>);
    let is_done = check.is_none_or(Check::is_done);
    use_effect_with(
        (route.clone(), is_done, loading.clone()),
        move |(route, _, loading)| {
            // Wait until the page's part has loaded.
            if route.part().is_some() && *loading == Loading::Waiting {
                return;
            }
            let was_first = is_first.replace(false);
            if arrived.borrow().as_ref() == Some(route) {
                return;
            }
            let has_arrived = match route {
                Route::Page(_, Some(place))
                | Route::Check {
                    section: Some(place),
                    ..
                } => browser::go_to(place),
                _ => {
                    if !was_first {
                        browser::go_to_top();
                        browser::focus("title");
                    }
                    true
                }
            };
            if has_arrived {
                arrived.replace(Some(route.clone()));
            }
        },
    );
}

/// Wraps a callback to focus the title first, because the button that was clicked disappears.
fn then_to_title(callback: &Callback<()>) -> Callback<()> {
    let callback = callback.clone();
    Callback::from(move |()| {
        browser::focus("title");
        callback.emit(());
    })
}

/// The navigation bar.
fn bar(route: &Route) -> Html {
    let link = |to: Route, words: &'static str, is_current: bool| {
        html! {
            <a class="bar__link" href={to.to_hash()} aria-current={is_current.then_some("page")}>{ words }</a>
        }
    };
    let is_start = matches!(route, Route::Start | Route::Check { .. });
    let pages = Page::ALL.into_iter();
    let pages = pages.map(|page| {
        let is_current = matches!(route, Route::Page(current, _) if *current == page);
        link(Route::page(page), page.title(), is_current)
    });
    let onclick = Callback::from(|event: MouseEvent| {
        // The router owns the hash, so move the focus here instead of following the link.
        event.prevent_default();
        browser::focus("main");
    });
    html! {
        <header class="bar">
            <a class="bar__skip" href="#main" {onclick}>{ "Skip to the content" }</a>
            <a class="bar__name" href={Route::Start.to_hash()}>{ NAME }</a>
            <nav class="bar__nav" aria-label="Pages">
                { link(Route::Start, "Check", is_start) }
                { for pages }
            </nav>
        </header>
    }
}

/// Returns the gate function that renders a page.
const fn content(page: Page) -> fn() -> Html {
    match page {
        Page::Rules => later_views::rules,
        Page::Embed => on_demand_views::embed,
        Page::About => later_views::about,
    }
}

/// Renders a page whose part is loaded separately, or the loading state or error until then.
fn once_there(loading: &Loading, page: impl FnOnce() -> Html) -> Html {
    match loading {
        Loading::Ready => page(),
        Loading::Waiting => prose("Loading."),
        Loading::Failed(reason) => text("p", "notice", reason),
    }
}

/// The heading and introduction of the start page.
fn welcome() -> Html {
    html! {
        <header class="welcome">
            <h1 class="welcome__title" id="title" tabindex="-1">{ "Can anyone send mail as your domain?" }</h1>
            { text("p", "welcome__lead", "Type a domain. You see what its DMARC record asks of receivers today, and what \
                                          to publish next.") }
        </header>
    }
}

/// The document title; it includes the verdict of the current check.
fn title(route: &Route, check: Option<&Check>) -> String {
    let what = match (route, check) {
        (Route::Page(page, _), _) => page.title().to_owned(),
        (Route::Check { .. }, Some(check)) => {
            let name = to_unicode(&check.domain);
            match (&check.overview, &check.phase) {
                (Some(overview), _) => format!("{name}: {}", overview.verdict.stage.label()),
                (None, Phase::Stopped) => format!("{name}: stopped"),
                (None, Phase::Failed(_)) => format!("{name}: not checked"),
                (None, _) => format!("Checking {name}"),
            }
        }
        _ => return NAME.to_owned(),
    };
    format!("{what} – {NAME}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles() {
        let check = Check::new(1, DomainName::new("xn--bcher-kva.example").unwrap());
        let say = |route: &Route, check| title(route, check);
        assert_eq!(say(&Route::Start, None), "DMARC checker");
        assert_eq!(
            say(&Route::page(Page::About), None),
            "About – DMARC checker"
        );
        assert_eq!(
            say(&Route::page(Page::Embed), None),
            "Embed – DMARC checker"
        );
        let route = Route::check("xn--bcher-kva.example");
        assert_eq!(
            say(&route, Some(&check)),
            "Checking bücher.example – DMARC checker"
        );
    }
}

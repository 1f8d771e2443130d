//! [`Tasks`]: what to do, as a list.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::publication::publication;
use super::{Surface, element, lead, points, prose, section, text, to_check, to_place};
use dmarc_engine::advice::{Choice, Gate, Movement, Publication, Task, TaskId};
use dmarc_engine::report::words::{counted, excerpt};
use dmarc_engine::report::{Report, Section, moves_in_words};

/// How many points a list has at most, since a record in DNS may have thousands of mistakes.
const MOST: usize = 30;

/// What [`Tasks`] needs.
#[derive(Debug, Clone, Properties)]
pub struct TasksProps {
    /// The report.
    pub report: Rc<Report>,
    /// Where it stands.
    pub surface: Surface,
}

/// A report is never changed, so it is enough to see whether it is the same one: to compare all that it holds takes more
/// code than to draw it.
impl PartialEq for TasksProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.report, &other.report) && self.surface == other.surface
    }
}

/// What the parts of the list have in common.
struct Shown<'a> {
    /// The report.
    report: &'a Report,
    /// Where it stands.
    surface: &'a Surface,
    /// What was typed as the address that gets the reports. It stays in this tab.
    typed: &'a str,
    /// The same without blanks around it.
    address: &'a str,
    /// Takes what is typed.
    oninput: Callback<InputEvent>,
}

/// The tasks in order, or the sentence that says why there is none.
#[component]
pub fn Tasks(props: &TasksProps) -> Html {
    let address = use_state_eq(String::new);
    let oninput = {
        let address = address.setter();
        Callback::from(move |event: InputEvent| {
            address.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let shown = Shown {
        report: &props.report,
        surface: &props.surface,
        typed: &address,
        address: address.trim(),
        oninput,
    };
    let plan = &props.report.plan;
    let check = plan.check.as_ref().map(|name| {
        let words = format!("Check {name}");
        element(
            "p",
            "prose",
            to_check(&props.surface, name.as_str(), &words),
        )
    });
    let tasks = (1..)
        .zip(&plan.tasks)
        .map(|(number, task)| shown.task(number, task));
    let content = html! {
        <>
            if plan.is_checking { { prose("Checking what to do first.") } }
            if !plan.summary.is_empty() { { prose(&excerpt(&plan.summary)) } }
            { check.unwrap_or_default() }
            { element("ol", "tasks", tasks.collect()) }
        </>
    };
    section(Section::Plan, content)
}

impl Shown<'_> {
    /// A task with its number.
    fn task(&self, number: usize, task: &Task) -> Html {
        let title = format!("{number}. {}", excerpt(&task.title));
        let ways = task.options.iter().enumerate().map(|(place, choice)| {
            let content = html! {
                <>
                    { lead(if place == 0 { "Either" } else { "Or" }, &excerpt(&choice.label)) }
                    { self.choice(choice) }
                </>
            };
            element("li", "", content)
        });
        let alternative = task
            .alternative
            .as_ref()
            .map(|choice| self.alternative(task, choice));
        let days = task.wait_days.map(|days| {
            let days = counted(days.into(), "day", "days");
            lead("Then", &format!("watch the reports for at least {days}."))
        });
        let has_record = !task.publish.is_empty() || !task.options.is_empty();
        let gates = if has_record || !task.waits_for.is_empty() {
            "Check first"
        } else {
            "Do this"
        };
        html! {
            <li class="tasks__task" id={id(task.id)} tabindex="-1" key={task.id.as_str()}>
                { text("h3", "subtitle", &title) }
                { prose(&excerpt(&task.why)) }
                { self.waits(&task.waits_for) }
                if asks_address(task) { { self.field(task.id) } }
                { for task.publish.iter().map(|record| publication(record, self.address)) }
                if !task.options.is_empty() { { element("ul", "tasks", ways.collect()) } }
                { alternative.unwrap_or_default() }
                { self.gates(gates, &task.gates) }
                { moves(&task.movement) }
                { days.unwrap_or_default() }
                { task.roll_back.as_ref().map(|words| lead("Undo", &excerpt(words))).unwrap_or_default() }
            </li>
        }
    }

    /// The tasks that come first.
    fn waits(&self, ids: &[TaskId]) -> Html {
        let first = ids.iter().filter_map(|id| self.to_task(*id));
        let first: Vec<_> = first.collect();
        if first.is_empty() {
            return Html::default();
        }
        html! {
            <>
                { for first.into_iter().map(|task| html! { <p class="prose">{ "Waits for " }{ task }</p> }) }
                { prose("Check again then to see the record.") }
            </>
        }
    }

    /// A way to a task of the plan.
    fn to_task(&self, task: TaskId) -> Option<Html> {
        let (number, first) = self.report.task(task)?;
        let words = format!("task {number}: {}", excerpt(&first.title));
        let place = (id(task), "link");
        Some(to_place(self.report, self.surface, place, words.into()))
    }

    /// The records of a way, what must hold before, and what it changes.
    fn choice(&self, choice: &Choice) -> Html {
        html! {
            <>
                { for choice.publish.iter().map(|record| publication(record, self.address)) }
                { self.gates("Check first", &choice.gates) }
                { moves(&choice.movement) }
            </>
        }
    }

    /// What is right instead under a condition, folded, so that it is not taken for the task.
    fn alternative(&self, task: &Task, choice: &Choice) -> Html {
        let is_asked_here = !asks_address(task) && choice.publish.iter().any(is_blank);
        html! {
            <details class="fold">
                { text("summary", "", &format!("Instead, if: {}", excerpt(&choice.label))) }
                if is_asked_here { { self.field(task.id) } }
                { self.choice(choice) }
            </details>
        }
    }

    /// Where the address is typed that gets the reports.
    fn field(&self, task: TaskId) -> Html {
        let id = format!("report-address-{}", task.as_str());
        let hint = format!("{id}-hint");
        let plan = &self.report.plan;
        let is_filled = plan.task(task).is_some_and(|task| {
            let mut records = records(task).filter(|record| is_blank(record));
            records.any(|record| record.with_address(self.address).is_some())
        });
        let words = if is_filled {
            "The record below has this address."
        } else {
            "Type it to complete the record. It stays in this tab and is sent to no one."
        };
        html! {
            <div class="sender__field">
                <label class="sender__label" for={id.clone()}>{ "Address that gets the reports" }</label>
                <input
                    {id}
                    class="ask__input ask__input--small"
                    part="input"
                    type="email"
                    autocomplete="email"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-describedby={hint.clone()}
                    value={self.typed.to_owned()}
                    oninput={self.oninput.clone()}
                />
                <small id={hint} role="status">{ words }</small>
            </div>
        }
    }

    /// What must hold before a task, or what it consists of, to be ticked off.
    fn gates(&self, title: &'static str, gates: &[Gate]) -> Html {
        if gates.is_empty() {
            return Html::default();
        }
        let list = gates.iter().take(MOST).map(|gate| self.gate(gate));
        let more = gates.len().checked_sub(MOST).filter(|more| *more > 0);
        html! {
            <>
                { text("p", "tasks__label", title) }
                { element("ul", "checklist", list.collect()) }
                { more.map(|more| prose(&format!("And {more} more."))).unwrap_or_default() }
            </>
        }
    }

    /// One of them. What the owner has confirmed is ticked.
    fn gate(&self, gate: &Gate) -> Html {
        let is_known = gate.is_known == Some(true);
        let task = gate.task.and_then(|task| self.to_task(task));
        html! {
            <li>
                <label class="checklist__point">
                    // What a visitor ticks stays as long as the page does not say what is ticked.
                    if is_known {
                        <input type="checkbox" checked=true disabled=true />
                    } else {
                        <input type="checkbox" />
                    }
                    { text("span", "", &excerpt(&gate.text)) }
                </label>
                { task.map(|task| html! { <small class="checklist__task">{ "See " }{ task }</small> }).unwrap_or_default() }
            </li>
        }
    }
}

/// The id of the element of a task.
pub(super) fn id(task: TaskId) -> String {
    format!("task-{}", task.as_str())
}

/// What a way changes for mail.
fn moves(movement: &Movement) -> Html {
    let moves = moves_in_words(movement);
    if moves.is_empty() {
        return Html::default();
    }
    let moves = moves
        .iter()
        .take(MOST)
        .map(|words| Html::from(words.clone()));
    html! { <>{ text("p", "tasks__label", "What changes for mail") }{ points(moves) }</> }
}

/// Whether a record has a blank.
fn is_blank(record: &Publication) -> bool {
    record.needs_address
}

/// Whether a task, or one of its ways of equal rank, has a record with a blank.
fn asks_address(task: &Task) -> bool {
    let of_options = task.options.iter().flat_map(|choice| &choice.publish);
    task.publish.iter().chain(of_options).any(is_blank)
}

/// Every record of a task.
fn records(task: &Task) -> impl Iterator<Item = &Publication> {
    let choices = task.options.iter().chain(&task.alternative);
    task.publish
        .iter()
        .chain(choices.flat_map(|choice| &choice.publish))
}

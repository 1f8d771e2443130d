//! [`Tasks`]: the plan, as a list of tasks.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::fold::fold;
use super::publication::publication;
use super::{
    ReportActions, Watcher, button, element, lead, left_out, points, prose, text, titled, to_check,
    to_place,
};
use crate::browser::focus_near;
use dmarc_engine::advice::{Choice, Gate, Movement, OwnerQuestion, Publication, Task, TaskId};
use dmarc_engine::dns::is_example;
use dmarc_engine::report::words::{counted, excerpt};
use dmarc_engine::report::{Report, Section, Watch, moves_in_words};

/// Maximum length of a list, since a record in DNS may have thousands of mistakes.
const MOST: usize = 30;

/// Properties of [`Tasks`].
#[derive(Debug, Clone, Properties)]
pub struct TasksProps {
    /// The report with the plan.
    pub report: Rc<Report>,
    /// What the report can have done, and its surface.
    pub actions: ReportActions,
}

/// Compares reports by pointer: they are immutable, and a deep comparison takes more code than rendering them.
impl PartialEq for TasksProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.report, &other.report) && self.actions == other.actions
    }
}

/// The context that all parts of the list share.
struct Shown<'a> {
    /// The report with the plan.
    report: &'a Rc<Report>,
    /// What the report can have done, and its surface.
    actions: &'a ReportActions,
    /// The report address as typed. It never leaves this tab.
    typed: &'a str,
    /// The report address, trimmed.
    address: &'a str,
    /// Updates the report address.
    oninput: Callback<InputEvent>,
}

/// The tasks in order, or a sentence that says why there are none.
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
        actions: &props.actions,
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
            to_check(&props.actions.surface, name.as_str(), &words),
        )
    });
    let tasks = (1..)
        .zip(&plan.tasks)
        .map(|(number, task)| shown.task(number, task));
    let root = use_node_ref();
    let content = html! {
        <>
            { shown.told() }
            if plan.is_checking { { prose("Checking what to do first.") } }
            if !plan.summary.is_empty() { { prose(&excerpt(&plan.summary)) } }
            { check.unwrap_or_default() }
            { plan.question.map(|question| shown.question(question)).unwrap_or_default() }
            { element("ol", "tasks", tasks.collect()) }
            if !plan.tasks.is_empty() {
                { text("p", "plan__sheet", "The full report has the records to publish and what to check first.") }
            }
            if !plan.is_checking {
                <p class="again" ref={root.clone()}>
                    { shown.again(root) }
                    if props.report.known.runs_domain.is_none() { { shown.answer(OwnerQuestion::RunsDomain, false) } }
                </p>
            }
        </>
    };
    titled(Section::Plan.id(), Section::Plan.title(), content)
}

impl Shown<'_> {
    /// A task with its number and details.
    fn task(&self, number: usize, task: &Task) -> Html {
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
            // The question takes its place.
            .filter(|_| self.report.plan.question.is_none())
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
        let has_moves = !task.movement.0.is_empty();
        // A task that waits is a line for later: what it needs then is folded.
        let (gates, gates_in_full) = if task.waits_for.is_empty() {
            (
                self.gates(gates, &task.gates, condition),
                explained(&task.gates),
            )
        } else {
            (None, self.gates(gates, &task.gates, in_full))
        };
        let has_details =
            has_moves || days.is_some() || task.roll_back.is_some() || gates_in_full.is_some();
        let summary = if has_moves {
            "What changes, and how to undo it"
        } else {
            "Details"
        };
        let details = html! {
            <>
                { gates_in_full.unwrap_or_default() }
                { moves(&task.movement) }
                { days.unwrap_or_default() }
                { task.roll_back.as_ref().map(|words| lead("Undo", &excerpt(words))).unwrap_or_default() }
            </>
        };
        html! {
            <li class="tasks__task" id={id(task.id)} tabindex="-1" key={task.id.as_str()}>
                <h3 class="tasks__title">
                    { text("span", "tasks__number", &number.to_string()) }
                    { text("span", "", &excerpt(&task.title)) }
                </h3>
                { prose(&excerpt(&task.why)) }
                { self.waits(&task.waits_for) }
                if asks_address(task) { { self.field(task.id) } }
                { for task.publish.iter().map(|record| publication(record, self.address)) }
                if !task.options.is_empty() { { element("ul", "tasks", ways.collect()) } }
                { gates.unwrap_or_default() }
                { alternative.unwrap_or_default() }
                { self.watcher(task) }
                if has_details { { fold(summary, details) } }
            </li>
        }
    }

    /// A question to the owner, with a button for each answer.
    fn question(&self, question: OwnerQuestion) -> Html {
        html! {
            <div class="question">
                { text("p", "question__text", &question.about(&self.report.overview.unicode)) }
                { self.answer(question, true) }
                { self.answer(question, false) }
            </div>
        }
    }

    /// A button that gives an answer of the owner.
    fn answer(&self, question: OwnerQuestion, answer: bool) -> Html {
        let [yes, no] = question.labels();
        button(
            "",
            if answer { yes } else { no },
            self.tell(question, Some(answer)),
        )
    }

    /// What the owner told, with a button that takes it back.
    fn told(&self) -> Html {
        let told = self.report.known.told().map(|(question, answer)| {
            let statement = question.statement(answer, &self.report.overview.unicode);
            html! {
                <p class="prose told">
                    { format!("Your answer: {statement} ") }
                    { button("", "Undo", self.tell(question, None)) }
                </p>
            }
        });
        told.collect()
    }

    /// Gives an answer of the owner, or takes it back.
    fn tell(&self, question: OwnerQuestion, answer: Option<bool>) -> Callback<MouseEvent> {
        let known = question.answered(&self.report.known, answer);
        self.actions.calls.tell.reform(move |_| known.clone())
    }

    /// A button that repeats the check and goes to its result; `root` is in the same tree.
    fn again(&self, root: NodeRef) -> Html {
        let onclick = self
            .actions
            .on_again
            .reform(move |_| focus_near(&root, "title"));
        button("", "Check again", onclick)
    }

    /// A button for those who have published the records of a task.
    fn watcher(&self, task: &Task) -> Html {
        let facts = self.report.facts();
        let watch = Watch::new(task, &facts.answers).filter(|_| !is_example(&facts.domain));
        let Some(watch) = watch else {
            return Html::default();
        };
        // What was told about one report says nothing about the next.
        let key = format!("{:p}", Rc::as_ptr(self.report));
        let ask_anew = self.actions.calls.ask_anew.clone();
        let on_again = self.actions.on_again.clone();
        html! { <Watcher {key} {watch} {ask_anew} {on_again} /> }
    }

    /// Links to the tasks that have to be done first.
    fn waits(&self, ids: &[TaskId]) -> Html {
        let first = ids.iter().filter_map(|id| self.to_task(*id));
        let first: Vec<_> = first.collect();
        if first.is_empty() {
            return Html::default();
        }
        let links = first.into_iter().enumerate().map(|(place, task)| {
            let between = if place > 0 { ", " } else { "" };
            html! { <>{ between }{ task }</> }
        });
        html! { <p class="prose">{ "Waits for " }{ for links }{ ". Then check again." }</p> }
    }

    /// A link to a task of the plan; `None` if the plan doesn't contain it.
    fn to_task(&self, task: TaskId) -> Option<Html> {
        let (number, first) = self.report.task(task)?;
        let words = format!("task {number}: {}", excerpt(&first.title));
        let place = (id(task), "link");
        Some(to_place(
            self.report,
            &self.actions.surface,
            place,
            words.into(),
        ))
    }

    /// One option of a task: its records, preconditions and effects.
    fn choice(&self, choice: &Choice) -> Html {
        html! {
            <>
                { for choice.publish.iter().map(|record| publication(record, self.address)) }
                { self.gates("Check first", &choice.gates, in_full).unwrap_or_default() }
                { moves(&choice.movement) }
            </>
        }
    }

    /// The option for a special case, collapsed so that it isn't mistaken for the task itself.
    fn alternative(&self, task: &Task, choice: &Choice) -> Html {
        let is_asked_here = !asks_address(task) && choice.publish.iter().any(is_blank);
        let content = html! {
            <>
                if is_asked_here { { self.field(task.id) } }
                { self.choice(choice) }
            </>
        };
        fold(&format!("Instead, if: {}", excerpt(&choice.label)), content)
    }

    /// The field for the report address.
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

    /// A checklist of the preconditions or steps of a task, with as much of each as `shown` leaves; `None` without any.
    fn gates(&self, title: &'static str, gates: &[Gate], shown: fn(&str) -> &str) -> Option<Html> {
        if gates.is_empty() {
            return None;
        }
        let list = gates.iter().take(MOST);
        let list = list.map(|gate| self.gate(gate, shown(&gate.text)));
        Some(html! {
            <>
                { text("p", "tasks__label", title) }
                { element("ul", "checklist", list.collect()) }
                { left_out(gates.len(), MOST) }
            </>
        })
    }

    /// One item of a checklist. Items that the owner has confirmed are checked.
    fn gate(&self, gate: &Gate, words: &str) -> Html {
        let is_known = gate.is_known == Some(true);
        let task = gate.task.and_then(|task| self.to_task(task));
        html! {
            <li>
                <label class="checklist__point">
                    // Without a `checked` attribute, Yew keeps the visitor's check marks.
                    if is_known {
                        <input type="checkbox" checked=true disabled=true />
                    } else {
                        <input type="checkbox" />
                    }
                    { text("span", "", &excerpt(words)) }
                </label>
                { task.map(|task| html! { <small class="checklist__task">{ "See " }{ task }</small> }).unwrap_or_default() }
            </li>
        }
    }
}

/// The condition of a gate: its first sentence.
fn condition(text: &str) -> &str {
    let first = text.split_once(". ");
    first.map_or(text, |(first, _)| text.get(..=first.len()).unwrap_or(text))
}

/// All of it, where it is folded already.
const fn in_full(text: &str) -> &str {
    text
}

/// The gates that say more than their condition, in full; `None` if none does.
fn explained(gates: &[Gate]) -> Option<Html> {
    let gates = gates.iter().take(MOST).map(|gate| gate.text.as_str());
    let longer: Vec<_> = gates.filter(|text| condition(text) != *text).collect();
    let items = longer.iter().map(|words| text("span", "", &excerpt(words)));
    (!longer.is_empty()).then(|| {
        html! { <>{ text("p", "tasks__label", "The checks in full") }{ points(items) }</> }
    })
}

/// The element id of a task.
pub(super) fn id(task: TaskId) -> String {
    format!("task-{}", task.as_str())
}

/// The effects of an option on mail.
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

/// Whether a record still lacks the report address.
fn is_blank(record: &Publication) -> bool {
    record.needs_address
}

/// Whether a task, or one of its equal options, has a record that lacks the report address.
fn asks_address(task: &Task) -> bool {
    let of_options = task.options.iter().flat_map(|choice| &choice.publish);
    task.publish.iter().chain(of_options).any(is_blank)
}

/// Every record of a task and its options.
fn records(task: &Task) -> impl Iterator<Item = &Publication> {
    let choices = task.options.iter().chain(&task.alternative);
    task.publish
        .iter()
        .chain(choices.flat_map(|choice| &choice.publish))
}

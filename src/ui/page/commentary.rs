//! The commentary of a policy or project, 成果と課題 and 今後の方向 of each year: in reading what was written, in editing its fields,
//! behind a button that says whether anything was.

use leptos::prelude::*;

use crate::edits::commentary;
use crate::plan::{Cell, Field as F, FiscalYear, Plan, SubjectId, Value, is_blank};
use crate::state::State;
use crate::ui::part::{CellNotes, Field, Width, field_id, follows, heading, lines, pressed};
use crate::words;

/// The id of the section on a screen that has one.
pub const COMMENTARY: &str = "commentary";

/// Returns whether the screen shows anything of a subject's commentary: something to read, or its fields.
pub fn has_commentary(state: State, id: &SubjectId) -> bool {
    state.is_editing() || !commentary(&state.about(id), id).is_empty()
}

/// The commentary of a policy or project as a section of its screen, called `title`.
pub fn commentary_section(state: State, plan: &Plan, id: &SubjectId, title: &'static str) -> AnyView {
    let is_shown = {
        let id = id.clone();
        Memo::new(move |_| has_commentary(state, &id))
    };
    let (id, years) = (id.clone(), plan.years().collect::<Vec<_>>());
    let section = follows(move || {
        is_shown.get().then(|| {
            view! {
                <section>
                    <h2 id=COMMENTARY tabindex="-1">
                        {title}
                    </h2>
                    {commentary_of(state, &id, years.clone(), title, 3)}
                </section>
            }
            .into_any()
        })
    });
    view! { {section} }.into_any()
}

/// The commentary of a policy or project below other facts of it; `level` is that of the headings of years.
pub fn commentary_block(state: State, plan: &Plan, id: &SubjectId, level: u8) -> AnyView {
    commentary_of(state, id, plan.years().collect(), words::screen::COMMENTARY, level)
}

fn commentary_of(state: State, id: &SubjectId, years: Vec<FiscalYear>, title: &'static str, level: u8) -> AnyView {
    let id = id.clone();
    let shown = follows(move || {
        if state.is_editing() {
            let editor = CommentaryEditor::new(state, &id, years.clone());
            let (button, fields) = (editor.button(title), editor.fields());
            return Some(view! { <div class="commentary-editor">{button} {fields}</div> }.into_any());
        }
        let told = commentary(&state.about(&id), &id);
        let years = told.into_iter().map(|(year, cells)| {
            let cells = cells.into_iter().map(|cell| told_cell(state, cell));
            view! {
                {heading(level, None, words::year::in_sentence(year))}
                <dl class="facts">{cells.collect_view()}</dl>
            }
            .into_any()
        });
        let years: Vec<AnyView> = years.collect();
        (!years.is_empty()).then(|| years.into_any())
    });
    view! { {shown} }.into_any()
}

fn told_cell(state: State, cell: Cell) -> AnyView {
    let shown = state.about(&cell.subject);
    let text = words::cell::value(&shown.plan, &cell, &shown.value(&cell));
    view! {
        <div class="long">
            <dt>{words::cell::field(cell.field())}</dt>
            <dd>{lines(&text)} <CellNotes state cell=Some(cell) /></dd>
        </div>
    }
    .into_any()
}

/// The fields of a policy's or project's commentary of some years, behind a button.
#[derive(Clone)]
pub struct CommentaryEditor {
    state: State,
    id: SubjectId,
    years: Vec<FiscalYear>,
    /// Whether the button showed or hid them last; `None` before it was pressed.
    asked: RwSignal<Option<bool>>,
    /// Whether the fields are shown: they were asked for, or one holds a text that waits for somebody. Those stay when it has become a value.
    is_open: Memo<bool>,
}

impl CommentaryEditor {
    /// The fields of `years`, not shown yet.
    pub fn new(state: State, id: &SubjectId, years: Vec<FiscalYear>) -> CommentaryEditor {
        let asked = RwSignal::new(None::<bool>);
        let cells: Vec<Cell> = years.iter().flat_map(|year| cells_of(id, *year)).collect();
        let is_open = Memo::new(move |was_open: Option<&bool>| {
            let asked = asked.get();
            cells.iter().any(|cell| state.is_unread(cell)) || asked.unwrap_or(was_open == Some(&true))
        });
        CommentaryEditor { state, id: id.clone(), years, asked, is_open }
    }

    /// Whether the fields are shown; followed.
    pub fn is_open(&self) -> bool {
        self.is_open.get()
    }

    fn place(&self) -> String {
        format!("commentary-{}", self.id)
    }

    /// The button that shows the fields, with `label` and what is written.
    pub fn button(&self, label: &'static str) -> AnyView {
        let CommentaryEditor { state, asked, is_open, .. } = *self;
        let (written, name) = {
            let (id, years, of) = (self.id.clone(), self.years.clone(), self.id.clone());
            (
                follows(move || written(state, &id, &years)),
                follows(move || words::screen::of(state.about(&of).plan.text(&of, F::Name))),
            )
        };
        let place = self.place();
        view! {
            <button
                type="button"
                class="small"
                aria-expanded=move || is_open.get().to_string()
                aria-controls=move || is_open.get().then(|| place.clone())
                on:click=pressed(move |_| asked.set(Some(!is_open.get_untracked())))
            >
                {label}
                {written}
                <span class="hidden">" " {name}</span>
            </button>
        }
        .into_any()
    }

    /// The fields, while they are shown.
    pub fn fields(&self) -> AnyView {
        let (editor, kept) = (self.clone(), self.kept_years());
        let fields = follows(move || {
            editor.is_open().then(|| {
                let years = kept.get();
                let fields = years.iter().map(|year| editor.fields_of(*year)).collect_view();
                view! { <div class="commentary" id=editor.place()>{fields}</div> }.into_any()
            })
        });
        view! { {fields} }.into_any()
    }

    /// The years in which the subject is kept: what stands in fields is not made anew under the hand that types.
    fn kept_years(&self) -> Memo<Vec<FiscalYear>> {
        let CommentaryEditor { state, id, years, .. } = self.clone();
        Memo::new(move |_| {
            let plan = &state.about(&id).plan;
            years.iter().copied().filter(|year| plan.is_kept(&id, *year)).collect()
        })
    }

    fn fields_of(&self, year: FiscalYear) -> AnyView {
        let (state, id) = (self.state, &self.id);
        // The year before has fields of its own where it is entered, too.
        let before = Some(year.previous()).filter(|before| !self.years.contains(before));
        let before = before.filter(|before| state.structure().years().any(|year| year == *before));
        let fields = cells_of(id, year).into_iter().map(|cell| {
            let before = before.and_then(|before| Cell::yearly(id, cell.field(), before));
            let field = cell.field();
            view! {
                <div class="commentary-field">
                    {before.map(|before| text_before(state, before))}
                    <div>
                        <label for=field_id(&cell)>{words::screen::commentary_label(year, field)}</label>
                        <Field state cell=Some(cell.clone()) width=Width::Paragraph />
                        <CellNotes state cell=Some(cell) />
                    </div>
                </div>
            }
            .into_any()
        });
        view! { <div class="commentary-year" class:with-before=before.is_some()>{fields.collect_view()}</div> }
            .into_any()
    }
}

/// What was written the year before.
fn text_before(state: State, cell: Cell) -> AnyView {
    let label = cell.year().map(|year| words::screen::commentary_before(year, cell.field()));
    let text = follows(move || match written_text(state, &cell) {
        Some(text) => view! { <p>{lines(&text)}</p> }.into_any(),
        None => view! { <p class="quiet">{words::screen::NOT_WRITTEN}</p> }.into_any(),
    });
    view! { <div class="commentary-before"><p class="kind">{label}</p> {text}</div> }.into_any()
}

/// What is written in a cell, ready to stand in a line of its own; `None` where nothing is.
fn written_text(state: State, cell: &Cell) -> Option<String> {
    let shown = state.about(&cell.subject);
    match shown.value(cell) {
        Value::Text(text) if is_blank(&text) => None,
        value => Some(words::cell::value(&shown.plan, cell, &value)),
    }
}

/// What is written in the fields of some years, in words.
fn written(state: State, id: &SubjectId, years: &[FiscalYear]) -> String {
    let shown = state.about(id);
    let of = |year: &FiscalYear| {
        let cells = cells_of(id, *year).into_iter().filter(|cell| written_text(state, cell).is_some());
        (*year, cells.map(|cell| cell.field()).collect::<Vec<_>>())
    };
    let is_disputed = years.iter().flat_map(|year| cells_of(id, *year)).any(|cell| shown.is_conflict(&cell));
    words::screen::commentary_written(&years.iter().map(of).collect::<Vec<_>>(), is_disputed)
}

fn cells_of(id: &SubjectId, year: FiscalYear) -> Vec<Cell> {
    F::COMMENTARY.into_iter().filter_map(|field| Cell::yearly(id, field, year)).collect()
}

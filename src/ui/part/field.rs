//! One cell: as text in reading, as a field in editing.

use leptos::{ev, prelude::*};

use crate::browser;
use crate::edits::Begun;
use crate::format::entry::read_value;
use crate::plan::{Aspect, Cell, Value, ValueKind, doubts};
use crate::state::State;
use crate::ui::part::follows;
use crate::words;

/// How much room a field takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// A number.
    #[default]
    Narrow,
    /// A name.
    Wide,
    /// A paragraph.
    Paragraph,
}

/// A cell's value: plain text in reading, a field in editing.
///
/// In editing, what was held of the cell when the field took focus is what the edit will have seen; the value is
/// committed when the field is left or Enter is pressed, Esc restores it. What cannot be read stays in the field.
#[component]
pub fn Field(
    /// The open plan.
    state: State,
    /// The cell; nothing is shown where there is none.
    cell: Option<Cell>,
    /// How much room it takes.
    #[prop(optional)]
    width: Width,
) -> impl IntoView {
    cell.map(|cell| {
        follows(move || {
            let cell = cell.clone();
            if !state.is_editing() {
                shown(state, cell).into_any()
            } else if cell.kind() == ValueKind::Direction {
                choice(state, cell).into_any()
            } else {
                typed(state, cell, width).into_any()
            }
        })
    })
}

fn shown(state: State, cell: Cell) -> impl IntoView {
    follows(move || words::cell::value(&state.value(&cell)))
}

/// The id of a cell's field.
pub fn field_id(cell: &Cell) -> String {
    format!("f-{}", cell.to_string().replace('/', "-"))
}

/// What a field holds between focus and commit.
#[derive(Clone, Copy)]
struct Typing {
    state: State,
    cell: StoredValue<Cell>,
    /// What is typed; none while the field shows the cell's value.
    text: RwSignal<Option<String>>,
    /// What is wrong with it, in words.
    wrong: RwSignal<Option<&'static str>>,
    begun: StoredValue<Option<Begun>>,
}

impl Typing {
    fn new(state: State, cell: Cell) -> Typing {
        // What could not be read when the screen was left stands there still.
        let unread = state.unread(&cell);
        let text = unread.as_ref().map(|unread| unread.text.clone());
        let begun = unread.map(|unread| unread.begun);
        let cell = StoredValue::new(cell);
        let (text, wrong) = (RwSignal::new(text), RwSignal::new(None));
        let typing = Typing { state, cell, text, wrong, begun: StoredValue::new(begun) };
        typing.check();
        typing
    }

    /// Says what is wrong with the text, if it is being typed still.
    fn check(self) {
        if let Some(text) = self.text.get_untracked() {
            self.wrong.set(self.read(&text).err());
        }
    }

    /// The value a text says; else what is wrong with it, in words.
    fn read(self, text: &str) -> Result<Value, &'static str> {
        let cell = self.cell.get_value();
        let unit = untrack(|| words::cell::unit(&self.state.drafts().view.plan, &cell));
        match read_value(&cell, text, &unit) {
            Ok(_) if self.state.lacks_reason(&cell) => Err(words::exchange::REASON_MISSING),
            read => read.map_err(words::entry::wrong),
        }
    }

    /// The text was taken elsewhere, once what it lacked was there: the field shows its cell's value again.
    fn let_go(self) {
        if self.wrong.get_untracked().is_some() {
            self.rest();
        }
    }

    /// What the field shows: what is typed, else the cell's value, whoever changed it.
    fn shown(self) -> String {
        self.text.get().unwrap_or_else(|| words::entry::field_text(&self.state.value(&self.cell.get_value())))
    }

    fn begin(self) {
        // A text that could not be read is still being typed: what was seen stays what it was when it began.
        if self.text.with_untracked(Option::is_none) {
            let begun = self.state.begin(&self.cell.get_value());
            self.text.set(Some(words::entry::field_text(&begun.was)));
            self.begun.set_value(Some(begun));
        }
    }

    /// While nothing was typed yet, the field follows what other tabs and files bring, and has seen it. Answers whether
    /// its text changed.
    fn follow(self) -> bool {
        let now = words::entry::field_text(&self.state.value(&self.cell.get_value()));
        let was = self.begun.with_value(|begun| begun.as_ref().map(|begun| words::entry::field_text(&begun.was)));
        let text = self.text.get_untracked();
        if was.is_none() || was != text {
            return false;
        }
        self.begun.set_value(Some(self.state.begin(&self.cell.get_value())));
        let changed = text.as_ref() != Some(&now);
        if changed {
            self.text.set(Some(now));
        }
        changed
    }

    fn type_in(self, text: String) {
        self.begin();
        self.text.set(Some(text));
    }

    fn commit(self) {
        // A field that is taken off the page while it has the focus loses both at once: then nothing is typed any more.
        let (Some(text), Some(begun)) = (self.text.try_get_untracked().flatten(), self.begun.try_get_value().flatten())
        else {
            return;
        };
        if text == words::entry::field_text(&begun.was) {
            return self.rest();
        }
        match self.read(&text) {
            Ok(value) => {
                self.state.set(begun, value);
                self.rest();
            }
            Err(wrong) => {
                self.wrong.set(Some(wrong));
                self.state.keep_unread(begun, text);
            }
        }
    }

    /// Back to showing the cell's value.
    fn rest(self) {
        self.text.set(None);
        self.wrong.set(None);
        self.begun.set_value(None);
        self.state.forget_unread(&self.cell.get_value());
    }

    fn press(self, event: &ev::KeyboardEvent, paragraph: bool) {
        if event.is_composing() {
            return;
        }
        let forward = match event.key().as_str() {
            "Enter" if paragraph && !event.ctrl_key() => return,
            "Enter" if event.shift_key() => -1,
            "Enter" => 1,
            "ArrowDown" if !paragraph => 1,
            "ArrowUp" if !paragraph => -1,
            "Escape" => {
                self.rest();
                self.begin();
                return;
            }
            _ => return,
        };
        event.prevent_default();
        self.commit();
        browser::focus_field(event, forward);
    }
}

fn typed(state: State, cell: Cell, width: Width) -> impl IntoView {
    let id = field_id(&cell);
    let notes = format!("{id}-notes");
    let typing = Typing::new(state, cell.clone());
    let name = {
        let cell = cell.clone();
        follows(move || words::cell::name(&state.plan(), &cell))
    };
    let placeholder = match cell.kind() {
        ValueKind::Observation => words::screen::NOT_ENTERED,
        ValueKind::Target | ValueKind::Year | ValueKind::Number => words::screen::NOT_STATED,
        _ => "",
    };
    {
        let id = id.clone();
        Effect::new(move || {
            if typing.follow() {
                let id = id.clone();
                // The next key replaces the text, as after coming into the field.
                browser::in_next_frame(move || browser::select_focused(&id));
            }
        });
    }
    {
        let cell = cell.clone();
        let waits = Memo::new(move |_| state.is_unread(&cell));
        Effect::new(move || {
            if !waits.get() {
                typing.let_go();
            }
        });
    }
    let doubtful = cell.kind() == ValueKind::Observation && cell.aspect == Aspect::Value;
    let said = {
        let cell = cell.clone();
        move || {
            let wrong = typing.wrong.get().map(|wrong| (true, wrong.to_owned()));
            let doubt =
                |_: ()| doubts(&state.plan(), &cell).into_iter().map(|d| (false, words::entry::doubt(d).to_owned()));
            match wrong {
                Some(wrong) => vec![wrong],
                None if doubtful => doubt(()).collect(),
                None => Vec::new(),
            }
        }
    };
    let described = {
        let (said, notes) = (said.clone(), notes.clone());
        follows(move || (!said().is_empty()).then(|| notes.clone()))
    };
    let invalid = follows(move || typing.wrong.get().is_some().then_some("true"));
    let field = if width == Width::Paragraph {
        view! {
            <textarea
                class="field paragraph"
                id=id
                rows="4"
                data-entry=""
                aria-label=name
                aria-invalid=invalid
                aria-describedby=described
                prop:value=move || typing.shown()
                on:focus=move |_| typing.begin()
                on:input=move |event| typing.type_in(event_target_value(&event))
                on:keydown=move |event| typing.press(&event, true)
                on:blur=move |_| typing.commit()
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                class=if width == Width::Wide { "field wide" } else { "field narrow" }
                class:number=matches!(cell.kind(), ValueKind::Observation | ValueKind::Target | ValueKind::Number)
                id=id
                type="text"
                autocomplete="off"
                data-entry=""
                placeholder=placeholder
                aria-label=name
                aria-invalid=invalid
                aria-describedby=described
                prop:value=move || typing.shown()
                on:focus=move |event| {
                    typing.begin();
                    browser::select_all(&event.into());
                }
                on:input=move |event| typing.type_in(event_target_value(&event))
                on:keydown=move |event| typing.press(&event, false)
                on:blur=move |_| typing.commit()
            />
        }
        .into_any()
    };
    view! {
        {field}
        <span class="field-notes" id=notes>
            {move || {
                said()
                    .into_iter()
                    .map(|(wrong, text)| view! { <span class=if wrong { "wrong" } else { "doubt" }>{text}</span> }.into_any())
                    .collect_view()
            }}
        </span>
    }
}

fn choice(state: State, cell: Cell) -> impl IntoView {
    let begun = StoredValue::new(None::<Begun>);
    let name = {
        let cell = cell.clone();
        follows(move || words::cell::name(&state.plan(), &cell))
    };
    let current = {
        let cell = cell.clone();
        move || words::entry::field_text(&state.value(&cell))
    };
    let begin = {
        let cell = cell.clone();
        move || begun.set_value(Some(state.begin(&cell)))
    };
    let choose = {
        let (begin, cell, current) = (begin.clone(), cell.clone(), current.clone());
        move |event: ev::Event| {
            let text = event_target_value(&event);
            if begun.with_value(Option::is_none) {
                begin();
            }
            if let (Some(begun), Ok(value)) = (begun.get_value(), read_value(&cell, &text, "")) {
                state.set(begun, value);
            }
            // The next choice has seen this one; where it was refused, the list shows what holds.
            begin();
            browser::show_choice(&event, &untrack(&current));
        }
    };
    let options = words::screen::DIRECTIONS.map(|(key, label)| {
        let current = current.clone();
        view! { <option value=key prop:selected=move || current() == key>{label}</option> }.into_any()
    });
    view! {
        <select
            class="field"
            data-entry=""
            aria-label=name
            on:focus=move |_| begin()
            on:change=choose
        >
            {options.collect_view()}
        </select>
    }
}

/// A value chosen by a button or a list beside the field: begun and committed at once, for it was on the screen.
pub fn choose_now(state: State, cell: &Cell, value: Value) {
    let begun = state.begin(cell);
    state.set(begun, value);
}

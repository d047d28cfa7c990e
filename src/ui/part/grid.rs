//! A table of fields, entered as a spreadsheet is: which field stands where, and which one a key leads to.

use std::collections::BTreeMap;

use leptos::{ev, prelude::*};

use crate::browser;
use crate::format::pasted::{read_block, read_html, write_block, write_block_as_html};
use crate::plan::{Aspect, Cell, FiscalYear, map_of};
use crate::state::State;
use crate::words;

use super::field_id;
use super::positions::{Direction, Position, Rows, between, next, next_wanted};

/// The table of fields on the screen. A handle: copies speak of the same table.
#[derive(Clone, Copy)]
pub struct Grid {
    rows: StoredValue<Rows>,
    /// Where each cell stands.
    positions: StoredValue<BTreeMap<Cell, Position>>,
    years: StoredValue<Vec<FiscalYear>>,
    /// The cell of the row in use: the field that had the focus last.
    pub in_use: RwSignal<Option<Cell>>,
    /// The row whose details are shown, the one in use, and the cell of it that they are of. Where a key led there, once what the key did
    /// is painted: the details are most of what changes, and nobody waits for them between two values.
    pub detailed: RwSignal<Option<(Cell, Cell)>>,
    /// Whether a key is moving the focus.
    is_moving: StoredValue<bool>,
    /// The field that has the focus, or had it last.
    focused: StoredValue<Option<Cell>>,
    /// Whether somebody has done something in the table: before that, the focus is where the program has put it.
    is_worked_in: StoredValue<bool>,
    /// The corners of the fields that are selected together; the first is the field with the focus.
    selection: RwSignal<Option<(Position, Position)>>,
    /// Whether the keys ← and → belong to the text of the field: since F2, or a press within the text.
    is_writing: StoredValue<bool>,
    /// Whether a button of a pointer is down: the row in use changes when it is released, so that nothing moves away under it.
    is_pressing: StoredValue<bool>,
    /// The row that the focus came into meanwhile, where it is not a field that was pressed.
    entered: StoredValue<Option<Cell>>,
}

impl Grid {
    /// A table of the fields of `years`, without rows yet.
    pub fn new(years: Vec<FiscalYear>) -> Grid {
        Grid {
            rows: StoredValue::new(Vec::new()),
            positions: StoredValue::new(BTreeMap::new()),
            years: StoredValue::new(years),
            in_use: RwSignal::new(None),
            detailed: RwSignal::new(None),
            is_moving: StoredValue::new(false),
            focused: StoredValue::new(None),
            is_worked_in: StoredValue::new(false),
            selection: RwSignal::new(None),
            is_writing: StoredValue::new(false),
            is_pressing: StoredValue::new(false),
            entered: StoredValue::new(None),
        }
    }

    /// The table around, where there is one.
    pub fn around() -> Option<Grid> {
        use_context()
    }

    /// Takes the rows in the order in which they are shown.
    pub fn set_rows(&self, rows: Rows) {
        let cells = rows.iter().enumerate().flat_map(|(row, cells)| {
            cells.iter().enumerate().filter_map(move |(column, cell)| Some((cell.clone()?, (row, column))))
        });
        self.positions.set_value(map_of(cells));
        // In another order what is next begins at the top.
        if self.rows.with_value(|before| *before != rows) {
            self.focused.set_value(None);
            self.is_worked_in.set_value(false);
            self.select(None);
        }
        self.rows.set_value(rows);
    }

    fn position(&self, cell: &Cell) -> Option<Position> {
        self.positions.with_value(|positions| positions.get(cell).copied())
    }

    /// The row of `cell` is in use.
    pub fn use_row(&self, cell: &Cell) {
        self.is_pressing.set_value(false);
        if self.in_use.with_untracked(|in_use| in_use.as_ref() != Some(cell)) {
            self.in_use.set(Some(cell.clone()));
        }
        let grid = *self;
        match self.is_moving.get_value() {
            true if self.detailed.with_untracked(|shown| *shown != self.in_use()) => {
                browser::when_painted(move || {
                    // Nothing moves away under a button that is down: its release shows them.
                    if grid.is_pressing.try_get_value() == Some(false) {
                        grid.show_details();
                    }
                });
            }
            true => {}
            false => self.show_details(),
        }
    }

    /// Shows the details of the row in use, if there still is a table.
    fn show_details(&self) {
        let Some(shown) = self.detailed.try_get_untracked() else { return };
        let in_use = self.in_use();
        if in_use != shown {
            self.detailed.set(in_use);
        }
    }

    /// The row in use, and the cell of it that has the focus, or had it last; its first cell where none of it had.
    fn in_use(&self) -> Option<(Cell, Cell)> {
        let row = self.in_use.try_get_untracked()??;
        let at = |cell: &Cell| self.position(cell).map(|(row, _)| row);
        let focused = self.focused.get_value().filter(|focused| at(focused) == at(&row));
        Some((row.clone(), focused.unwrap_or(row)))
    }

    /// The focus comes into the row of `cell`.
    pub fn enter_row(&self, cell: &Cell) {
        match self.is_pressing.get_value() {
            true => self.entered.set_value(Some(cell.clone())),
            false => self.use_row(cell),
        }
    }

    /// The focus comes into the details of `cell`, in the row that `row` is the first cell of.
    pub fn enter_details(&self, row: &Cell, cell: &Cell) {
        self.focused.set_value(Some(cell.clone()));
        self.enter_row(row);
    }

    /// A button of a pointer goes down in the table.
    pub fn hold(&self) {
        self.is_worked_in.set_value(true);
        self.is_pressing.set_value(true);
        self.entered.set_value(None);
    }

    /// The focus comes into the field of `cell`.
    pub fn enter_field(&self, cell: &Cell) {
        self.is_writing.set_value(false);
        self.select(None);
        self.focused.set_value(Some(cell.clone()));
    }

    /// A button of a pointer goes down on the field of `cell`. With Shift, all fields from the one with the focus are selected, and the
    /// focus stays; in the field with the focus it puts the caret into the text.
    pub fn press(&self, state: State, cell: &Cell, event: &ev::PointerEvent) {
        self.is_worked_in.set_value(true);
        self.is_pressing.set_value(true);
        if !event.shift_key() && self.focused.with_value(|focused| focused.as_ref() == Some(cell)) {
            self.write(true);
        }
        if event.shift_key() {
            event.prevent_default();
            self.select_to(state, cell);
        }
    }

    /// A button of a pointer is released in the table: the row that has the focus is in use.
    pub fn release(&self) {
        self.is_pressing.set_value(false);
        let entered = self.entered.get_value();
        if let Some(cell) = entered.or_else(|| self.focused.get_value()) {
            self.use_row_of(&cell);
        }
    }

    /// The row of a field is in use: it is known by its first cell.
    fn use_row_of(&self, cell: &Cell) {
        let first = self
            .position(cell)
            .and_then(|(row, _)| self.rows.with_value(|rows| rows.get(row)?.iter().flatten().next().cloned()));
        if let Some(first) = first {
            self.use_row(&first);
        }
    }

    /// A pointer comes over the field of `cell`: with its button down, all fields from the one with the focus are selected.
    pub fn drag(&self, state: State, cell: &Cell, event: &ev::PointerEvent) {
        if event.buttons() == 1 && event.pointer_type() == "mouse" && self.is_pressing.get_value() {
            self.select_to(state, cell);
        }
    }

    /// Whether the field of `cell` is selected with others; followed.
    pub fn is_selected(&self, cell: &Cell) -> bool {
        let Some((from, to)) = self.selection.get() else { return false };
        let at = self.position(cell);
        let within = |at: usize, a: usize, b: usize| (a.min(b)..=a.max(b)).contains(&at);
        at.is_some_and(|at| within(at.0, from.0, to.0) && within(at.1, from.1, to.1))
    }

    fn select(&self, corners: Option<(Position, Position)>) {
        if self.selection.get_untracked() != corners {
            self.selection.set(corners);
        }
    }

    fn focused_at(&self) -> Option<Position> {
        self.position(&self.focused.get_value()?)
    }

    fn select_to(&self, state: State, cell: &Cell) {
        let to = self.position(cell);
        let corners = self.focused_at().zip(to).filter(|(from, to)| from != to);
        self.select(corners);
        if let Some(corners) = corners {
            // What is done next is done to all of them, not to the text of one.
            self.write(false);
            let count = self.rows.with_value(|rows| between(rows, corners).iter().flatten().flatten().count());
            state.say(words::pasting::selected(count));
        }
    }

    /// The fields that are selected together; none where it is one alone.
    fn selected(&self) -> Option<Rows> {
        let corners = self.selection.get_untracked()?;
        Some(self.rows.with_value(|rows| between(rows, corners)))
    }

    /// Moves the focus from the field of `cell`, or of what is said of it.
    fn go(&self, cell: &Cell, direction: Direction) {
        let from = self.position(&cell.with_aspect(Aspect::Value));
        let there = self.rows.with_value(|rows| {
            let (row, column) = next(rows, from?, direction)?;
            rows.get(row)?.get(column)?.clone()
        });
        if let Some(there) = there {
            self.move_to(&there);
        }
    }

    /// Moves the focus, as a key asks for, into the field of `cell`.
    fn move_to(&self, cell: &Cell) {
        self.is_moving.set_value(true);
        browser::focus_field_by_id(&field_id(cell));
        self.is_moving.set_value(false);
    }

    /// Selects one more field in a direction from the last that was.
    fn extend(&self, state: State, direction: Direction) {
        let from = self.selection.get_untracked().map(|(_, to)| to).or_else(|| self.focused_at());
        let cell = self.rows.with_value(|rows| {
            let (row, column) = next(rows, from?, direction)?;
            rows.get(row)?.get(column)?.clone()
        });
        if let Some(cell) = cell {
            self.select_to(state, &cell);
        }
    }

    /// Moves the focus to the next cell without a value behind the last that had it, to the first where nothing was done in the table
    /// yet; says so where there is none.
    pub fn go_to_missing(&self, state: State) {
        let (plan, from) =
            (untrack(|| state.plan()), self.focused.get_value().filter(|_| self.is_worked_in.get_value()));
        self.is_worked_in.set_value(true);
        let missing = |cell: &Cell| plan.value(cell) == cell.kind().empty();
        let there = self.rows.with_value(|rows| next_wanted(rows, from.as_ref(), missing).cloned());
        match there {
            Some(cell) => {
                self.move_to(&cell);
            }
            None => state.say(words::screen::NOTHING_MISSING.to_owned()),
        }
    }

    /// Handles a key in the field of `cell`, or of what is said of it, as a spreadsheet does. Returns whether the field has nothing
    /// left to do with it.
    pub fn key(&self, state: State, cell: &Cell, event: &ev::KeyboardEvent) -> bool {
        if !matches!(event.key().as_str(), "Tab" | "Shift" | "Control" | "Alt" | "Meta") {
            self.is_worked_in.set_value(true);
        }
        self.is_pressing.set_value(false);
        if event.key() == "Tab" {
            // It may lead into the details.
            self.show_details();
        }
        let is_value = cell.aspect == Aspect::Value;
        let at_rest = is_value && state.is_at_rest(cell);
        let is_writing = self.is_writing.get_value();
        let is_many = self.years.with_value(|years| years.len() > 1);
        let (command, shift) = (event.ctrl_key() || event.meta_key(), event.shift_key());
        let alone = !(command || event.alt_key() || shift);
        let towards = match event.key().as_str() {
            "ArrowDown" => Some(Direction::Down),
            "ArrowUp" => Some(Direction::Up),
            "ArrowLeft" => Some(Direction::Left).filter(|_| is_many),
            "ArrowRight" => Some(Direction::Right).filter(|_| is_many),
            _ => None,
        };
        let commits = |direction| {
            state.commit_typing(cell);
            self.go(cell, direction);
        };
        match (event.key().as_str(), towards) {
            ("Enter", _) if !command => commits(if shift { Direction::Up } else { Direction::Down }),
            ("ArrowDown", _) if event.alt_key() => {
                state.commit_typing(cell);
                self.go_to_missing(state);
            }
            (_, Some(direction)) if shift && at_rest && !is_writing && !command => self.extend(state, direction),
            (_, Some(direction @ (Direction::Up | Direction::Down))) if alone => commits(direction),
            (_, Some(direction)) if alone && is_value && !is_writing => commits(direction),
            ("F2", _) if alone && is_value => {
                self.write(true);
                browser::put_caret_at_end(event);
            }
            ("F2", _) if shift && !command && is_value => {
                // As for notes in spreadsheets.
                self.show_details();
                let remark = field_id(&cell.with_aspect(Aspect::Remark));
                browser::in_next_frame(move || {
                    browser::focus_field_by_id(&remark);
                });
            }
            ("Escape", _) if is_value && self.selected().is_some() => self.select(None),
            ("Escape", _) => {
                self.write(false);
                return false;
            }
            ("Delete" | "Backspace", _) if at_rest && !is_writing && self.selected().is_some() => self.clear(state),
            ("d" | "D", _) if command && is_value && !shift => self.fill(state, cell),
            _ => return false,
        }
        event.prevent_default();
        true
    }

    fn clear(&self, state: State) {
        let cells: Vec<Cell> = self.selected().into_iter().flatten().flatten().flatten().collect();
        state.clear_cells(&cells);
        if let Some(cell) = self.focused.get_value() {
            state.begin_typing(&cell);
        }
    }

    /// Copies the topmost selected field of each column down; without a selection, the field above.
    fn fill(&self, state: State, cell: &Cell) {
        state.commit_typing(cell);
        let rows = self.selected().or_else(|| {
            let at = self.position(cell)?;
            self.rows.with_value(|rows| Some(between(rows, (next(rows, at, Direction::Up)?, at))))
        });
        let Some(rows) = rows else { return };
        let width = rows.first().map_or(0, Vec::len);
        let column = |at: usize| rows.iter().filter_map(|row| row.get(at)?.clone()).collect();
        state.fill_down((0..width).map(column).collect());
        state.begin_typing(cell);
    }

    /// Puts the fields that are selected together on the clipboard; one alone is copied as the text it is.
    pub fn copy(&self, state: State, event: &ev::ClipboardEvent, cuts: bool) {
        let Some(rows) = self.selected().filter(|_| self.is_of_field(event)) else { return };
        let block = state.block_of(&rows);
        if browser::put_on_clipboard(event, &write_block(&block), &write_block_as_html(&block)) {
            event.prevent_default();
            if cuts {
                self.clear(state);
            } else {
                state.say(words::notice::COPIED.to_owned());
            }
        }
    }

    /// Takes what is pasted into a field: a block goes to as many fields as it has values. One value alone is text for the field.
    pub fn paste(&self, state: State, event: &ev::ClipboardEvent) {
        let (Some(at), true) = (self.focused_at(), self.is_of_field(event)) else { return };
        let Some(pasted) = browser::pasted(event) else { return };
        let block = read_html(&pasted.html).unwrap_or_else(|| read_block(&pasted.text));
        // Empty lines before a value are fields that it does not go into.
        let is_alone = block.len() < 2 && block.iter().map(Vec::len).sum::<usize>() < 2;
        let corner = self.selection.get_untracked().map_or(at, |(a, b)| (a.0.min(b.0), a.1.min(b.1)));
        if is_alone {
            return;
        }
        event.prevent_default();
        if let Some(cell) = self.focused.get_value() {
            // What was typed and not yet said to hold stays, if it is not replaced.
            state.commit_typing(&cell);
        }
        let plan = untrack(|| state.plan());
        let target = self.rows.with_value(|rows| words::pasting::target(&plan, rows, self.years.get_value()));
        state.paste(&block, &target, corner);
        self.refocus(state);
    }

    /// Whether an event is for the field that has the focus, and not for one of what is said of its value.
    fn is_of_field(&self, event: &ev::ClipboardEvent) -> bool {
        self.focused.get_value().is_some_and(|cell| browser::target_id(event) == field_id(&cell))
    }

    /// Moves the focus to the field that had it last, ready to be typed over.
    pub fn refocus(&self, state: State) {
        if let Some(cell) = self.focused.get_value().filter(|_| state.desk().pasting.with_untracked(Option::is_none)) {
            state.begin_typing(&cell);
            let id = field_id(&cell);
            browser::in_next_frame(move || {
                browser::focus_field_by_id(&id);
            });
        }
    }

    /// Whether the keys belong to the text of the field from now on: something is typed, or put back.
    pub fn write(&self, is_writing: bool) {
        self.is_writing.set_value(is_writing);
    }
}

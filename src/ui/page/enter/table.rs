//! The table of entry: a row an indicator or amount, in the sheet's order, with the years before beside the fields.
//!
//! It is a table of fields and no ARIA grid: every field keeps its whole name, is found by whoever lists the fields of a page,
//! and takes keys as any other; a grid would have to be switched into for each text, and hides its fields from such lists.

use leptos::prelude::*;

use crate::plan::{Aspect, Cell, Field as F, FiscalYear, Plan, Policy, SubjectId, Value, ValueKind, YearlyRow, set_of};
use crate::state::State;
use crate::ui::page::commentary::CommentaryEditor;
use crate::ui::part::{
    CellNotes, Field, FieldNotes, Grid, ObservationFields, Rows, ScrollTable, cell_history, follows,
};
use crate::words;

use super::confirm::{ConfirmLabel, confirm_group, confirm_row, is_doubted};

/// The rows of the policy itself, or of one of its projects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The policy.
    policy: SubjectId,
    /// The project; none for the policy's own indicators.
    project: Option<SubjectId>,
    rows: Rows,
}

impl Group {
    /// All of a policy with a cell for each year, in the sheet's order. The policy's own group comes first, also where it has no
    /// indicators: it has its commentary.
    pub fn all_of(plan: &Plan, policy: &Policy, years: &[FiscalYear]) -> Vec<Group> {
        let group = |project: Option<SubjectId>, rows| Group { policy: policy.id.clone(), project, rows };
        let groups = plan.rows_of(policy, years.iter().copied()).into_iter();
        let groups = groups.map(|(project, rows)| group(project.map(|project| project.id.clone()), rows));
        let groups: Vec<Group> = groups.collect();
        let is_kept = years.iter().any(|year| plan.is_kept(&policy.id, *year));
        let has_own = groups.iter().any(|group| group.project.is_none());
        (is_kept && !has_own).then(|| group(None, Vec::new())).into_iter().chain(groups).collect()
    }

    /// The same in two parts: what `department` enters, or all where none is chosen, and what others do.
    pub fn by_duty(
        plan: &Plan,
        policy: &Policy,
        years: &[FiscalYear],
        department: Option<&str>,
    ) -> (Vec<Group>, Vec<Group>) {
        let all = Group::all_of(plan, policy, years).into_iter();
        all.partition(|group| !group.is_of_others(plan, department))
    }

    /// The project, or the policy.
    fn subject(&self) -> &SubjectId {
        self.project.as_ref().unwrap_or(&self.policy)
    }

    /// Its cells, row by row.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.rows.iter().flatten().flatten()
    }

    /// Whether other departments answer for it than `department`. Nobody does for what the sheet names no department for.
    fn is_of_others(&self, plan: &Plan, department: Option<&str>) -> bool {
        let duty = self.project.as_ref().zip(department).and_then(|(id, department)| plan.is_duty_of(department, id));
        duty == Some(false)
    }

    fn name(&self, plan: &Plan) -> String {
        let name = self.project.as_ref().map(|id| words::screen::project_name(plan, id));
        let own = if self.rows.is_empty() { words::screen::WHOLE_POLICY } else { words::screen::POLICY_INDICATORS };
        name.unwrap_or_else(|| own.to_owned())
    }
}

/// The columns of the table beside names and states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// Whether the latest value of each indicator is shown, and of which year, where it is the same for all.
    latest: Option<FiscalYear>,
    /// The plan's years before those that are entered.
    before: Vec<FiscalYear>,
    /// The years that are entered.
    entered: Vec<FiscalYear>,
}

impl Columns {
    /// The columns for entering `years`.
    pub fn new<'a>(plan: &Plan, groups: impl Iterator<Item = &'a Group>, years: Vec<FiscalYear>) -> Columns {
        let of = |cell: &Cell| plan.indicator(&cell.subject).and_then(|indicator| indicator.latest_year);
        let latest = set_of(groups.flat_map(Group::cells).filter_map(of));
        let before = plan.years().take_while(|year| years.first().is_some_and(|first| year < first)).collect();
        Columns { latest: latest.first().copied().filter(|_| latest.len() == 1), before, entered: years }
    }

    /// Whether one year is entered: then there is room for what is said of its values.
    fn has_states(&self) -> bool {
        self.entered.len() == 1
    }

    fn count(&self) -> usize {
        2 + self.before.len() + self.entered.len() + usize::from(self.has_states())
    }
}

/// The table.
pub fn entry_table(
    state: State,
    grid: Grid,
    name: Signal<String>,
    columns: Memo<Columns>,
    groups: Memo<(Vec<Group>, Vec<Group>)>,
) -> impl IntoView {
    let head = follows(move || head(&columns.get()));
    let body = follows(move || {
        // Whose values are entered comes first; in the sheet's order otherwise.
        let (own, others) = groups.get();
        grid.set_rows(own.iter().chain(&others).flat_map(|group| group.rows.clone()).collect());
        let columns = columns.get();
        let others_head = (!others.is_empty() && !own.is_empty()).then(|| {
            view! {
                <tbody>
                    <tr class="entry-others">
                        <th colspan=columns.count().to_string()>{words::screen::OTHERS_ROWS}</th>
                    </tr>
                </tbody>
            }
            .into_any()
        });
        let own = own.iter().map(|group| group_rows(state, grid, &columns, group)).collect_view();
        let others = others.iter().map(|group| group_rows(state, grid, &columns, group)).collect_view();
        (own, others_head, others).into_any()
    });
    let is_wide = columns.with_untracked(|columns| !columns.has_states());
    let table = view! {
        <table
            class="entry"
            class:many=is_wide
            aria-label=move || name.get()
            on:pointerdown=move |_| grid.hold()
            on:pointerup=move |_| grid.release()
            on:pointercancel=move |_| grid.release()
            on:copy=move |event| grid.copy(state, &event, false)
            on:cut=move |event| grid.copy(state, &event, true)
            on:paste=move |event| grid.paste(state, &event)
        >
            {head}
            {body}
        </table>
    };
    match is_wide {
        true => view! { <ScrollTable name=name>{table}</ScrollTable> }.into_any(),
        false => table.into_any(),
    }
}

fn head(columns: &Columns) -> impl IntoView + use<> {
    let year = |year: &FiscalYear, class: &'static str| {
        let year = *year;
        view! {
            <th scope="col" class=class>
                <abbr title=words::year::in_sentence(year)>{words::year::short(year)}</abbr>
            </th>
        }
        .into_any()
    };
    let latest = columns.latest.map_or_else(|| words::screen::ENTRY_LATEST.to_owned(), words::year::printed);
    view! {
        <thead>
            <tr>
                <th scope="col" class="entry-label">
                    {words::screen::ENTRY_NAME}
                </th>
                <th scope="col" class="entry-before">
                    {latest}
                </th>
                {columns.before.iter().map(|of| year(of, "entry-before")).collect_view()}
                {columns.entered.iter().map(|of| year(of, "entry-now")).collect_view()}
                {columns
                    .has_states()
                    .then(|| {
                        view! {
                            <th scope="col" class="entry-state">
                                {words::screen::ENTRY_STATE}
                            </th>
                        }
                            .into_any()
                    })}
            </tr>
        </thead>
    }
}

fn group_rows(state: State, grid: Grid, columns: &Columns, group: &Group) -> AnyView {
    let name = {
        let group = group.clone();
        Signal::derive(move || group.name(&state.about(group.subject()).plan))
    };
    let department =
        group.project.clone().map(|id| follows(move || state.about(&id).plan.text(&id, F::Department).to_owned()));
    let confirm = confirm_group(state, ConfirmLabel::InHead(name), group.cells().cloned().collect());
    let (button, commentary) = commentary(state, columns, group);
    view! {
        <tbody>
            <tr class="entry-group">
                <th scope="rowgroup" colspan=columns.count().to_string()>
                    <div>
                        <span>{move || name.get()} " " <bdi class="quiet">{department}</bdi></span>
                        <span class="entry-group-tools">{confirm} {button}</span>
                    </div>
                </th>
            </tr>
            {commentary}
            {group.rows.iter().filter_map(|cells| row(state, grid, columns, cells)).collect_view()}
        </tbody>
    }
    .into_any()
}

/// What people write about the group's policy or project: the button in its head, and the row below that it opens.
fn commentary(state: State, columns: &Columns, group: &Group) -> (AnyView, AnyView) {
    let editor = CommentaryEditor::new(state, group.subject(), columns.entered.clone());
    let label = match group.project {
        Some(_) => words::screen::COMMENTARY,
        None => words::screen::COMMENTARY_OF_POLICY,
    };
    let span = columns.count().to_string();
    let (button, fields) = {
        let opened = editor.clone();
        (
            follows(move || state.is_editing().then(|| opened.button(label))),
            follows(move || {
                (state.is_editing() && editor.is_open()).then(|| {
                    let fields = editor.fields();
                    view! {
                        <tr class="entry-commentary">
                            <td colspan=span.clone()>{fields}</td>
                        </tr>
                    }
                    .into_any()
                })
            }),
        )
    };
    (view! { {button} }.into_any(), view! { {fields} }.into_any())
}

fn row(state: State, grid: Grid, columns: &Columns, cells: &YearlyRow) -> Option<AnyView> {
    let first = cells.iter().flatten().next()?.clone();
    let (label, unit) = {
        let (cell, of) = (first.clone(), first.clone());
        // The labels of amounts say theirs.
        let is_said = matches!(cell.field(), F::Budget | F::Settlement);
        (
            follows(move || words::screen::entry_label(&state.about(&cell.subject).plan, &cell)),
            follows(move || (!is_said).then(|| words::cell::unit(&state.about(&of.subject).plan, &of))),
        )
    };
    let fields = columns.entered.iter().zip(cells).map(|(year, cell)| match cell {
        Some(cell) if columns.has_states() => entered(state, grid, *year, cell, true),
        Some(cell) => entered(state, grid, *year, cell, false),
        None => view! { <td class="entry-field missing">{words::arranging::RETIRED}</td> }.into_any(),
    });
    let stated = columns.has_states().then(|| {
        let (cell, noted) = (first.clone(), first.clone());
        view! {
            <td class="entry-state">
                <FieldNotes state cell=cell.clone() />
                <CellNotes state cell=Some(cell) />
                {memo(state, noted)}
            </td>
        }
        .into_any()
    });
    let in_use = {
        let cell = first.clone();
        Memo::new(move |_| state.is_editing() && grid.in_use.read().as_ref() == Some(&cell))
    };
    let (focused, chosen) = (first.clone(), first.clone());
    let row = view! {
        <tr
            class="entry-row"
            class:in-use=in_use
            on:focusin=move |_| grid.enter_row(&focused)
            on:click=move |event| {
                if !event.shift_key() {
                    grid.use_row(&chosen);
                }
            }
        >
            <th scope="row" class="entry-label">
                {label}
                " "
                <bdi class="unit">{unit}</bdi>
            </th>
            {before(state, columns, &first)}
            {fields.collect_view()}
            {stated}
        </tr>
    };
    let span = columns.count().to_string();
    // Of several fields in a row it is said whose the details are.
    let is_one = columns.has_states();
    let more =
        cells.iter().flatten().map(|cell| details(state, grid, first.clone(), cell.clone(), is_one, span.clone()));
    let more = more.collect_view();
    Some((row, more).into_any())
}

/// What is said of a value, below its row: where the row is in use, of the field that has the focus, or had it last. What stands in one of
/// its fields and is no value yet is not put out of sight, nor while it is typed.
fn details(state: State, grid: Grid, row: Cell, cell: Cell, is_one: bool, span: String) -> AnyView {
    let is_open = {
        let typed = [Aspect::Remark, Aspect::Internal].map(|aspect| cell.with_aspect(aspect));
        let shown = (row.clone(), cell.clone());
        let is_typed = move || typed.iter().any(|cell| state.typed(cell).is_some());
        Memo::new(move |_| state.is_editing() && (grid.detailed.read().as_ref() == Some(&shown) || is_typed()))
    };
    let shown = follows(move || {
        let [own, doubted, told, focused] = [(); 4].map(|()| cell.clone());
        let (row, year) = (row.clone(), cell.year().filter(|_| !is_one).map(words::year::short));
        is_open.get().then(|| {
            view! {
                <tr class="entry-more" on:focusin=move |_| grid.enter_details(&row, &focused)>
                    <td colspan=span.clone()>
                        <div>
                            {year.map(|year| view! { <strong>{year}</strong> }.into_any())}
                            <ObservationFields state cell=cell.clone() /> {confirm_row(state, own)}
                        </div>
                        {reason_wanted(state, doubted)}
                        {cell_history(state, told)}
                    </td>
                </tr>
            }
            .into_any()
        })
    });
    view! { {shown} }.into_any()
}

/// Where a value is doubtful: that the reason can be noted, until it is.
fn reason_wanted(state: State, cell: Cell) -> impl IntoView {
    follows(move || {
        let wanted = state.is_editing() && is_doubted(state, &cell);
        wanted.then(|| view! { <p class="doubt">{words::entry::REASON_WANTED}</p> }.into_any())
    })
}

/// A cell's field; where there is no column for what is said of it, with that.
fn entered(state: State, grid: Grid, year: FiscalYear, cell: &Cell, notes_apart: bool) -> AnyView {
    let said = (!notes_apart).then(|| view! { <CellNotes state cell=Some(cell.clone()) /> }.into_any());
    let [focused, pressed, over, selected] = [(); 4].map(|()| cell.clone());
    view! {
        <td
            class="entry-field"
            class:selected=move || grid.is_selected(&selected)
            data-head=words::year::short(year)
            on:focusin=move |_| grid.enter_field(&focused)
            on:pointerdown=move |event| grid.press(state, &pressed, &event)
            on:pointerenter=move |event| grid.drag(state, &over, &event)
        >
            <Field state cell=Some(cell.clone()) notes_apart />
            {said}
        </td>
    }
    .into_any()
}

/// The values of the years before.
fn before(state: State, columns: &Columns, cell: &Cell) -> impl IntoView + use<> {
    let (id, field, common) = (cell.subject.clone(), cell.field(), columns.latest);
    let latest = {
        let id = id.clone();
        follows(move || {
            let plan = &state.about(&id).plan;
            let indicator = plan.indicator(&id)?;
            let year = indicator.latest_year.filter(|year| Some(*year) != common);
            Some(match year {
                Some(year) => words::screen::of_its_year(indicator.latest, year),
                // Below the head of the common year it would be taken for one of it.
                None if indicator.latest_year.is_none() && common.is_some() && indicator.latest.number().is_some() => {
                    words::screen::of_unknown_year(indicator.latest)
                }
                None => words::observation::in_table(indicator.latest),
            })
        })
    };
    let head = common.map_or_else(|| words::screen::ENTRY_LATEST.to_owned(), words::year::printed);
    let years = columns.before.iter().map(|year| {
        let cell = Cell::yearly(&id, field, *year);
        let shown = follows(move || {
            let cell = cell.as_ref()?;
            let plan = &state.about(&cell.subject).plan;
            match plan.has(cell).then(|| plan.value(cell))? {
                Value::Observation(observed) => Some(words::observation::in_table(observed)),
                _ => None,
            }
        });
        view! {
            <td class="entry-before" data-head=words::year::short(*year)>
                {shown}
            </td>
        }
        .into_any()
    });
    view! {
        <td class="entry-before" data-head=head>
            {latest}
        </td>
        {years.collect_view()}
    }
}

/// The memo, which is never published: seen without bringing the row in use.
fn memo(state: State, cell: Cell) -> impl IntoView {
    let cell = cell.with_aspect(Aspect::Internal);
    follows(move || {
        let editing = state.is_editing();
        let value = state.value(&cell);
        let text = words::cell::value(&state.about(&cell.subject).plan, &cell, &value);
        let wanted = editing && value != cell.kind().empty() && cell.kind() == ValueKind::Text;
        wanted.then(|| view! { <span class="remark">{words::screen::memo(&text)}</span> }.into_any())
    })
}

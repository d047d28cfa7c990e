//! A figure: title, sentence, drawing, table, source; all from one series. The drawing is the part that may fail.

use leptos::html::Div;
use leptos::prelude::*;

use crate::browser::{self, InView, echarts};
use crate::chart::{FigureOf, Look, Scheme, TableCell, TableState, ValueTable};
use crate::edits::View;
use crate::plan::{FiscalYear, Missing, SubjectId, runs};
use crate::state::State;
use crate::ui::part::{Medium, PageDrawings, as_table, follows, headline, pressed};
use crate::words;

/// Returns the figure of an indicator or project as a view shows it; none of any other id.
pub fn figure_of(state: State, view: &View, id: &SubjectId) -> Option<FigureOf> {
    state.with_edition(|edition| FigureOf::of(view, edition, id))
}

/// A figure. What it shows may change: the drawing follows, and is gone from memory when the figure leaves the page.
#[component]
pub fn Figure(
    /// What it is of: names its parts in the page, where no other figure is of the same.
    id: SubjectId,
    /// What it shows.
    of: Memo<Option<FigureOf>>,
    /// The date of the data.
    #[prop(into)]
    date: Signal<String>,
    /// Whether the table is open from the start.
    #[prop(optional)]
    table_open: bool,
    /// Whether its numbers stand above, with the verdict on the indicator ([`super::Judged`]) or in a table: they are not said
    /// once more.
    #[prop(optional)]
    is_short: bool,
    /// Whether its title stands above already, and is there for screen readers alone.
    #[prop(optional)]
    is_untitled: bool,
) -> impl IntoView {
    let zoom = RwSignal::new(false);
    let drawn = Memo::new(move |_| of.get().is_some_and(|figure| figure.options(&Look::default()).is_some()));
    // Nothing to draw yet, and all that there is stands above: no box is put around that.
    let is_bare = move || is_short && !drawn.get();
    let may_zoom = Memo::new(move |_| of.with(|f| f.as_ref().is_some_and(FigureOf::may_zoom)));
    let part = move |read: fn(&FigureOf) -> String| {
        follows(move || of.with(|figure| figure.as_ref().map(read).unwrap_or_default()))
    };
    let title = part(|figure| figure.title.clone());
    let table =
        move |id: String| follows(move || of.get().map(|figure| value_table(id.clone(), figure.table))).into_any();
    let (table_button, table) = as_table(format!("figure-{id}-table"), RwSignal::new(table_open), table);
    let is_program = Medium::current().is_program();
    view! {
        <figure class="figure" class:bare=is_bare>
            <figcaption class=move || if is_untitled || is_bare() { "hidden" } else { "figure-title" }>
                {title}
            </figcaption>
            {move || {
                let only = of.with(|figure| figure.as_ref().and_then(FigureOf::only_number)).filter(|_| !is_short);
                only.map(|only| view! { <p class="standing">{headline(only)}</p> }.into_any())
            }}
            {move || {
                let said = of.with(|figure| {
                    figure.as_ref().map(|figure| if is_short { figure.rest.clone() } else { figure.sentence.clone() })
                });
                let said = said.filter(|said| !said.is_empty());
                said.map(|said| view! { <p class="sentence">{said}</p> }.into_any())
            }}
            {move || drawn.get().then(|| view! { <Drawing id=id.clone() of zoom /> }.into_any())}
            <p class="source">
                {move || {
                    let date = date.get();
                    of.with(|figure| figure.as_ref().map(|figure| figure.source_line(&date)))
                }}
            </p>
            <div class="figure-menu">
                {table_button}
                {move || {
                    (is_program && drawn.get() && may_zoom.get())
                        .then(|| {
                            let axis = move || {
                                let said = if zoom.get() {
                                    words::figure::AXIS_ZOOMED
                                } else {
                                    words::figure::AXIS_WITH_NOUGHT
                                };
                                said.to_string()
                            };
                            view! {
                                <button
                                    type="button"
                                    aria-pressed=move || zoom.get().to_string()
                                    on:click=pressed(move |_| zoom.update(|zoom| *zoom = !*zoom))
                                >
                                    {words::screen::ZOOM_AXIS}
                                </button>
                                <span class="axis quiet" role="status">
                                    {axis}
                                </span>
                            }.into_any()
                        })
                }}
            </div>
            {table}
        </figure>
    }
}

/// The drawing itself: waits until it comes near the visible part of the page, then loads ECharts and draws.
#[component]
pub fn Drawing(
    /// What it is of.
    id: SubjectId,
    /// What it shows.
    of: Memo<Option<FigureOf>>,
    /// Whether its value axis need not begin at nought.
    #[prop(optional)]
    zoom: Option<RwSignal<bool>>,
    /// One of many, with the years of all: small, without legend, and nothing to be walked.
    #[prop(optional)]
    small: Option<(FiscalYear, FiscalYear)>,
) -> impl IntoView {
    if let (Some(PageDrawings(draw)), Some(figure)) = (use_context(), of.get_untracked()) {
        return draw(&id, &figure, small);
    }
    let place = NodeRef::<Div>::new();
    let drawing = StoredValue::new_local(None::<echarts::Drawing>);
    let near = StoredValue::new_local(None::<InView>);
    let ready = RwSignal::new(false);
    let resized = Trigger::new();
    let failed = RwSignal::new(false);
    Effect::new(move || {
        let Some(element) = place.get() else { return };
        let watched = browser::in_view(&element.clone().into(), move || {
            leptos::task::spawn_local(async move {
                let made = match echarts::load().await {
                    Ok(()) => echarts::Drawing::new(&element.into(), move || resized.notify()),
                    Err(error) => Err(error),
                };
                // The screen may be gone by now: then the drawing is dropped here, and with it its instance.
                match made {
                    Ok(made) => {
                        if drawing.try_update_value(|drawing| *drawing = Some(made)).is_some() {
                            ready.try_set(true);
                        }
                    }
                    Err(_) => {
                        failed.try_set(true);
                    }
                }
            });
        });
        near.set_value(Some(watched));
    });
    Effect::new(move || {
        if !ready.get() {
            return;
        }
        resized.track();
        let element_width = place.get().map(|element| browser::width_of(&element.into())).unwrap_or_default();
        let zoom = zoom.is_some_and(|zoom| zoom.get());
        let look = Look { scheme: Scheme::Page, zoom, width: element_width.max(1), small };
        let label = |figure: &FigureOf| if small.is_some() { String::new() } else { figure.walk_label() };
        let options =
            of.with(|figure| figure.as_ref().and_then(|figure| Some((figure.options(&look)?, label(figure)))));
        let drawn = drawing.with_value(|drawing| match (drawing, options) {
            (Some(drawing), Some((options, label))) => drawing.draw(&options, &label).is_ok(),
            _ => true,
        });
        if !drawn {
            failed.set(true);
        }
    });
    on_cleanup(move || {
        drawing.try_update_value(|drawing| *drawing = None);
        near.try_update_value(|near| *near = None);
    });
    let name = follows(move || {
        of.with(|f| f.as_ref().map(|f| words::screen::drawing_name(&f.title, &f.sentence)).unwrap_or_default())
    });
    view! {
        <div class="drawing-frame" class:failed=move || failed.get()>
            <div class="drawing" role="img" aria-label=name node_ref=place></div>
            {move || failed.get().then(|| view! { <p class="drawing-failed">{words::screen::DRAWING_FAILED}</p> }.into_any())}
        </div>
    }
    .into_any()
}

/// How a cell is set.
pub fn cell_class(state: TableState) -> &'static str {
    match state {
        TableState::Number | TableState::Preliminary => "number",
        TableState::Conflict => "number in-conflict",
        TableState::Missing(_) | TableState::NoNumber => "missing",
        TableState::Text => "",
    }
}

/// A figure's table, in a frame that scrolls. Cells beside each other without a value are one, which says so once.
pub fn value_table(id: String, table: ValueTable) -> impl IntoView {
    let name = table.caption.clone();
    let heads = table.columns.into_iter().map(|head| view! { <th scope="col">{head}</th> }.into_any()).collect_view();
    let rows = table.rows.into_iter().map(|row| {
        let is_empty = |cell: &TableCell| cell.state == TableState::Missing(Missing::NotEntered);
        let runs = runs(row.cells.iter().map(is_empty));
        let cells = runs.into_iter().filter_map(|(at, length)| {
            let cell = row.cells.get(at)?;
            let span = (length > 1).then(|| length.to_string());
            Some(view! { <td class=cell_class(cell.state) colspan=span>{cell.text.clone()}</td> }.into_any())
        });
        let cells = cells.collect_view();
        view! {
            <tr>
                <th scope="row">{row.head}</th>
                {cells}
            </tr>
        }
        .into_any()
    });
    view! {
        <div class="scroll" role="region" tabindex="0" aria-label=name.clone()>
            <table id=format!("{id}-values")>
                <caption>{table.caption}</caption>
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

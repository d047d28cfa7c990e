//! The figure of an embed: the same words, drawing and table as on the page.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::browser::{self, InView, Node, echarts};
use crate::chart::{FigureOf, Look, Scheme, ValueTable};
use crate::plan::Verdict;
use crate::ui::embed_address::Show;
use crate::ui::part::{cell_class, mark_class};
use crate::words;
use crate::words::language::{is_english, pieces};

/// How the figure is to stand there.
pub(super) struct Shape {
    pub show: Show,
    pub untitled: bool,
    pub date: String,
}

/// A figure on the page; gone from memory when dropped.
pub(super) struct FigureView(Rc<Inner>);

struct Inner {
    figure: FigureOf,
    place: Node,
    failed: Node,
    zoom: Cell<bool>,
    drawing: RefCell<Option<echarts::Drawing>>,
    near: RefCell<Option<InView>>,
}

impl FigureView {
    /// The figure, and the element to be shown.
    pub(super) fn new(figure: FigureOf, shape: Shape) -> (FigureView, Node) {
        let name = words::screen::drawing_name(&figure.title, &figure.sentence);
        let place = Node::new("div", "drawing").with("role", "img").with("aria-label", &name);
        let failed = Node::new("p", "drawing-failed").text(&words::embed::DRAWING_FAILED);
        failed.show(false);
        let is_drawn = shape.show != Show::Table && figure.options(&Look::default()).is_some();
        let title = if shape.untitled { "hidden" } else { "figure-title" };
        let source = figure.source_line(&shape.date);
        let mut parts = vec![told("figcaption", title, &figure.title)];
        parts.extend(standing(&figure));
        parts.push(told("p", "sentence", &figure.sentence));
        if is_drawn {
            parts.push(Node::new("div", "drawing-frame").holding([place.clone(), failed.clone()]));
        }
        parts.push(told("p", "source", &source));
        let table = Node::new("div", "values").with("id", TABLE).holding([value_table(&figure.table)]);
        table.show(shape.show != Show::Drawing);
        let may_zoom = figure.may_zoom();
        let inner = Rc::new(Inner {
            figure,
            place,
            failed,
            zoom: Cell::new(false),
            drawing: RefCell::new(None),
            near: RefCell::new(None),
        });
        let mut buttons = Vec::new();
        if shape.show == Show::Drawing {
            buttons.push(
                switch(&words::embed::AS_TABLE, "aria-expanded", {
                    let table = table.clone();
                    move |open| table.show(open)
                })
                .with("aria-controls", TABLE),
            );
        }
        if is_drawn && may_zoom {
            let inner = inner.clone();
            let axis = Node::new("span", "axis quiet").with("role", "status").text(&words::figure::AXIS_WITH_NOUGHT);
            let said = axis.clone();
            buttons.push(switch(&words::embed::ZOOM_AXIS, "aria-pressed", move |zoom| {
                inner.zoom.set(zoom);
                inner.draw();
                said.say(if zoom { &words::figure::AXIS_ZOOMED } else { &words::figure::AXIS_WITH_NOUGHT });
            }));
            buttons.push(axis);
        }
        parts.push(Node::new("div", "figure-menu").holding(buttons));
        parts.push(table);
        if is_drawn {
            inner.clone().draw_when_near();
        }
        (FigureView(inner), Node::new("figure", "figure").holding(parts))
    }
}

impl Drop for FigureView {
    fn drop(&mut self) {
        // What waits for the script holds the rest a little longer.
        self.0.near.take();
        self.0.drawing.take();
    }
}

/// The number that stands for an indicator, where it is its only one and so in no drawing, and the verdict on it.
fn standing(figure: &FigureOf) -> Option<Node> {
    let number = figure.only_number().map(|only| {
        Node::new("span", "headline").holding([
            Node::new("strong", "").text(&only.number),
            Node::new("span", "").text(" "),
            told("bdi", "unit", &only.unit),
            Node::new("span", "").text(" "),
            told("span", "quiet", &only.of),
        ])
    });
    let mark = figure.verdict.map(|verdict| {
        let verdict = verdict.ok();
        let sign = words::assessment::sign(verdict.map(Verdict::group));
        Node::new("span", mark_class(verdict)).holding([
            Node::new("span", "").with("aria-hidden", "true").text(sign),
            Node::new("span", "").text(words::assessment::verdict_or_none(verdict)),
        ])
    });
    let parts: Vec<Node> = number.into_iter().chain(mark).collect();
    (!parts.is_empty()).then(|| Node::new("p", "standing").holding(parts))
}

/// The id of the table's place: there is one figure in an embed.
const TABLE: &str = "table";

/// A button that switches something on and off, and says which in `state`.
fn switch(label: &str, state: &'static str, mut then: impl FnMut(bool) + 'static) -> Node {
    let button = Node::new("button", "").with("type", "button").with(state, "false").text(label);
    let (own, mut on) = (button.clone(), false);
    button.on_press(move || {
        on = !on;
        own.set(state, if on { "true" } else { "false" });
        then(on);
    })
}

impl Inner {
    fn draw_when_near(self: Rc<Self>) {
        let Some(element) = self.place.element().cloned() else { return };
        let waiting = Rc::downgrade(&self);
        let near = browser::in_view(&element.clone(), move || {
            let Some(own) = waiting.upgrade() else { return };
            let element = element.clone();
            browser::spawn(async move {
                let resized = {
                    let own = Rc::downgrade(&own);
                    move || own.upgrade().iter().for_each(|own| own.draw())
                };
                let made = match echarts::load().await {
                    Ok(()) => echarts::Drawing::new(&element, resized),
                    Err(error) => Err(error),
                };
                match made {
                    Ok(made) => {
                        own.drawing.replace(Some(made));
                        own.draw();
                    }
                    Err(_) => own.fail(),
                }
            });
        });
        self.near.replace(Some(near));
    }

    fn draw(&self) {
        let Some(width) = self.place.element().map(browser::width_of) else { return };
        let look = Look { scheme: Scheme::Page, zoom: self.zoom.get(), width: width.max(1), small: None };
        let options = self.figure.options(&look);
        let failed = match (&*self.drawing.borrow(), options) {
            (Some(drawing), Some(options)) => drawing.draw(&options, &self.figure.walk_label()).is_err(),
            _ => false,
        };
        if failed {
            self.fail();
        }
    }

    fn fail(&self) {
        self.place.show(false);
        self.failed.show(true);
    }
}

/// A text that may say in English what is Japanese: that is marked, so that it is read out right.
fn told(tag: &str, class: &str, text: &str) -> Node {
    let node = Node::new(tag, class);
    if !is_english() {
        return node.text(text);
    }
    let pieces = pieces(text).into_iter().map(|(is_japanese, piece)| {
        let piece = Node::new("span", "").text(piece);
        if is_japanese { piece.with("lang", "ja") } else { piece }
    });
    node.holding(pieces)
}

fn value_table(table: &ValueTable) -> Node {
    let head = |scope: &str, text: &str| told("th", "", text).with("scope", scope);
    let heads = table.columns.iter().map(|text| head("col", text));
    let rows = table.rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| told("td", cell_class(cell.state), &cell.text));
        Node::new("tr", "").holding(std::iter::once(head("row", &row.head)).chain(cells))
    });
    let inner = Node::new("table", "").holding([
        told("caption", "", &table.caption),
        Node::new("thead", "").holding([Node::new("tr", "").holding(heads)]),
        Node::new("tbody", "").holding(rows),
    ]);
    let frame = Node::new("div", "scroll").with("role", "region").with("tabindex", "0");
    frame.with("aria-label", &table.caption).holding([inner])
}

//! A figure to be taken along as a picture, as CSV, and as a table in HTML.

use std::rc::Rc;

use leptos::prelude::*;

use crate::browser::{self, echarts};
use crate::chart::picture::Picture;
use crate::chart::{Handout, export};
use crate::state::State;
use crate::ui::part::pressed;
use crate::words;

/// Draws the picture; ECharts is loaded by then. None where it cannot.
pub type Draw = Rc<dyn Fn() -> Option<Picture>>;

/// The buttons that save a figure under names that begin with `stem`, and its table as HTML for systems that forbid
/// frames.
pub fn hand_out(state: State, heading: String, stem: &str, handout: Handout, draw: Draw) -> AnyView {
    let html = copied_field(
        state,
        format!("table-{stem}"),
        words::embed::WITHOUT_FRAME,
        words::embed::COPY_TABLE,
        Signal::stored(export::html(&handout)),
    );
    let alternative = Signal::stored(handout.alternative());
    let alternative =
        copied_field(state, format!("alt-{stem}"), words::embed::ALT, words::embed::COPY_ALT, alternative);
    let csv = {
        let name = format!("{stem}.csv");
        move |_| {
            let saved = browser::save_text(&name, &export::csv(&handout), "text/csv;charset=utf-8");
            say_saved(state, &name, saved.is_ok());
        }
    };
    let picture = |kind: Kind, label: &'static str| {
        let (draw, name) = (draw.clone(), format!("{stem}.{}", kind.ending()));
        let save = move |_| {
            let (draw, name) = (draw.clone(), name.clone());
            leptos::task::spawn_local(async move {
                let saved = save_picture(kind, &draw, &name).await;
                say_saved(state, &name, saved.is_some());
            });
        };
        view! {
            <button type="button" on:click=pressed(save)>
                {label}
            </button>
            " "
        }
        .into_any()
    };
    let pictures = [picture(Kind::Png, words::embed::SAVE_PNG), picture(Kind::Svg, words::embed::SAVE_SVG)];
    view! {
        <section role="group" aria-label=heading.clone()>
            <h3>{heading.clone()}</h3>
            <p class="buttons">
                {pictures.collect_view()}
                <button type="button" on:click=pressed(csv)>
                    {words::embed::SAVE_CSV}
                </button>
            </p>
            <p class="quiet">{words::embed::PUBLISHED_ONLY} {words::embed::FONTS}</p>
            {alternative}
            {html}
        </section>
    }
    .into_any()
}

#[derive(Clone, Copy)]
enum Kind {
    Png,
    Svg,
}

impl Kind {
    fn ending(self) -> &'static str {
        match self {
            Kind::Png => "png",
            Kind::Svg => "svg",
        }
    }
}

async fn save_picture(kind: Kind, draw: &Draw, name: &str) -> Option<()> {
    echarts::load().await.ok()?;
    let picture = draw()?;
    match kind {
        Kind::Svg => browser::save_text(name, &picture.svg, "image/svg+xml").ok(),
        Kind::Png => browser::save_png(name, &picture.svg, picture.width, picture.height).await,
    }
}

fn say_saved(state: State, name: &str, saved: bool) {
    state.say(if saved { words::notice::saved_as(name) } else { words::notice::NO_DOWNLOAD.to_owned() });
}

/// A text to be taken by hand, with a button that copies it.
pub fn copied_field(
    state: State,
    id: String,
    label: &'static str,
    button: &'static str,
    text: Signal<String>,
) -> AnyView {
    let field = id.clone();
    let copy = move |_| {
        let field = field.clone();
        leptos::task::spawn_local(async move {
            let copied = browser::copy(&text.get_untracked(), &field).await;
            state.say(if copied { words::notice::COPIED } else { words::notice::NOT_COPIED }.to_owned());
        });
    };
    view! {
        <label for=id.clone()>{label}</label>
        <textarea id=id class="field paragraph code" readonly rows="4" prop:value=move || text.get()></textarea>
        <p>
            <button type="button" on:click=pressed(copy)>
                {button}
            </button>
        </p>
    }
    .into_any()
}

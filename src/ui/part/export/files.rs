//! A figure saved as a picture or CSV, and its table as HTML.

use std::rc::Rc;

use leptos::prelude::*;

use crate::browser::{self, echarts};
use crate::chart::Export;
use crate::chart::picture::{self, Picture};
use crate::plan::{SubjectId, Timestamp};
use crate::site::table_of;
use crate::state::State;
use crate::ui::part::{copied_field, pressed};
use crate::words;
use crate::words::notice::SavedFile;

/// Draws the picture; in several, where one would be higher than is told. ECharts is loaded by then. None where it cannot.
pub type Draw = Rc<dyn Fn(u32) -> Option<Vec<Picture>>>;

/// The buttons that save a figure under names that begin with `stem`, and its table as HTML for systems that forbid
/// frames. `ids` are the indicators or projects the figure is of.
pub fn export_files(
    state: State,
    heading: String,
    stem: &str,
    export: Export,
    ids: Vec<SubjectId>,
    draw: Draw,
) -> AnyView {
    let html = copied_field(
        state,
        format!("table-{stem}"),
        words::embed::WITHOUT_FRAME,
        words::embed::COPY_TABLE,
        Signal::stored(export.html()),
    );
    let alternative = Signal::stored(export.alternative());
    let alternative =
        copied_field(state, format!("alt-{stem}"), words::embed::ALT, words::embed::COPY_ALT, alternative);
    let csv = {
        let stem = stem.to_owned();
        move |_| {
            let name = words::file::table_name(&stem, state.edition().at);
            let table = table_of(&state.published(), &state.edition(), &ids);
            let offered = browser::save_text(&name, &table, "text/csv;charset=utf-8");
            state.say(words::notice::saved(SavedFile::Table, &name, offered));
        }
    };
    let saving = |kind: Kind, label: &'static str| {
        let (draw, stem) = (draw.clone(), stem.to_owned());
        let save = move |_| {
            let (draw, stem) = (draw.clone(), stem.clone());
            leptos::task::spawn_local(async move {
                let at = state.edition().at;
                state.say(save_picture(kind, &draw, &stem, at).await);
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
    let pictures = [saving(Kind::Png, words::embed::SAVE_PNG), saving(Kind::Svg, words::embed::SAVE_SVG)];
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

/// Saves a picture. Returns what is to be said.
async fn save_picture(kind: Kind, draw: &Draw, stem: &str, at: Timestamp) -> String {
    let at_most = match kind {
        Kind::Png => picture::HEIGHT_AT_MOST,
        Kind::Svg => u32::MAX,
    };
    let drawn = echarts::load().await.ok().and_then(|()| draw(at_most));
    let Some(pictures) = drawn else { return words::publishing::NO_DRAWINGS.to_owned() };
    let (name, offered) = match (kind, pictures.as_slice()) {
        (Kind::Svg, [picture]) => {
            let name = format!("{stem}.svg");
            let offered = browser::save_text(&name, &picture.svg, "image/svg+xml");
            (name, offered)
        }
        _ => {
            let pictures: Vec<_> = pictures.into_iter().map(|p| (p.svg, p.width, p.height)).collect();
            browser::save_png(stem, &pictures, at).await
        }
    };
    let what = if name.ends_with(".zip") { SavedFile::Pictures } else { SavedFile::Picture };
    words::notice::saved(what, &name, offered)
}

//! How a figure is taken along: the code that frames it in the portal, its picture, its table.
//!
//! All of it is of what is published: drafts do not leave by here.

use leptos::prelude::*;

use crate::browser::{self, echarts};
use crate::chart::{FigureOf, Look, export, picture};
use crate::format::freeze;
use crate::plan::SubjectId;
use crate::state::State;
use crate::ui::embed::{EmbedAddress, Show, Theme};
use crate::ui::part::{choice, follows, pressed};
use crate::words;
use crate::words::language::Language;

/// The height of the frame: what the tallest figure with its open table, title and source takes on a phone; below it
/// the frame scrolls, so that nothing is cut off.
const HEIGHT: u32 = 640;

/// With table and drawing.
const HEIGHT_OF_BOTH: u32 = 1_000;

/// The widths of the preview, in CSS pixels: a phone, and the column of a page.
const WIDTHS: [u32; 2] = [375, 720];

/// What was chosen.
#[derive(Clone, Copy)]
struct Choices {
    show: RwSignal<usize>,
    theme: RwSignal<usize>,
    language: RwSignal<usize>,
    title: RwSignal<usize>,
    values: RwSignal<usize>,
    height: RwSignal<usize>,
    width: RwSignal<usize>,
}

impl Choices {
    fn new() -> Choices {
        let [show, theme, language, title, values, height, width] = std::array::from_fn(|_| RwSignal::new(0));
        Choices { show, theme, language, title, values, height, width }
    }

    fn address(self, state: State, id: &SubjectId) -> EmbedAddress {
        let is_frozen = self.values.get() == 1;
        let date = words::screen::date_of(&state.edition());
        EmbedAddress {
            id: Some(id.clone()),
            theme: [Theme::Auto, Theme::Light, Theme::Dark].get(self.theme.get()).copied().unwrap_or_default(),
            show: [Show::Drawing, Show::Table, Show::Both].get(self.show.get()).copied().unwrap_or_default(),
            language: if self.language.get() == 1 { Language::English } else { Language::Japanese },
            untitled: self.title.get() == 1,
            frozen: is_frozen.then(|| freeze(&state.published().view.plan, id, &date)).flatten(),
        }
    }
}

/// Code, preview, pictures and tables of one figure.
pub fn take_along(state: State, id: &SubjectId) -> AnyView {
    let Some(figure) = FigureOf::of(&state.published().view, id) else { return ().into_any() };
    view! {
        <div class="embed-code">
            {embedding(state, id, figure.name.clone())}
            {pictures(state, id, &figure)}
            {without_frame(state, id, &figure)}
        </div>
    }
    .into_any()
}

fn embedding(state: State, id: &SubjectId, name: String) -> AnyView {
    let choices = Choices::new();
    let field = format!("embed-{id}");
    let hash = {
        let id = id.clone();
        Memo::new(move |_| choices.address(state, &id).hash())
    };
    let height = Memo::new(move |_| if choices.show.get() == 2 { HEIGHT_OF_BOTH } else { HEIGHT });
    let code = Memo::new(move |_| {
        let base = browser::base_address();
        let script = (choices.height.get() == 1).then(|| format!("{base}embed.js"));
        let address = format!("{base}embed.html{}", hash.get());
        words::embed::iframe(&address, &name, height.get(), script.as_deref())
    });
    // The frame is made anew with its address: a change behind its `#` alone would load nothing.
    let preview = follows(move || {
        let address = format!("./embed.html{}", hash.get());
        let width = WIDTHS.get(choices.width.get()).copied().unwrap_or_default();
        view! {
            <iframe
                class="preview"
                src=address
                title=words::embed::PREVIEW
                width=width.to_string()
                height=height.get().to_string()
            ></iframe>
        }
        .into_any()
    });
    view! {
        <fieldset class="filters">
            <legend>{words::screen::EMBED_CODE}</legend>
            {choice(words::embed::SHOW, words::embed::SHOWS.map(str::to_owned).into(), choices.show)}
            {choice(words::embed::THEME, words::embed::THEMES.map(str::to_owned).into(), choices.theme)}
            {choice(words::embed::LANGUAGE, words::embed::LANGUAGES.map(str::to_owned).into(), choices.language)}
            {choice(words::embed::TITLE, words::embed::TITLES.map(str::to_owned).into(), choices.title)}
            {choice(words::embed::VALUES, words::embed::LIVE_OR_FROZEN.map(str::to_owned).into(), choices.values)}
            {choice(words::embed::HEIGHT, words::embed::HEIGHTS.map(str::to_owned).into(), choices.height)}
        </fieldset>
        {copied_field(state, field, words::embed::EXPLAINED, words::screen::COPY, code.into())}
        <details>
            <summary>{words::embed::PREVIEW}</summary>
            {choice(words::embed::WIDTH, words::embed::WIDTHS.map(str::to_owned).into(), choices.width)}
            <div class="scroll" role="region" tabindex="0" aria-label=words::embed::PREVIEW>
                {preview}
            </div>
        </details>
    }
    .into_any()
}

/// A text to be taken by hand, with a button that copies it.
fn copied_field(state: State, id: String, label: &'static str, button: &'static str, text: Signal<String>) -> AnyView {
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

/// The figure as a picture and as CSV.
fn pictures(state: State, id: &SubjectId, figure: &FigureOf) -> AnyView {
    let source = source_of(state, figure);
    let csv = {
        let (figure, source, name) = (figure.clone(), source.clone(), format!("{id}.csv"));
        move |_| {
            let saved = browser::save_text(&name, &export::csv(&figure, &source), "text/csv;charset=utf-8");
            say_saved(state, &name, saved.is_ok());
        }
    };
    let options = figure.options(&Look { width: picture::WIDTH, ..Look::default() });
    let pictures = options.map(|options| {
        let make = move |kind: Kind| {
            let (figure, source, options) = (figure.clone(), source.clone(), options.clone());
            let name = format!("{id}.{}", kind.ending());
            move |_| {
                let (figure, source, options, name) = (figure.clone(), source.clone(), options.clone(), name.clone());
                leptos::task::spawn_local(async move {
                    let saved = save_picture(kind, &figure, &source, &options, &name).await;
                    say_saved(state, &name, saved.is_some());
                });
            }
        };
        view! {
            <button type="button" on:click=pressed(make(Kind::Png))>
                {words::embed::SAVE_PNG}
            </button>
            <button type="button" on:click=pressed(make(Kind::Svg))>
                {words::embed::SAVE_SVG}
            </button>
        }
        .into_any()
    });
    view! {
        <h3>{words::embed::SAVE_FIGURE}</h3>
        <p class="buttons">
            {pictures}
            <button type="button" on:click=pressed(csv)>
                {words::embed::SAVE_CSV}
            </button>
        </p>
        <p class="quiet">{words::embed::FONTS}</p>
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

async fn save_picture(kind: Kind, figure: &FigureOf, source: &str, options: &str, name: &str) -> Option<()> {
    echarts::load().await.ok()?;
    let drawing = echarts::svg(options, picture::WIDTH, picture::HEIGHT).ok()?;
    let picture = picture::whole(figure, source, &drawing);
    match kind {
        Kind::Svg => browser::save_text(name, &picture.svg, "image/svg+xml").ok(),
        Kind::Png => browser::save_png(name, &picture.svg, picture.width, picture.height).await,
    }
}

fn say_saved(state: State, name: &str, saved: bool) {
    state.say(if saved { words::notice::saved_as(name) } else { words::notice::NO_DOWNLOAD.to_owned() });
}

/// The table as HTML, for systems that forbid frames.
fn without_frame(state: State, id: &SubjectId, figure: &FigureOf) -> AnyView {
    let html = export::html(figure, &source_of(state, figure));
    let field = format!("table-{id}");
    copied_field(state, field, words::embed::WITHOUT_FRAME, words::embed::COPY_TABLE, Signal::stored(html))
}

fn source_of(state: State, figure: &FigureOf) -> String {
    words::screen::source_and_date(&figure.source, &words::screen::edition_date(&state.edition()))
}

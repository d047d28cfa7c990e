//! The code that embeds a figure in a portal.

use leptos::prelude::*;

use crate::browser::{self, Framing};
use crate::format::freeze;
use crate::plan::SubjectId;
use crate::site::Page;
use crate::state::State;
use crate::ui::embed_address::{EmbedAddress, Show, Theme};
use crate::ui::part::{choice, copied_field, follows};
use crate::words;
use crate::words::language::Language;

/// The heights of the frame until `embed.js` fits it, and where the web page has no script: with the drawing, the table, or both
/// (`words::embed::SHOWS`) what the tallest figure of the seed takes on the narrowest phone, also with numbers in all years, in each
/// language (`words::embed::LANGUAGES`). Where the table is opened in it, the frame scrolls, so that nothing is cut off.
const FRAME_HEIGHTS: [[u32; 3]; 2] = [[780, 900, 1_220], [840, 1_160, 1_280]];

/// The places of the choices of the height (`words::embed::HEIGHTS`): the frame fits what it shows, which is the first choice;
/// or it keeps its height, also beside others that fit.
const FITTED: usize = 0;
const FIXED: usize = 2;

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
        let date = words::edition::calendar_date_of(&state.edition());
        EmbedAddress {
            id: Some(id.clone()),
            theme: [Theme::Auto, Theme::Light, Theme::Dark].get(self.theme.get()).copied().unwrap_or_default(),
            show: [Show::Drawing, Show::Table, Show::Both].get(self.show.get()).copied().unwrap_or_default(),
            language: if self.language.get() == 1 { Language::English } else { Language::Japanese },
            untitled: self.title.get() == 1,
            fixed: self.height.get() == FIXED,
            frozen: is_frozen.then(|| freeze(&state.published().plan, id, &date)).flatten(),
        }
    }
}

/// The choices, the code they make, and a preview of what it shows.
pub fn embed_code(state: State, id: &SubjectId, name: String) -> AnyView {
    let choices = Choices::new();
    let field = format!("embed-{id}");
    // How the figure's own page may be framed, as its host says; not known yet, or not to be known, in the beginning.
    let framing = RwSignal::new(None::<Framing>);
    {
        let page = Page::Figure(id.clone()).path();
        Effect::new(move || {
            let page = page.clone();
            leptos::task::spawn_local(async move {
                let found = browser::framing(&page).await;
                framing.try_set(found);
            });
        });
    }
    let address = {
        let id = id.clone();
        Memo::new(move |_| {
            let address = choices.address(state, &id);
            let page = address.page().filter(|_| framing.get() != Some(Framing::Missing));
            page.unwrap_or_else(|| format!("embed.html{}", address.hash()))
        })
    };
    let forbidden = follows(move || {
        let is_forbidden =
            framing.get() == Some(Framing::Forbidden) && address.with(|address| address.starts_with("figures/"));
        is_forbidden.then(|| view! { <p class="doubt">{words::embed::FRAMES_FORBIDDEN}</p> }.into_any())
    });
    let too_long = {
        let id = id.clone();
        follows(move || {
            let is_too_long = choices.values.get() == 1 && choices.address(state, &id).frozen.is_none();
            is_too_long.then(|| view! { <p class="doubt">{words::embed::TOO_LONG_TO_FREEZE}</p> }.into_any())
        })
    };
    let height = Memo::new(move |_| {
        let of_language = FRAME_HEIGHTS.get(choices.language.get());
        of_language.and_then(|heights| heights.get(choices.show.get())).copied().unwrap_or_default()
    });
    let code = Memo::new(move |_| {
        let base = browser::base_address();
        let script = (choices.height.get() == FITTED).then(|| format!("{base}embed.js"));
        let address = format!("{base}{}", address.get());
        words::embed::iframe(&address, &name, height.get(), script.as_deref())
    });
    let width = move || WIDTHS.get(choices.width.get()).copied().unwrap_or_default().to_string();
    let preview = view! {
        <iframe
            class="preview"
            src=move || format!("./{}", address.get())
            title=words::embed::PREVIEW
            width=width
            height=move || height.get().to_string()
        ></iframe>
    };
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
        {too_long}
        {forbidden}
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

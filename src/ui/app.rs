//! The program: shows the screen its address names.

use leptos::either::Either;
use leptos::prelude::*;

use crate::browser::{self, Left, Listening, ShownTo};
use crate::plan::{Plan, Policy};
use crate::site::has_commentary;
use crate::state::{Mode, Opened, State};
use crate::ui::page::{
    AnswersPage, EnterPage, ExchangePage, HandInPage, HistoryPage, IndicatorPage, NotFoundPage, OverviewPage,
    PolicyPage, ProjectPage, PublishPage, Remembered,
};
use crate::ui::part::{
    Audience, EditBar, LookingBar, OpenOrders, Printing, begin_editing, edit, field_id, follows, help_link,
    listen_while_mounted, open_data, pressed, print, staff_menu, take_files,
};
use crate::ui::publishing::whole_publication;
use crate::ui::route::{Route, Wish};
use crate::words;

/// The program, with what is published open.
#[component]
pub fn App(
    /// What is published.
    opened: Opened,
    /// How the page was left that this program takes the place of.
    left: Left,
) -> impl IntoView {
    let state = State::open(&opened);
    provide_context(Remembered::default());
    provide_context(OpenOrders::default());
    let (first, wish) = Route::asked(&browser::hash());
    let route = RwSignal::new(first);
    let audience = Audience::provide(
        matches!(wish, Some(Wish::Choose | Wish::Embed)) || browser::shown_to() == Some(ShownTo::Readers),
    );
    let noted = RwSignal::new(());
    Effect::new(move || {
        // Each address is noted for itself.
        noted.track();
        let (is_work, is_editing) = (route.with(|route| route.page().is_none()), state.is_editing());
        if is_editing || is_work {
            audience.is_staff_now();
        }
        let readers = Audience::are_readers().then_some(ShownTo::Readers);
        let whom = if is_editing { Some(ShownTo::Editors) } else { readers };
        // When what the address asks for was done, and left it.
        browser::in_next_frame(move || browser::note_shown_to(whom));
    });
    open_storage_for(state, &route.get_untracked());
    follow_address(state, route, noted);
    Effect::new(move || {
        if let Route::Open(payload) = route.get() {
            // Before it is read: whatever it does to the page, loading the page anew does not do it again.
            browser::replace_hash(&Route::Exchange.address());
            state.offer_link(&payload);
        }
    });
    Effect::new(move || {
        // The screens of exchange are about drafts, whatever is shown otherwise.
        let is_of_drafts = state.shows_drafts() || route.with(Route::is_exchange);
        browser::set_edition(&words::edition::on_paper(&state.published().plan, &state.edition(), is_of_drafts));
    });
    browser::hold_back_conversions();
    listen_to_keys(state);
    begin(state, &route.get_untracked(), wish, left);
    view! { <Shell state route=route.into() /> }.into_any()
}

/// Begins where the page was left, with what was asked for and the files that were dropped on it.
fn begin(state: State, route: &Route, wish: Option<Wish>, left: Left) {
    // A table of entry that is loaded is loaded in editing: whoever loads it anew goes on entering.
    let wish = wish.or(route.is_entry().then_some(Wish::Edit));
    // So does whoever edited another screen, where they were on it.
    if wish.is_none() && browser::shown_to() == Some(ShownTo::Editors) {
        edit(state);
    }
    if wish.is_none() && left.had_focus {
        browser::in_next_frame(|| {
            browser::focus("h1");
        });
    }
    // A part of the screen that is asked for is shown, wherever the page stood.
    let scrolls = !matches!(wish, Some(Wish::Embed | Wish::Choose));
    browser::in_next_frame(move || left.restore(scrolls));
    fulfil(state, route, wish);
    let files = browser::files_left();
    if !files.is_empty() {
        take_files(state, files);
    }
}

/// Does what an address asks for besides a screen, which then stands alone in the address.
fn fulfil(state: State, route: &Route, wish: Option<Wish>) {
    let Some(wish) = wish else { return };
    browser::replace_hash(&route.address());
    match wish {
        Wish::Edit => begin_editing(state),
        // The only one on the screens that have one.
        Wish::Embed => browser::in_next_frame(|| {
            browser::press("main [aria-controls$='-code']");
        }),
        Wish::Choose => browser::in_next_frame(|| {
            browser::focus("main .choices select");
        }),
    }
}

/// The screens of exchange are about what this browser keeps.
fn open_storage_for(state: State, route: &Route) {
    // Screens of work: what this browser keeps is said there before anybody edits.
    if route.is_exchange() || route.is_entry() {
        state.open_storage();
    }
}

/// Follows the address: the title and the focus go with the screen. What was said stays with the screen it was said on, unless it
/// led away from there.
fn follow_address(state: State, route: RwSignal<Route>, noted: RwSignal<()>) {
    let said_at = StoredValue::new(browser::now());
    Effect::new(move || {
        state.said.track();
        said_at.set_value(browser::now());
    });
    listen_while_mounted(browser::on_hash_change(move || {
        let (next, wish) = Route::asked(&browser::hash());
        if next != route.get_untracked() {
            if browser::now().millis() - said_at.get_value().millis() > LEADS_AWAY {
                state.say(String::new());
            }
            // A field being typed in is committed before its screen goes.
            browser::blur_active();
            open_storage_for(state, &next);
            route.set(next.clone());
            // As soon as the screen is there, in the same task: a frame later, what was pressed on it meanwhile would lose the focus.
            leptos::task::spawn_local(async {
                leptos::task::tick().await;
                browser::scroll_to_top();
                browser::focus("h1");
            });
        }
        fulfil(state, &next, wish);
        noted.set(());
        // What a link leads to is focused last, whatever else is asked for there.
        if let Some(selector) = state.desk().goes_to.try_update_value(Option::take).flatten() {
            browser::in_next_frame(move || {
                browser::reveal(&selector);
            });
        }
    }));
    let title = Memo::new(move |_| words::screen::window_title(&title(&state.plan(), &route.get())));
    Effect::new(move || title.with(|title| browser::set_title(title)));
}

/// Milliseconds within which a sentence is of the press that leads to another screen.
const LEADS_AWAY: i64 = 1_000;

/// Ctrl+Z and Ctrl+Shift+Z (Ctrl+Y), but in a field with a text that was changed: there they are the field's.
fn listen_to_keys(state: State) {
    listen_while_mounted(browser::on_key(move |press| {
        let looking = untrack(|| state.is_looking());
        let editing = untrack(|| state.mode()) == Mode::Editing && !looking;
        if !editing || !press.command || browser::is_typing() && !rests_in_a_field(state) {
            return false;
        }
        match (press.key.as_str(), press.shift) {
            ("z", false) => state.undo(),
            ("z", true) | ("y", false) => state.redo(),
            _ => return false,
        }
        true
    }));
    browser::keep_focus().into_iter().for_each(listen_while_mounted);
    let printing = Printing::provide();
    let note = move |begins: bool| printing.set(begins.then(|| state.now()));
    browser::on_print(note).into_iter().for_each(listen_while_mounted);
    // Leaving loses only what could not be kept: while there is something.
    let warning = StoredValue::new_local(None::<Listening>);
    let is_lost = Memo::new(move |_| state.has_unkept());
    Effect::new(move || warning.set_value(is_lost.get().then(browser::warn_before_leaving)));
    on_cleanup(move || {
        warning.try_update_value(|warning| *warning = None);
    });
}

/// Whether a cell's field has the focus, and shows its value.
fn rests_in_a_field(state: State) -> bool {
    let is_changed = |id: String| state.changed_fields().iter().any(|cell| field_id(cell) == id);
    browser::focused_entry().is_some_and(|id| !is_changed(id))
}

/// The name of a screen.
fn title(plan: &Plan, route: &Route) -> String {
    match route {
        Route::Overview => String::new(),
        Route::Policy(id) => words::screen::sheet_of(plan, id),
        Route::PolicyOverview(id) => words::screen::policy_name(plan, id),
        Route::Enter(id, year) => words::screen::enter_head(&words::screen::policy_name(plan, id), *year),
        Route::EnterYears(id) => words::screen::enter_years_head(&words::screen::policy_name(plan, id), plan),
        Route::HandIn(year) => words::exchange::hand_in_head(*year),
        Route::Indicator(id) => plan.text(id, crate::plan::Field::Name).to_owned(),
        Route::Project(id) => words::screen::project_name(plan, id),
        Route::Exchange | Route::Open(_) => words::screen::EXCHANGE.to_owned(),
        Route::Answers => words::exchange::ANSWERS.to_owned(),
        Route::History => words::exchange::HISTORY.to_owned(),
        Route::Publish => words::exchange::PUBLISH.to_owned(),
        Route::Unknown(_) => words::screen::NOT_FOUND.to_owned(),
    }
}

/// Head, bar, screen and foot of the page.
#[component]
pub fn Shell(
    /// The open plan.
    state: State,
    /// The screen.
    route: Signal<Route>,
) -> impl IntoView {
    let printing = Printing::provided();
    let screen = follows(move || {
        // A screen that is laid out by the subjects there are is made anew with others. Those of exchange are not: what was typed,
        // chosen and opened there stays while colleagues' work arrives.
        if !route.with(Route::is_exchange) {
            state.track_structure();
        }
        match route.get() {
            Route::Overview => view! { <OverviewPage state /> }.into_any(),
            Route::PolicyOverview(id) => view! { <OverviewPage state only=id /> }.into_any(),
            Route::Policy(id) => view! { <PolicyPage state id /> }.into_any(),
            Route::Enter(id, year) => view! { <EnterPage state id year=Some(year) /> }.into_any(),
            Route::HandIn(year) => view! { <HandInPage state year /> }.into_any(),
            Route::EnterYears(id) => view! { <EnterPage state id year=None /> }.into_any(),
            Route::Indicator(id) => view! { <IndicatorPage state id /> }.into_any(),
            Route::Project(id) => view! { <ProjectPage state id /> }.into_any(),
            Route::Exchange | Route::Open(_) => view! { <ExchangePage state /> }.into_any(),
            Route::Answers => view! { <AnswersPage state /> }.into_any(),
            Route::History => view! { <HistoryPage state /> }.into_any(),
            Route::Publish => view! { <PublishPage state whole=whole_publication /> }.into_any(),
            Route::Unknown(path) => view! { <NotFoundPage path /> }.into_any(),
        }
    });
    let current = move |of: fn(&Route) -> bool| follows(move || route.with(of).then_some("page"));
    let for_staff = follows(move || {
        let menu = || route.with(|route| staff_menu(state, policy_of(&state.plan(), route), route));
        Audience::are_readers().then(menu)
    });
    let exchange = follows(move || {
        (!Audience::are_readers()).then(|| {
            view! {
                <li>
                    <a href=Route::Exchange.address() aria-current=current(Route::is_exchange)>
                        {words::screen::EXCHANGE}
                    </a>
                </li>
            }
            .into_any()
        })
    });
    let has_commentary = Memo::new(move |_| has_commentary(&state.shown()));
    let data = follows(move || {
        let of_route = || {
            route.with(|route| match route {
                Route::Indicator(id) => open_data(Some(id), has_commentary.get()),
                _ => open_data(None, has_commentary.get()),
            })
        };
        Audience::are_readers().then(of_route)
    });
    let edit_button = follows(move || {
        (!state.is_editing() && !Audience::are_readers()).then(|| {
            view! {
                <button type="button" class="primary" on:click=pressed(move |_| begin_editing(state))>
                    {words::screen::EDIT}
                </button>
            }
            .into_any()
        })
    });
    let looking = follows(move || {
        let is_looking = state.is_looking();
        is_looking.then(|| view! { <LookingBar state /> }.into_any())
    });
    let hidden_drafts = follows(move || {
        let count = if state.is_editing() { 0 } else { state.draft_count() };
        let are_shown = state.is_looking() || route.with(Route::is_exchange);
        (count > 0 && !are_shown)
            .then(|| view! { <p class="hint">{words::screen::drafts_not_shown(count)}</p> }.into_any())
    });
    // A file dropped anywhere while a screen is open is not navigated to, which would leave the page.
    let over = move |event: leptos::ev::DragEvent| {
        if browser::is_drag_with_files(&event) {
            event.prevent_default();
        }
    };
    let drop = move |event: leptos::ev::DragEvent| {
        if event.default_prevented() || !browser::is_drag_with_files(&event) {
            return;
        }
        event.prevent_default();
        take_files(state, browser::dropped_files(&event));
    };
    view! {
        <div class="page" class:editing=move || state.is_editing() on:dragover=over on:drop=drop>
            <a class="skip" href="#main" on:click=pressed(skip)>
                {words::screen::SKIP}
            </a>
            <header class="head">
                <a class="product" href=Route::Overview.address()>
                    {move || words::overview::head(&state.plan())}
                </a>
                <nav aria-label=words::screen::NAVIGATION>
                    <ul class="links">
                        <li>
                            <a
                                href=Route::Overview.address()
                                aria-current=current(|route| *route == Route::Overview)
                            >
                                {words::screen::OVERVIEW}
                            </a>
                        </li>
                        {move || policy_link(&state.plan(), route)}
                        {exchange}
                    </ul>
                </nav>
                <div class="head-tools">
                    {edit_button}
                    <button type="button" on:click=pressed(move |_| print(state, printing))>
                        {words::screen::PRINT}
                    </button>
                    {for_staff}
                </div>
            </header>
            {move || state.is_editing().then(|| view! { <EditBar state route /> }.into_any())}
            {looking}
            <main id="main" tabindex="-1">
                {hidden_drafts}
                {screen}
            </main>
            <footer class="foot">
                <p>
                    {move || match state.shows_drafts() || route.with(Route::is_exchange) && state.draft_count() > 0 {
                        true => words::edition::drafts_edition(&state.edition()),
                        false => words::edition::shown(&state.edition()),
                    }}
                </p>
                {data}
                <p class="links">{help_link(false)}</p>
            </footer>
            <Said state />
        </div>
    }
}

/// The policy that a screen is about, or the only one.
fn policy_of<'a>(plan: &'a Plan, route: &Route) -> Option<&'a Policy> {
    let of_screen = match route {
        Route::Policy(id)
        | Route::PolicyOverview(id)
        | Route::Enter(id, _)
        | Route::EnterYears(id)
        | Route::Indicator(id)
        | Route::Project(id) => plan.policy_of(id),
        _ => None,
    };
    of_screen.or(plan.policies().first().filter(|_| plan.policies().len() == 1))
}

/// A link to the sheet of the policy that a screen is about: of many, the overview is the list.
fn policy_link(plan: &Plan, route: Signal<Route>) -> impl IntoView + use<> {
    route.with(|route| policy_of(plan, route)).map(|policy| {
        let address = Route::Policy(policy.id.clone());
        let current = route.with(|route| (*route == address).then_some("page"));
        view! {
            <li>
                <a href=address.address() aria-current=current>
                    {words::screen::policy_name(plan, &policy.id)}
                </a>
            </li>
        }
        .into_any()
    })
}

/// The live region: the last sentence said, shown and spoken.
#[component]
fn Said(state: State) -> impl IntoView {
    let is_odd = StoredValue::new(false);
    view! {
        <div class="said" role="status" aria-live="polite">
            {move || {
                let (number, said) = state.said.get();
                // What is said is an event, also where it was said before: each is a new element, which is spoken, and shown for as
                // long as the first. Of two in one task only the second is seen here.
                is_odd.update_value(|is_odd| *is_odd = !*is_odd);
                (!said.is_empty())
                    .then(|| {
                        // The bar says so where it is seen.
                        let is_seen_elsewhere = said == words::notice::EDITING;
                        let said = view! { <p data-number=number.to_string() class:hidden=is_seen_elsewhere>{said}</p> }.into_any();
                        if is_odd.get_value() { Either::Left(said) } else { Either::Right(said) }
                    })
            }}
        </div>
    }
}

fn skip(event: leptos::ev::MouseEvent) {
    // The address names the screen; a jump within it may not change it.
    event.prevent_default();
    browser::focus("#main");
}

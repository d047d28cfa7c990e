//! What frames a screen for whoever reads: links to the data, and staff's tools behind one quiet link.

use leptos::prelude::*;

use crate::edits::open_year;
use crate::plan::{Policy, SubjectId};
use crate::site::{COMMENTARY, INDICATORS, PACKAGE, VALUES, data_path, indicator_path};
use crate::state::State;
use crate::ui::part::Medium;
use crate::ui::route::{Route, Wish};
use crate::words;

/// Links to the data: of an indicator its own, then those of the whole plan, with what is written about it where it has that.
pub fn open_data(indicator: Option<&SubjectId>, has_commentary: bool) -> AnyView {
    let own = indicator.map(|id| (indicator_path(id), words::data::INDICATOR_AS_CSV));
    let all = [(data_path(VALUES), words::data::ALL_AS_CSV), (data_path(INDICATORS), words::data::INDICATORS_AS_JSON)];
    let commentary = has_commentary.then(|| (data_path(COMMENTARY), words::data::COMMENTARY_AS_CSV));
    let all = all.into_iter().chain(commentary).chain([(data_path(PACKAGE), words::data::DESCRIPTION)]);
    let up = Medium::current().up();
    let links = own.into_iter().chain(all).map(|(path, text)| {
        let address = format!("{up}{path}");
        view! { <li><a href=address>{text}</a></li> }.into_any()
    });
    view! {
        <ul class="links" aria-label=words::data::OPEN_DATA>
            {links.collect_view()}
        </ul>
    }
    .into_any()
}

/// What staff work with, out of the way of whoever reads: links into editing, entry and exchange. `here` is the screen that is read.
pub fn staff_menu(state: State, policy: Option<&Policy>, here: &Route) -> AnyView {
    let shown = state.shown();
    let medium = Medium::current();
    let entries = policy.map(|policy| {
        let year = open_year(&shown, std::slice::from_ref(policy));
        let address = medium.asking(&Route::Enter(policy.id.clone(), year), Wish::Edit);
        (
            address,
            format!("{} {}", words::screen::policy_name(&shown.plan, &policy.id), words::screen::enter_year(year)),
        )
    });
    let links = std::iter::once((medium.asking(here, Wish::Edit), words::screen::EDIT.to_owned()))
        .chain(entries)
        .chain([(medium.href(&Route::Exchange), words::screen::EXCHANGE.to_owned())]);
    let links = links.map(|(address, text)| view! { <li><a href=address>{text}</a></li> }.into_any());
    view! {
        <details class="staff needs-script">
            <summary>{words::screen::FOR_STAFF}</summary>
            <ul class="links">{links.collect_view()}</ul>
        </details>
    }
    .into_any()
}

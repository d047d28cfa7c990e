//! Exchange: what goes between colleagues. One screen a file; a line of links leads from one to the next.

mod answer_paper;
mod answers;
mod closings;
mod conflicts;
mod files;
mod hand_in;
mod history;
mod office;
mod publish;
mod share;
mod sheet;

pub(super) use answer_paper::answer_paper;
pub use answers::AnswersPage;
pub use files::ExchangePage;
pub use hand_in::HandInPage;
pub use history::HistoryPage;
pub use publish::{PublishPage, Whole};

use leptos::prelude::*;

use crate::ui::route::Route;
use crate::words;

/// Heading of a screen of exchange, and the links to the others.
fn head(heading: &'static str, here: &Route) -> impl IntoView + use<> {
    let screens = [
        (Route::Exchange, words::exchange::FILES),
        (Route::Answers, words::exchange::ANSWERS),
        (Route::History, words::exchange::HISTORY),
        (Route::Publish, words::exchange::PUBLISH),
    ];
    let links = screens.map(|(route, label)| {
        let current = (route == *here).then_some("page");
        view! {
            <li>
                <a href=route.address() aria-current=current>
                    {label}
                </a>
            </li>
        }
        .into_any()
    });
    view! {
        <h1 tabindex="-1">{heading}</h1>
        <nav aria-label=words::exchange::PARTS>
            <ul class="links">{links.collect_view()}</ul>
        </nav>
    }
}

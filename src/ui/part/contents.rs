//! The contents of a long page: links to its sections.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::browser;
use crate::ui::part::{Medium, pressed};
use crate::ui::route::Route;
use crate::words;

/// Links to the sections of the screen `route`, each by the id of its heading. On a page they are fragments. In the program the
/// fragment is the screen's own address, so there a link goes to the section by itself.
pub fn contents(route: &Route, sections: Vec<(String, &'static str)>) -> AnyView {
    let is_program = Medium::current().is_program();
    let links = sections.into_iter().map(|(id, title)| {
        let address = if is_program { route.address() } else { format!("#{id}") };
        let go = move |event: MouseEvent| {
            if is_program {
                event.prevent_default();
                browser::reveal(&format!("#{id}"));
            }
        };
        view! {
            <li>
                <a href=address on:click=pressed(go)>
                    {title}
                </a>
            </li>
        }
        .into_any()
    });
    view! {
        <nav class="contents" aria-label=words::screen::CONTENTS>
            <ul class="links">{links.collect_view()}</ul>
        </nav>
    }
    .into_any()
}

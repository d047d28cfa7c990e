//! In editing, the order of subjects: a list in which each is dragged to its place, or moved by buttons.

use std::collections::BTreeSet;

use leptos::{ev, prelude::*};

use crate::browser;
use crate::plan::{Field as F, Role, Subject, SubjectId, SubjectKind};
use crate::state::State;
use crate::ui::part::{follows, pressed};
use crate::words;

/// Which lists are open: with another order their screen is made anew. Provided as context by the program.
#[derive(Clone, Copy, Default)]
pub struct OpenOrders(StoredValue<BTreeSet<Role>>);

impl OpenOrders {
    fn has(self, role: &Role) -> bool {
        self.0.with_value(|open| open.contains(role))
    }

    fn note(self, role: &Role, is_open: bool) {
        self.0.update_value(|open| {
            match is_open {
                true => open.insert(role.clone()),
                false => open.remove(role),
            };
        });
    }
}

/// The list of a role's subjects, folded until it is opened; nothing where there is no order to choose.
pub fn order(state: State, kind: SubjectKind, of: Option<SubjectId>) -> impl IntoView {
    let role = Role { kind, of };
    follows(move || {
        let plan = state.structure();
        let ids: Vec<SubjectId> = plan.structure.parts(&role).into_iter().cloned().collect();
        (state.is_editing() && ids.len() > 1).then(|| {
            let drag = Drag { state, from: RwSignal::new(None), over: RwSignal::new(None) };
            let last = ids.len() - 1;
            let lines = ids.iter().enumerate().map(|(at, id)| line(drag, id, at, last));
            // Several projects have such a list of their own.
            let of = role.of.as_ref().filter(|of| matches!(plan.subject(of), Some(Subject::Project(..))));
            let of = of.map(|of| {
                let name = words::screen::of(plan.text(of, F::Name));
                view! { <span class="hidden">{name}</span> }.into_any()
            });
            let open: Option<OpenOrders> = use_context();
            let is_open = open.is_some_and(|open| open.has(&role));
            let note = {
                let role = role.clone();
                move |event: ev::Event| {
                    let is_open = browser::is_open(&event);
                    if let Some(open) = open {
                        open.note(&role, is_open);
                    }
                }
            };
            view! {
                <details class="more" open=is_open on:toggle=note>
                    <summary>{words::arranging::order(&plan, &role)} {of}</summary>
                    <p class="quiet">{words::arranging::ORDER_LEAD}</p>
                    <ol class="order">{lines.collect_view()}</ol>
                </details>
            }
            .into_any()
        })
    })
}

/// What is dragged, and over which line of the list.
#[derive(Clone, Copy)]
struct Drag {
    state: State,
    from: RwSignal<Option<(SubjectId, usize)>>,
    over: RwSignal<Option<usize>>,
}

impl Drag {
    /// Whether something of this list is dragged.
    fn is_on(self) -> bool {
        self.from.with_untracked(Option::is_some)
    }

    fn end(self) {
        self.from.set(None);
        self.over.set(None);
    }

    /// How the line shows where what is dragged over it would stand.
    fn mark(self, at: usize) -> Option<&'static str> {
        let from = self.from.with(|from| from.as_ref().map(|(_, from)| *from))?;
        let is_over = self.over.get() == Some(at) && from != at;
        is_over.then_some(if at < from { "drop-above" } else { "drop-below" })
    }

    /// Puts what is dragged where this line is.
    fn drop_at(self, at: usize) {
        let from = self.from.get_untracked();
        self.end();
        if let Some((id, _)) = from
            && self.state.move_to(&id, at)
        {
            show_again(button_id(&id, -1));
        }
    }
}

fn button_id(id: &SubjectId, by: isize) -> String {
    format!("arrange-{id}-{by}")
}

/// Opens the list anew, which was made for the new order, and gives the focus to a button of it.
fn show_again(button: String) {
    browser::in_next_frame(move || {
        browser::reveal(&format!("#{button}"));
    });
}

fn line(drag: Drag, id: &SubjectId, at: usize, last: usize) -> AnyView {
    let state = drag.state;
    let name = {
        let id = id.clone();
        follows(move || words::arranging::in_order(&state.about(&id).plan, &id))
    };
    let step = |label: &'static str, by: isize, is_at_end: bool| {
        let (id, of) = (id.clone(), id.clone());
        // The name alone, as everywhere else a button names a subject.
        let named = follows(move || {
            let plan = &state.about(&of).plan;
            let field = if plan.text(&of, F::Text).is_empty() { F::Name } else { F::Text };
            words::screen::of(plan.text(&of, field))
        });
        let again = button_id(&id, by);
        let press = move |_| {
            state.move_by(&id, by);
            show_again(button_id(&id, by));
        };
        view! {
            <button
                type="button"
                class="small"
                id=again
                aria-disabled=is_at_end.then_some("true")
                on:click=pressed(press)
            >
                {label}
                <span class="hidden">{named}</span>
            </button>
        }
        .into_any()
    };
    let begin = {
        let id = id.clone();
        move |event: ev::DragEvent| {
            browser::begin_drag(&event);
            drag.from.set(Some((id.clone(), at)));
        }
    };
    let over = move |event: ev::DragEvent| {
        if drag.is_on() {
            event.prevent_default();
            drag.over.set(Some(at));
        }
    };
    let drop = move |event: ev::DragEvent| {
        if drag.is_on() {
            event.prevent_default();
            drag.drop_at(at);
        }
    };
    view! {
        <li
            class=move || drag.mark(at)
            draggable="true"
            on:dragstart=begin
            on:dragover=over
            on:drop=drop
            on:dragend=move |_| drag.end()
        >
            <span class="grip" aria-hidden="true"></span>
            <span class="order-name">{name}</span>
            <span class="order-steps">
                {step(words::arranging::MOVE_UP, -1, at == 0)} " " {step(words::arranging::MOVE_DOWN, 1, at == last)}
            </span>
        </li>
    }
    .into_any()
}

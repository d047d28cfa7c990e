//! 公開用に保存: what residents will see, before and after, and the file for it; and closing years.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser;
use crate::edits::Edit;
use crate::format::{FormFault, HistoryEntry, PublicationForm, WebAddress};
use crate::plan::{Plan, Timestamp};
use crate::state::typing::{ADDRESS, CONTACT, DATE, EDITION, LICENCE, LICENCE_URL, NOTE};
use crate::state::{Preview, State};
use crate::ui::part::{differences, follows, go_on_by_enter, pressed, to_conflicts};
use crate::ui::route::Route;
use crate::words;
use crate::words::exchange::blank_of_publication;

use super::closings::Closings;
use super::files::before_saving;
use super::head;

/// What publishes everything at once, shown with what is said about the publication and whether something stands in the way.
pub type Whole = fn(State, RwSignal<PublicationForm>, Memo<bool>) -> AnyView;

/// The screen of publishing.
#[component]
pub fn PublishPage(
    /// The open plan.
    state: State,
    /// What publishes everything at once.
    whole: Whole,
) -> impl IntoView {
    let mut form = untrack(|| state.publication_form());
    for field in FIELDS.iter().filter(|field| field.name != DATE) {
        // What was typed here and went into no file yet.
        if let Some(typed) = untrack(|| state.text(field.name)) {
            *(field.text)(&mut form) = typed;
        }
    }
    let form = RwSignal::new(form);
    // Natively no clock is asked.
    Effect::new(move || {
        let typed = untrack(|| state.text(DATE));
        form.update(|form| form.date = typed.unwrap_or_else(|| words::file::date(browser::now())));
    });
    // What was said of the last publication is not said of the next.
    Effect::new(move |before: Option<()>| {
        state.desk().last_published.track();
        if before.is_some() && untrack(|| state.text(NOTE)).is_none() {
            form.update(|form| form.note.clear());
        }
    });
    let preview = Memo::new(move |_| state.preview_publication(&form.get(), Timestamp::default()));
    let [edition, date, contact, note, address, licence, licence_url] =
        FIELDS.map(|field| text_field(state, form, preview, field));
    let faults = follows(move || {
        let faults = preview.with(|preview| preview.faults.clone()).into_iter();
        let faults = faults.map(|fault| {
            view! {
                <p class="problem" id=fault_id(fault)>
                    {words::exchange::form_fault(fault)}
                </p>
            }
            .into_any()
        });
        faults.collect_view().into_any()
    });
    let blank = Memo::new(move |_| {
        preview.with(|preview| preview.snapshot.publication.as_ref().and_then(blank_of_publication))
    });
    let shown = follows(move || {
        let plan = state.drafts().plan.clone();
        preview.with(|preview| {
            let conflicts = (preview.conflicts > 0).then(|| {
                view! {
                    <p class="problem">
                        {words::exchange::conflicts_first(preview.conflicts)} " "
                        <a href=Route::Exchange.address() on:click=pressed(move |_| to_conflicts(state))>
                            {words::exchange::CONFLICTS_HEAD}
                        </a>
                    </p>
                }
                .into_any()
            });
            view! {
                {conflicts}
                {blank.get().map(|said| view! { <p class="doubt">{said}</p> }.into_any())}
                {changes(&plan, preview)}
                {(preview.foreign > 0)
                    .then(|| {
                        view! {
                            <p class="doubt">
                                {words::exchange::foreign(preview.foreign)} {words::exchange::FOREIGN_NOT_PUBLISHED}
                            </p>
                        }
                        .into_any()
                    })}
                <p>{words::exchange::left_out(preview.left_out)}</p>
            }
            .into_any()
        })
    });
    let listed = |step| view! { <li>{step}</li> }.into_any();
    let (steps, steps_alone) = (words::publishing::WHOLE_STEPS.map(listed), words::exchange::PUBLISH_STEPS.map(listed));
    let is_stopped = Memo::new(move |_| preview.with(|preview| preview.conflicts > 0 || !preview.faults.is_empty()));
    let why_not = follows(move || {
        is_stopped.get().then(|| {
            let is_by_conflict = preview.with(|preview| preview.conflicts > 0);
            let why =
                if is_by_conflict { words::publishing::FIRST_CONFLICTS } else { words::publishing::FIRST_SETTINGS };
            view! { <p class="problem">{why}</p> }.into_any()
        })
    });
    view! {
        {head(words::exchange::PUBLISH, &Route::Publish)}
        <p>{words::exchange::PUBLISH_LEAD}</p>
        <Closings state />
        <section>
            <h2>{words::publishing::ABOUT}</h2>
            <div class="maker">{edition} {date} {contact} {note}</div>
        </section>
        <section>
            <h2>{words::exchange::SETTINGS}</h2>
            <p>{words::exchange::SETTINGS_LEAD}</p>
            <div class="maker">{address} {licence} {licence_url}</div>
            {faults}
        </section>
        <section>
            <h2>{words::exchange::PUBLISH_CHANGES}</h2>
            {shown}
            {move || before_saving(state)}
        </section>
        <section>
            <h2>{words::publishing::WHOLE}</h2>
            {why_not}
            {whole(state, form, is_stopped)}
            <p class="quiet">{words::publishing::PLAN_ALONE}</p>
            <p>
                <button
                    type="button"
                    disabled=move || is_stopped.get()
                    on:click=pressed(move |_| state.save_publication(&form.get_untracked()))
                >
                    {words::exchange::SAVE_PUBLICATION}
                </button>
            </p>
        </section>
        <section>
            <h2>{words::exchange::PUBLISH_HOW}</h2>
            <ol>{steps.collect_view()}</ol>
            <h3>{words::publishing::PLAN_ALONE_HEAD}</h3>
            <ol>{steps_alone.collect_view()}</ol>
        </section>
    }
}

/// A field about the publication.
struct TextField {
    label: &'static str,
    /// By which what is typed is kept.
    name: &'static str,
    text: fn(&mut PublicationForm) -> &mut String,
    /// How many characters it takes.
    at_most: usize,
    /// What may be wrong with it.
    fault: Option<FormFault>,
}

impl TextField {
    /// A field of a short text, of which nothing can be wrong.
    const fn new(label: &'static str, name: &'static str, text: fn(&mut PublicationForm) -> &mut String) -> TextField {
        TextField { label, name, text, at_most: HistoryEntry::NAME_AT_MOST, fault: None }
    }

    /// The same for an address.
    const fn of_address(self, fault: FormFault) -> TextField {
        TextField { at_most: WebAddress::AT_MOST, fault: Some(fault), ..self }
    }
}

const FIELDS: [TextField; 7] = [
    TextField::new(words::exchange::EDITION, EDITION, |form| &mut form.edition),
    TextField::new(words::exchange::DATE, DATE, |form| &mut form.date),
    TextField::new(words::exchange::CONTACT, CONTACT, |form| &mut form.contact),
    TextField {
        at_most: HistoryEntry::NOTE_AT_MOST,
        ..TextField::new(words::exchange::NOTE, NOTE, |form| &mut form.note)
    },
    TextField::new(words::exchange::ADDRESS, ADDRESS, |form| &mut form.address).of_address(FormFault::Address),
    TextField::new(words::exchange::LICENCE, LICENCE, |form| &mut form.licence),
    TextField::new(words::exchange::LICENCE_URL, LICENCE_URL, |form| &mut form.licence_url)
        .of_address(FormFault::LicenceUrl),
];

fn text_field(state: State, form: RwSignal<PublicationForm>, preview: Memo<Preview>, field: TextField) -> AnyView {
    let TextField { label, name, text, at_most, fault } = field;
    let faulty = Memo::new(move |_| fault.filter(|fault| preview.with(|preview| preview.faults.contains(fault))));
    let described = follows(move || faulty.get().map(fault_id));
    let invalid = follows(move || faulty.get().map(|_| "true"));
    view! {
        <label>
            <span>{label}</span>
            <input
                class="field wide"
                type="text"
                maxlength=at_most.to_string()
                autocomplete="off"
                aria-invalid=invalid
                aria-describedby=described
                prop:value=move || form.with(|form| text(&mut form.clone()).clone())
                on:keydown=move |event| go_on_by_enter(&event)
                on:input=move |event| state.keep_text(name, event_target_value(&event))
                on:change=move |event| form.update(|form| *text(form) = event_target_value(&event))
            />
        </label>
    }
    .into_any()
}

/// The id of the sentence that says what is wrong with a field.
fn fault_id(fault: FormFault) -> &'static str {
    match fault {
        FormFault::Address => "address-fault",
        FormFault::LicenceUrl => "licence-fault",
    }
}

fn changes(plan: &Arc<Plan>, preview: &Preview) -> AnyView {
    let (heads, nothing) = match preview.follows_own {
        true => (&words::exchange::PUBLISH_HEADS_AGAIN, words::exchange::PUBLISH_NOTHING_AGAIN),
        false => (&words::exchange::PUBLISH_HEADS, words::exchange::PUBLISH_NOTHING),
    };
    if preview.differences.is_empty() {
        return view! { <p>{nothing}</p> }.into_any();
    }
    // It has no head for who: residents are not told.
    let nobody = |_: &Edit, _: bool| String::new();
    differences(plan, words::exchange::PUBLISH_CHANGES, heads, &preview.differences, nobody)
}

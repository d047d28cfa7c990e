//! Long lists and tables, a page at a time: thousands of rows at once would stop the browser.

use leptos::prelude::*;

use crate::ui::part::{ScrollTable, follows, pressed};
use crate::words;

/// How many rows of a list are shown. A handle: copies speak of the same list.
#[derive(Clone, Copy)]
pub struct Pages {
    /// Rows of one page.
    size: usize,
    shown: RwSignal<usize>,
}

impl Pages {
    /// The first page of a list.
    pub fn first() -> Pages {
        Pages::of(100)
    }

    /// The first page of a list of which each row says who says what, with what to do about it: of twenty elements, not of five.
    pub fn of_large_rows() -> Pages {
        Pages::of(50)
    }

    fn of(size: usize) -> Pages {
        Pages { size, shown: RwSignal::new(size) }
    }

    /// Back to the first page, when the list has become another.
    pub fn restart(self) {
        self.shown.set(self.size);
    }

    /// The rows shown of `total`, each made by `row` when its page is first wanted; a page once shown stays as it is.
    pub fn rows(self, total: usize, row: impl Fn(usize) -> AnyView + Clone + Send + 'static) -> AnyView {
        self.rows_from(0, total, row)
    }

    /// The rows from `first` on. What follows a page is made with it, so that a long list costs what is shown of it.
    fn rows_from(self, first: usize, total: usize, row: impl Fn(usize) -> AnyView + Clone + Send + 'static) -> AnyView {
        let next = first + self.size;
        let rows = {
            let row = row.clone();
            // What a row reads is followed, also within a table, which does not.
            follows(move || (first..total.min(next)).map(&row).collect_view().into_any())
        };
        let wanted = Memo::new(move |_| self.shown.get() > next);
        let following =
            (next < total).then(|| follows(move || wanted.get().then(|| self.rows_from(next, total, row.clone()))));
        (rows, following).into_any()
    }

    /// How many of `total` are shown, and the button for more; nothing where all are.
    pub fn more(self, total: usize) -> impl IntoView {
        follows(move || {
            let shown = self.shown.get();
            (shown < total).then(|| {
                view! {
                    <p>
                        {words::exchange::shown_of(shown, total)} " "
                        <button
                            type="button"
                            class="small"
                            on:click=pressed(move |_| self.shown.update(|shown| *shown += self.size))
                        >
                            {words::exchange::SHOW_MORE}
                        </button>
                    </p>
                }
                .into_any()
            })
        })
    }

    /// A table of `total` rows under `heads`, with its name as its caption.
    pub fn table(
        self,
        name: &str,
        class: &'static str,
        heads: &'static [&'static str],
        total: usize,
        row: impl Fn(usize) -> AnyView + Clone + Send + 'static,
    ) -> AnyView {
        let name = name.to_owned();
        let heads = heads.iter().map(|head| view! { <th scope="col">{*head}</th> }.into_any()).collect_view();
        view! {
            <ScrollTable name=name.clone()>
                <table class=class>
                    <caption>{name}</caption>
                    <thead>
                        <tr>{heads}</tr>
                    </thead>
                    <tbody>{self.rows(total, row)}</tbody>
                </table>
            </ScrollTable>
            {self.more(total)}
        }
        .into_any()
    }
}

//! Screens, one a file. Each has one `h1`, which takes the focus when the screen changes.

mod commentary;
mod enter;
mod exchange;
mod indicator;
mod not_found;
mod overview;
mod policies;
mod policy;
mod project;
mod years;

pub use enter::EnterPage;
pub use exchange::{AnswersPage, ExchangePage, HandInPage, HistoryPage, PublishPage, Whole};
pub use indicator::{IndicatorPage, date_of};
pub use not_found::NotFoundPage;
pub use overview::{OverviewPage, Remembered};
pub use policy::PolicyPage;
pub use project::ProjectPage;

//! What a person sees: screens and the components they are made of. Views hold no rule and no browser call; those live
//! in effects and handlers, so that every screen renders natively.

mod app;
pub mod embed;
pub mod page;
mod pages;
pub mod part;
pub mod route;
mod start;

pub use app::{App, Shell};
pub use pages::{Publishing, publication_files};
pub use start::start;

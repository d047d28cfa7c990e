//! What a person sees: screens and the components they are made of. Views hold no rule and no browser call; those live
//! in effects and handlers, so that every screen renders natively.

mod app;
pub mod embed;
mod embed_address;
pub mod page;
mod pages;
pub mod part;
mod publishing;
pub mod route;
mod start;

pub use app::{App, Shell};
pub use pages::publication_files;
pub use start::start;

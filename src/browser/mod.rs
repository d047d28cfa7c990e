//! The only folder that touches the web: web-sys, js-sys, JavaScript. Every call that can throw returns a `Result`.

pub mod echarts;
mod in_view;

pub use in_view::{InView, in_view};

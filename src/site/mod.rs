//! What a publication consists of beside `plan.json`: the files that are made from it, the same wherever they are made.
//!
//! Nothing here draws, fetches or writes to a disk. Whoever publishes takes the [`File`]s and puts them somewhere.

mod data;
mod dataset;
mod document;
mod drawing;
mod feed;
mod metadata;
mod normal;
mod page;
mod sitemap;

pub use data::{
    COMMENTARY, INDICATORS, PACKAGE, VALUES, data_files, data_of_gone, data_path, excel_path, has_commentary,
    indicator_path, table_of,
};
pub use dataset::{DataFile, data_of, dataset};
pub use document::{GENERATOR, Head, document, document_of_gone};
pub use drawing::{Drawings, Wanted, page_svg};
pub use feed::{FEED_PATH, feed};
pub use metadata::Metadata;
pub use normal::normalised;
pub use page::Page;
pub use sitemap::sitemap;

/// A file of a publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its address, relative to the publication: `data/values.csv`.
    pub path: String,
    /// Its content.
    pub content: Vec<u8>,
}

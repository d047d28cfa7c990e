//! Files saved to and read from the person's machine.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, DragEvent, Event, File, FileList, HtmlAnchorElement, HtmlInputElement, Url};

/// A file picked or dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRead {
    /// Its name.
    pub name: String,
    /// What is in it; none where the browser could not read it.
    pub bytes: Option<Vec<u8>>,
}

/// Offers `text` as a file to download.
pub fn save_text(name: &str, text: &str, media_type: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into().map_err(|_| JsValue::NULL)?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The download has its own hold on the data once the click has returned.
    Url::revoke_object_url(&address)
}

/// Reads the files picked in an `<input type="file">`, at most `bytes_at_most` of each, and empties the input, so that
/// the same file can be picked again.
pub async fn picked_files(event: Event, bytes_at_most: usize) -> Vec<FileRead> {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
        return Vec::new();
    };
    let read = read_files(all_of(input.files()), bytes_at_most).await;
    input.set_value("");
    read
}

/// Reads the files of a drop, at most `bytes_at_most` of each.
pub async fn dropped_files(event: DragEvent, bytes_at_most: usize) -> Vec<FileRead> {
    read_files(all_of(event.data_transfer().and_then(|data| data.files())), bytes_at_most).await
}

/// Whether what is dragged is files.
pub fn is_drag_with_files(event: &DragEvent) -> bool {
    event
        .data_transfer()
        .is_some_and(|data| data.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files")))
}

fn all_of(list: Option<FileList>) -> Vec<File> {
    list.iter().flat_map(|l| (0..l.length()).filter_map(|index| l.get(index))).collect()
}

/// Reads files, at most `bytes_at_most` of each.
pub(super) async fn read_files(files: Vec<File>, bytes_at_most: usize) -> Vec<FileRead> {
    let mut read = Vec::with_capacity(files.len());
    for file in files {
        // One byte more than is allowed tells a file that is too large from one that just fits.
        let part = file.slice_with_f64_and_f64(0.0, (bytes_at_most + 1) as f64);
        let bytes = match part {
            Ok(part) => wasm_bindgen_futures::JsFuture::from(part.array_buffer()).await.ok(),
            Err(_) => None,
        };
        read.push(FileRead { name: file.name(), bytes: bytes.map(|buffer| Uint8Array::new(&buffer).to_vec()) });
    }
    read
}

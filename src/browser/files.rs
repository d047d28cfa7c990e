//! Files saved to and read from the person's machine.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, DragEvent, Event, File, FileList, HtmlAnchorElement,
    HtmlCanvasElement, HtmlImageElement, HtmlInputElement, Url,
};

use super::moment::{after, spawn};

/// A file picked or dropped, not read yet.
#[derive(Clone, Debug)]
pub struct PickedFile(File);

impl PickedFile {
    pub(super) fn new(file: File) -> PickedFile {
        PickedFile(file)
    }

    /// Returns the file name without control characters.
    pub fn name(&self) -> String {
        crate::plan::cleaned(self.0.name())
    }

    /// Its size in bytes, known without reading it.
    pub fn size(&self) -> usize {
        self.0.size() as usize
    }

    /// What is in it; none where the browser cannot read it. Look at its [size](PickedFile::size) first.
    pub async fn read(&self) -> Option<Vec<u8>> {
        let buffer = wasm_bindgen_futures::JsFuture::from(self.0.array_buffer()).await.ok()?;
        Some(Uint8Array::new(&buffer).to_vec())
    }
}

/// Offers `text` as a file to download.
pub fn save_text(name: &str, text: &str, media_type: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    save_blob(name, &Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)?)
}

/// Offers what is in `blob` as a file to download.
pub(super) fn save_blob(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(blob)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into().map_err(|_| JsValue::NULL)?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // A browser may begin to read it after the click has returned (Safari); it has its own hold on the data then.
    spawn(async move {
        let _waited = wasm_bindgen_futures::JsFuture::from(after(HELD)).await;
        let _it_was_ours = Url::revoke_object_url(&address);
    });
    Ok(())
}

/// How long a file that is offered stays at its address, in milliseconds.
const HELD: i32 = 60_000;

/// Offers a picture as a file to download: `svg`, of a size in CSS pixels, in twice as many points. None where the browser
/// cannot draw it.
pub async fn save_png(name: &str, svg: &str, width: u32, height: u32) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type("image/svg+xml");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&svg.into()), &options).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let image = HtmlImageElement::new().ok()?;
    image.set_src(&address);
    let decoded = wasm_bindgen_futures::JsFuture::from(image.decode()).await;
    let _it_was_ours = Url::revoke_object_url(&address);
    decoded.ok()?;
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width * 2);
    canvas.set_height(height * 2);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let (width, height) = (f64::from(width * 2), f64::from(height * 2));
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height).ok()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&canvas.to_data_url_with_type("image/png").ok()?);
    link.set_download(name);
    link.click();
    Some(())
}

/// The files picked in an `<input type="file">`; empties the input, so that the same file can be picked again.
pub fn picked_files(event: &Event) -> Vec<PickedFile> {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
        return Vec::new();
    };
    let picked = all_of(input.files());
    input.set_value("");
    picked
}

/// The files of a drop.
pub fn dropped_files(event: &DragEvent) -> Vec<PickedFile> {
    all_of(event.data_transfer().and_then(|data| data.files()))
}

/// Whether what is dragged is files.
pub fn is_drag_with_files(event: &DragEvent) -> bool {
    event
        .data_transfer()
        .is_some_and(|data| data.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files")))
}

fn all_of(list: Option<FileList>) -> Vec<PickedFile> {
    list.iter().flat_map(|l| (0..l.length()).filter_map(|index| l.get(index))).map(PickedFile).collect()
}

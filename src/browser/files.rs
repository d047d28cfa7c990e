//! Files saved to and read from the person's machine.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, DragEvent, Event, File, FileList, HtmlAnchorElement,
    HtmlCanvasElement, HtmlImageElement, HtmlInputElement, TextDecoder, TextDecoderOptions, Url,
};

use super::moment::{after, spawn};
use super::zip::Zip;
use crate::plan::Timestamp;

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

/// Returns the text of a file in one of the encodings in which texts come: UTF-8, UTF-16 with its mark, Shift_JIS. None where it is none
/// of them.
pub fn decode(bytes: &[u8]) -> Option<String> {
    let encodings: &[&str] = match bytes {
        [0xff, 0xfe, ..] => &["utf-16le"],
        [0xfe, 0xff, ..] => &["utf-16be"],
        _ => &["utf-8", "shift_jis"],
    };
    encodings.iter().find_map(|encoding| {
        let strict = TextDecoderOptions::new();
        strict.set_fatal(true);
        TextDecoder::new_with_label_and_options(encoding, &strict).ok()?.decode_with_u8_array(bytes).ok()
    })
}

/// What became of a file that was offered to download.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offered {
    /// The browser took it.
    Taken,
    /// The page is framed by another, whose sandbox may forbid downloads: nobody can be told.
    MayBeForbidden,
}

/// A file that was not offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotOffered {
    /// The browser refuses downloads.
    Refused,
    /// The file could not be made, or is empty.
    NotMade,
}

/// Offers `text` as a file to download.
///
/// # Errors
///
/// Where the text is empty or the browser refuses.
pub fn save_text(name: &str, text: &str, media_type: &str) -> Result<Offered, NotOffered> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options);
    save_blob(name, &blob.map_err(|_| NotOffered::NotMade)?)
}

/// Offers what is in `blob` as a file to download.
pub(super) fn save_blob(name: &str, blob: &Blob) -> Result<Offered, NotOffered> {
    if blob.size() < 1.0 {
        return Err(NotOffered::NotMade);
    }
    let window = web_sys::window().ok_or(NotOffered::Refused)?;
    let link = window.document().and_then(|document| document.create_element("a").ok());
    let link: HtmlAnchorElement = link.and_then(|link| link.dyn_into().ok()).ok_or(NotOffered::Refused)?;
    let address = Url::create_object_url_with_blob(blob).map_err(|_| NotOffered::Refused)?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // A browser may begin to read it after the click has returned (Safari); it has its own hold on the data then.
    spawn(async move {
        // A timer does not reject.
        let _ = wasm_bindgen_futures::JsFuture::from(after(HELD)).await;
        // Revoking does not throw; of what is not revoked only memory is lost.
        let _ = Url::revoke_object_url(&address);
    });
    Ok(if is_framed(&window) { Offered::MayBeForbidden } else { Offered::Taken })
}

/// Whether another page shows this one in a frame.
fn is_framed(window: &web_sys::Window) -> bool {
    window.parent().ok().flatten().is_none_or(|parent| !js_sys::Object::is(&parent, window))
}

/// How long a file that is offered stays at its address, in milliseconds.
const HELD: i32 = 60_000;

/// Offers pictures (SVG and size in CSS pixels) as PNG: one as `{stem}.png`, several together as `{stem}.zip`, whose files are dated
/// `at`. Returns the name of the file, and what became of it.
pub async fn save_png(
    stem: &str,
    pictures: &[(String, u32, u32)],
    at: Timestamp,
) -> (String, Result<Offered, NotOffered>) {
    match pictures {
        [(svg, width, height)] => {
            let name = format!("{stem}.png");
            let offered = png(svg, *width, *height).await.ok_or(NotOffered::NotMade);
            let offered = offered.and_then(|drawn| save_blob(&name, &drawn));
            (name, offered)
        }
        several => {
            let name = format!("{stem}.zip");
            let offered = zipped(stem, several, at).await.ok_or(NotOffered::NotMade);
            let offered = offered.and_then(|zip| zip.save(&name));
            (name, offered)
        }
    }
}

async fn zipped(stem: &str, pictures: &[(String, u32, u32)], at: Timestamp) -> Option<Zip> {
    let zip = Zip::new(at).ok()?;
    for (number, (svg, width, height)) in (1..).zip(pictures) {
        let drawn = png(svg, *width, *height).await?;
        let bytes = wasm_bindgen_futures::JsFuture::from(drawn.array_buffer()).await.ok()?;
        zip.add(&format!("{stem}-{number}.png"), &Uint8Array::new(&bytes).to_vec()).ok()?;
    }
    Some(zip)
}

/// Draws an SVG in twice as many points as it has CSS pixels. `None` where the browser cannot: it has no room for so many points,
/// or cannot read it.
async fn png(svg: &str, width: u32, height: u32) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type("image/svg+xml");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&svg.into()), &options).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let image = HtmlImageElement::new().ok()?;
    image.set_src(&address);
    let decoded = wasm_bindgen_futures::JsFuture::from(image.decode()).await;
    // Revoking does not throw; of what is not revoked only memory is lost.
    let _ = Url::revoke_object_url(&address);
    decoded.ok()?;
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width * 2);
    canvas.set_height(height * 2);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let (width, height) = (f64::from(width * 2), f64::from(height * 2));
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height).ok()?;
    // A canvas that is too large gives no picture, or an empty one.
    let mut asked = false;
    let made = Promise::new(&mut |done, _| asked = canvas.to_blob(&done).is_ok());
    if !asked {
        return None;
    }
    wasm_bindgen_futures::JsFuture::from(made).await.ok()?.dyn_into::<Blob>().ok().filter(|blob| blob.size() > 0.0)
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

/// Begins a drag within the page, which knows what is dragged: it carries nothing that a field could take in.
pub fn begin_drag(event: &DragEvent) {
    if let Some(data) = event.data_transfer() {
        // Without anything, some browsers begin none.
        let _ = data.set_data("application/x-shisaku", "");
        data.set_effect_allowed("move");
    }
}

fn all_of(list: Option<FileList>) -> Vec<PickedFile> {
    list.iter().flat_map(|l| (0..l.length()).filter_map(|index| l.get(index))).map(PickedFile).collect()
}

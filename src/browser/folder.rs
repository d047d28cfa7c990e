//! Folders and files of the person's machine or office, which they chose: read and written in place.
//!
//! Only some browsers hand them out, and only to pages with https or on this machine ([`has_folders`]). A file is written beside the
//! old one and takes its place when it is complete. What was chosen can be kept ([`keep_handle`]); after a restart the browser asks
//! for permission anew.

use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    File, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetDirectoryOptions, FileSystemGetFileOptions,
    FileSystemWritableFileStream,
};

use super::zip::Zip;
use crate::plan::Timestamp;

const PICKER: &str = "showDirectoryPicker";
const FILE_PICKER: &str = "showSaveFilePicker";
/// Where the program's script leaves what keeps handles (IndexedDB).
const HANDLES: &str = "shisakuHandles";

/// Why a folder could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderError {
    /// The person did not choose one.
    NotChosen,
    /// The browser or the system does not allow it.
    NotAllowed,
    /// There is no room left.
    Full,
    /// Something of another kind, a folder or a file, has that name.
    WrongKind,
    /// Anything else, by the name the browser gives it.
    Other(String),
}

impl FolderError {
    fn of(thrown: &JsValue) -> FolderError {
        let name = Reflect::get(thrown, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
        match name.as_str() {
            "AbortError" => FolderError::NotChosen,
            "NotAllowedError" | "SecurityError" | "NoModificationAllowedError" => FolderError::NotAllowed,
            "QuotaExceededError" => FolderError::Full,
            "TypeMismatchError" => FolderError::WrongKind,
            _ => FolderError::Other(name),
        }
    }
}

/// Whether this browser hands out folders.
pub fn has_folders() -> bool {
    Reflect::get(&js_sys::global(), &PICKER.into()).is_ok_and(|picker| picker.is_function())
}

/// Whether this browser lets a page write a file again that was chosen once.
pub fn has_files_to_save() -> bool {
    Reflect::get(&js_sys::global(), &FILE_PICKER.into()).is_ok_and(|picker| picker.is_function())
}

/// What tells one state of a file from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// When it was changed, as the system says.
    pub changed: Timestamp,
    /// Its length, in bytes.
    pub bytes: u64,
}

/// The files that lie directly in a folder.
pub trait Files {
    /// Returns their names, and those of folders.
    fn names(&self) -> impl Future<Output = Result<Vec<String>, FolderError>>;
    /// Returns the state of a file; `None` where there is none.
    fn stamp(&self, name: &str) -> impl Future<Output = Result<Option<Stamp>, FolderError>>;
    /// Returns what is in a file, with its state; `None` where there is none.
    fn content(&self, name: &str) -> impl Future<Output = Result<Option<(Stamp, Vec<u8>)>, FolderError>>;
    /// Writes a file whole: until that is done, the old one is there.
    fn put(&self, name: &str, content: &[u8]) -> impl Future<Output = Result<(), FolderError>>;
    /// Removes a file, if it is there.
    fn remove(&self, name: &str) -> impl Future<Output = Result<(), FolderError>>;
}

impl Files for Folder {
    async fn names(&self) -> Result<Vec<String>, FolderError> {
        names_in(&self.0).await
    }

    async fn stamp(&self, name: &str) -> Result<Option<Stamp>, FolderError> {
        Ok(self.found(name).await?.as_ref().map(stamp_of))
    }

    async fn content(&self, name: &str) -> Result<Option<(Stamp, Vec<u8>)>, FolderError> {
        let Some(file) = self.found(name).await? else { return Ok(None) };
        Ok(Some((stamp_of(&file), bytes_of(&file).await?)))
    }

    async fn put(&self, name: &str, content: &[u8]) -> Result<(), FolderError> {
        self.write(name, content).await
    }

    async fn remove(&self, name: &str) -> Result<(), FolderError> {
        none_if_missing(settled(self.0.remove_entry(name)).await).map(|_| ())
    }
}

/// A folder that can be read and written.
#[derive(Clone, Debug)]
pub struct Folder(FileSystemDirectoryHandle);

impl Folder {
    /// Asks the person for a folder. Only from something they pressed. `purpose` is what the browser remembers the last place by.
    ///
    /// # Errors
    ///
    /// [`FolderError::NotChosen`] where they dismissed the question; [`FolderError::NotAllowed`] where this browser hands out none.
    pub async fn choose(purpose: &str) -> Result<Folder, FolderError> {
        let options = object([("mode", "readwrite".into()), ("id", purpose.into())])?;
        Ok(Folder(picked(PICKER, &options).await?.unchecked_into()))
    }

    /// Returns the folder's name, as the person knows it.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Returns what is in a file; `None` where there is no such file. `path` is relative, with `/` between folders.
    ///
    /// # Errors
    ///
    /// Where it cannot be read.
    pub async fn read(&self, path: &str) -> Result<Option<Vec<u8>>, FolderError> {
        match self.found(path).await? {
            Some(file) => bytes_of(&file).await.map(Some),
            None => Ok(None),
        }
    }

    /// The file as it is now; `None` where there is none.
    async fn found(&self, path: &str) -> Result<Option<File>, FolderError> {
        let Some(handle) = none_if_missing(self.file(path, false).await)? else { return Ok(None) };
        let file = none_if_missing(settled(handle.get_file()).await)?;
        Ok(file.map(JsCast::unchecked_into))
    }

    /// Writes a file, with the folders it lies in.
    ///
    /// # Errors
    ///
    /// Where it cannot be written; a file that was there stays as it was.
    pub async fn write(&self, path: &str, content: &[u8]) -> Result<(), FolderError> {
        write_to(&self.file(path, true).await?, content).await
    }

    /// Writes a zip, which cannot be added to after that.
    ///
    /// # Errors
    ///
    /// Where it cannot be made or written; a file that was there stays as it was.
    pub async fn write_zip(&self, path: &str, zip: &Zip) -> Result<(), FolderError> {
        let blob = zip.end().map_err(|_| FolderError::Other("zip".into()))?;
        let stream = self.stream(path).await?;
        let written = match stream.write_with_blob(&blob) {
            Ok(writing) => settled(writing).await,
            Err(thrown) => Err(FolderError::of(&thrown)),
        };
        finish(&stream, written).await
    }

    /// Returns the names of what is in a folder inside; none where there is no such folder.
    ///
    /// # Errors
    ///
    /// Where it cannot be read.
    pub async fn names_at(&self, path: &str) -> Result<Vec<String>, FolderError> {
        let Some(folder) = none_if_missing(self.folder(path, false).await)? else { return Ok(Vec::new()) };
        names_in(&folder).await
    }

    async fn stream(&self, path: &str) -> Result<FileSystemWritableFileStream, FolderError> {
        stream_of(&self.file(path, true).await?).await
    }

    async fn file(&self, path: &str, create: bool) -> Result<FileSystemFileHandle, FolderError> {
        let (folder, name) = match path.rsplit_once('/') {
            Some((folder, name)) => (self.folder(folder, create).await?, name),
            None => (self.0.clone(), path),
        };
        let options = FileSystemGetFileOptions::new();
        options.set_create(create);
        Ok(settled(folder.get_file_handle_with_options(name, &options)).await?.unchecked_into())
    }

    async fn folder(&self, path: &str, create: bool) -> Result<FileSystemDirectoryHandle, FolderError> {
        let options = FileSystemGetDirectoryOptions::new();
        options.set_create(create);
        let mut folder = self.0.clone();
        for name in path.split('/') {
            let inner = folder.get_directory_handle_with_options(name, &options);
            folder = settled(inner).await?.unchecked_into();
        }
        Ok(folder)
    }
}

/// A file that was chosen to be saved to, again and again.
#[derive(Clone, Debug)]
pub struct SaveFile(FileSystemFileHandle);

impl SaveFile {
    /// Asks the person where to save, under the suggested `name`. Only from something they pressed.
    ///
    /// # Errors
    ///
    /// As of [`Folder::choose`].
    pub async fn choose(name: &str) -> Result<SaveFile, FolderError> {
        let options = object([("suggestedName", name.into()), ("id", "shisaku-snapshot".into())])?;
        Ok(SaveFile(picked(FILE_PICKER, &options).await?.unchecked_into()))
    }

    /// Returns its name.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Returns what is in it; `None` where it is gone, or holds nothing yet.
    ///
    /// # Errors
    ///
    /// Where it cannot be read.
    pub async fn read(&self) -> Result<Option<Vec<u8>>, FolderError> {
        let Some(file) = none_if_missing(settled(self.0.get_file()).await)? else { return Ok(None) };
        let bytes = bytes_of(&file.unchecked_into()).await?;
        Ok(Some(bytes).filter(|bytes| !bytes.is_empty()))
    }

    /// Writes it whole.
    ///
    /// # Errors
    ///
    /// Where it cannot be written; it stays as it was.
    pub async fn write(&self, content: &[u8]) -> Result<(), FolderError> {
        write_to(&self.0, content).await
    }
}

/// Something the person chose: it can be kept, and has to be permitted anew after a restart.
pub trait Handle: Sized {
    /// Its handle.
    fn handle(&self) -> &JsValue;
    /// What a kept handle is.
    fn of_handle(handle: JsValue) -> Self;
}

impl Handle for Folder {
    fn handle(&self) -> &JsValue {
        &self.0
    }
    fn of_handle(handle: JsValue) -> Folder {
        Folder(handle.unchecked_into())
    }
}

impl Handle for SaveFile {
    fn handle(&self) -> &JsValue {
        &self.0
    }
    fn of_handle(handle: JsValue) -> SaveFile {
        SaveFile(handle.unchecked_into())
    }
}

/// Whether it may be read and written now. With `ask` the browser may ask the person: only from something they pressed.
pub async fn is_permitted(chosen: &impl Handle, ask: bool) -> bool {
    let name = if ask { "requestPermission" } else { "queryPermission" };
    let asked = object([("mode", "readwrite".into())]).ok().and_then(|options| call(chosen.handle(), name, &[options]));
    match asked {
        // One without the question may always be used.
        None => true,
        Some(promise) => settled(promise).await.is_ok_and(|answer| answer.as_string().as_deref() == Some("granted")),
    }
}

/// Keeps what was chosen, with a note, under a key of this origin (IndexedDB). Returns whether the browser did.
pub async fn keep_handle(key: &str, chosen: &impl Handle, note: &str) -> bool {
    let Ok(record) = object([("handle", chosen.handle().clone()), ("note", note.into())]) else { return false };
    match call(&handles(), "set", &[key.into(), record]) {
        Some(promise) => settled(promise).await.is_ok(),
        None => false,
    }
}

/// Returns what was kept under a key, with its note.
pub async fn kept_handle<H: Handle>(key: &str) -> Option<(H, String)> {
    let record = settled(call(&handles(), "get", &[key.into()])?).await.ok().filter(JsValue::is_object)?;
    let of = |name: &str| Reflect::get(&record, &name.into()).ok();
    let handle = of("handle").filter(JsValue::is_object)?;
    Some((H::of_handle(handle), of("note").and_then(|note| note.as_string()).unwrap_or_default()))
}

/// Whether two handles are of the same place.
pub async fn is_same(one: &impl Handle, other: &impl Handle) -> bool {
    match call(one.handle(), "isSameEntry", &[other.handle().clone()]) {
        Some(promise) => settled(promise).await.is_ok_and(|answer| answer.is_truthy()),
        None => false,
    }
}

/// Forgets what was kept under a key.
pub async fn forget_handle(key: &str) {
    if let Some(promise) = call(&handles(), "del", &[key.into()]) {
        // Where it cannot be forgotten, it is offered once more.
        let _ = settled(promise).await;
    }
}

fn handles() -> JsValue {
    Reflect::get(&js_sys::global(), &HANDLES.into()).unwrap_or_default()
}

/// Calls a method that returns a promise; `None` where there is none, or it throws.
fn call(object: &JsValue, name: &str, arguments: &[JsValue]) -> Option<Promise> {
    let method: Function = Reflect::get(object, &name.into()).ok()?.dyn_into().ok()?;
    method.apply(object, &arguments.iter().collect()).ok()?.dyn_into().ok()
}

fn object<const N: usize>(fields: [(&str, JsValue); N]) -> Result<JsValue, FolderError> {
    let object = js_sys::Object::new();
    for (key, value) in fields {
        Reflect::set(&object, &key.into(), &value).map_err(|thrown| FolderError::of(&thrown))?;
    }
    Ok(object.into())
}

/// What the person picks.
async fn picked(picker: &str, options: &JsValue) -> Result<JsValue, FolderError> {
    let picker = Reflect::get(&js_sys::global(), &picker.into()).map_err(|thrown| FolderError::of(&thrown))?;
    let picker: Function = picker.dyn_into().map_err(|_| FolderError::NotAllowed)?;
    let asked = picker.call1(&js_sys::global(), options).map_err(|thrown| FolderError::of(&thrown))?;
    settled(asked.unchecked_into()).await
}

async fn names_in(folder: &FileSystemDirectoryHandle) -> Result<Vec<String>, FolderError> {
    let keys: js_sys::AsyncIterator = folder.keys().unchecked_into();
    let mut names = Vec::new();
    loop {
        let next = settled(keys.next().map_err(|thrown| FolderError::of(&thrown))?).await?;
        let next: js_sys::IteratorNext = next.unchecked_into();
        match next.value().as_string().filter(|_| !next.done()) {
            Some(name) => names.push(name),
            None => return Ok(names),
        }
    }
}

fn stamp_of(file: &File) -> Stamp {
    // Milliseconds since 1970 as a float hold every such moment exactly.
    Stamp { changed: Timestamp::from_millis(file.last_modified() as i64), bytes: file.size() as u64 }
}

async fn bytes_of(file: &File) -> Result<Vec<u8>, FolderError> {
    let buffer = settled(file.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

async fn stream_of(handle: &FileSystemFileHandle) -> Result<FileSystemWritableFileStream, FolderError> {
    Ok(settled(handle.create_writable()).await?.unchecked_into())
}

async fn write_to(handle: &FileSystemFileHandle, content: &[u8]) -> Result<(), FolderError> {
    let stream = stream_of(handle).await?;
    let written = match stream.write_with_js_u8_array(&Uint8Array::from(content)) {
        Ok(writing) => settled(writing).await,
        Err(thrown) => Err(FolderError::of(&thrown)),
    };
    finish(&stream, written).await
}

/// Closes a file, which puts it in the place of the old one; where it could not be written, leaves the old one.
async fn finish(
    stream: &FileSystemWritableFileStream,
    written: Result<JsValue, FolderError>,
) -> Result<(), FolderError> {
    match written {
        Ok(_) => settled(stream.close()).await.map(|_| ()),
        Err(error) => {
            // The first error is the one to report. Without `close` the old file stays, whether aborting works or not.
            let _ = settled(stream.abort()).await;
            Err(error)
        }
    }
}

async fn settled(promise: Promise) -> Result<JsValue, FolderError> {
    JsFuture::from(promise).await.map_err(|thrown| FolderError::of(&thrown))
}

fn none_if_missing<T>(found: Result<T, FolderError>) -> Result<Option<T>, FolderError> {
    match found {
        Err(FolderError::Other(name)) if name == "NotFoundError" => Ok(None),
        found => found.map(Some),
    }
}

//! A folder of the person's machine or office, which they chose: read and written in place.
//!
//! Only some browsers hand out folders ([`has_folders`]). A file is written beside the old one and takes its place when it is
//! complete.

use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    File, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetDirectoryOptions, FileSystemGetFileOptions,
    FileSystemWritableFileStream,
};

use super::zip::Zip;

const PICKER: &str = "showDirectoryPicker";

/// Why a folder could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderError {
    /// The person did not choose one.
    NotChosen,
    /// The browser or the system does not allow it.
    NotAllowed,
    /// There is no room left.
    Full,
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
            _ => FolderError::Other(name),
        }
    }
}

/// Whether this browser hands out folders.
pub fn has_folders() -> bool {
    Reflect::get(&js_sys::global(), &PICKER.into()).is_ok_and(|picker| picker.is_function())
}

/// A folder that can be read and written.
#[derive(Clone, Debug)]
pub struct Folder(FileSystemDirectoryHandle);

impl Folder {
    /// Asks the person for a folder. Only from something they pressed.
    ///
    /// # Errors
    ///
    /// [`FolderError::NotChosen`] where they dismissed the question; [`FolderError::NotAllowed`] where this browser hands out none.
    pub async fn choose() -> Result<Folder, FolderError> {
        let picker = Reflect::get(&js_sys::global(), &PICKER.into()).map_err(|thrown| FolderError::of(&thrown))?;
        let picker: Function = picker.dyn_into().map_err(|_| FolderError::NotAllowed)?;
        let options = js_sys::Object::new();
        for (key, value) in [("mode", "readwrite"), ("id", "shisaku-publication")] {
            Reflect::set(&options, &key.into(), &value.into()).map_err(|thrown| FolderError::of(&thrown))?;
        }
        let asked = picker.call1(&js_sys::global(), &options).map_err(|thrown| FolderError::of(&thrown))?;
        let chosen = settled(asked.unchecked_into()).await?;
        Ok(Folder(chosen.unchecked_into()))
    }

    /// Returns what is in a file; `None` where there is no such file. `path` is relative, with `/` between folders.
    ///
    /// # Errors
    ///
    /// Where it cannot be read.
    pub async fn read(&self, path: &str) -> Result<Option<Vec<u8>>, FolderError> {
        let found = self.file(path, false).await;
        let Some(handle) = none_if_missing(found)? else { return Ok(None) };
        let file: File = settled(handle.get_file()).await?.unchecked_into();
        let buffer = settled(file.array_buffer()).await?;
        Ok(Some(Uint8Array::new(&buffer).to_vec()))
    }

    /// Writes a file, with the folders it lies in.
    ///
    /// # Errors
    ///
    /// Where it cannot be written; a file that was there stays as it was.
    pub async fn write(&self, path: &str, content: &[u8]) -> Result<(), FolderError> {
        let stream = self.stream(path).await?;
        let written = match stream.write_with_js_u8_array(&Uint8Array::from(content)) {
            Ok(writing) => settled(writing).await,
            Err(thrown) => Err(FolderError::of(&thrown)),
        };
        finish(&stream, written).await
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
    pub async fn names(&self, path: &str) -> Result<Vec<String>, FolderError> {
        let Some(folder) = none_if_missing(self.folder(path, false).await)? else { return Ok(Vec::new()) };
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

    async fn stream(&self, path: &str) -> Result<FileSystemWritableFileStream, FolderError> {
        let handle = self.file(path, true).await?;
        Ok(settled(handle.create_writable()).await?.unchecked_into())
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

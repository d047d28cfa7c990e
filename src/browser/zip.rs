//! Many files as one: a zip, made file by file by the library in the program's script (`ui/program.js`).

use js_sys::{Function, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

use super::files::{NotOffered, Offered, save_blob};
use crate::plan::Timestamp;

/// Where the program's script leaves what makes a zip.
const MAKER: &str = "shisakuZip";

/// A zip that could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZipError;

/// A zip in the making.
pub struct Zip(JsValue);

impl Zip {
    /// Returns an empty one, whose files are all dated `at`: the same files make the same zip.
    ///
    /// # Errors
    ///
    /// Where the program's script has not left the library.
    pub fn new(at: Timestamp) -> Result<Zip, ZipError> {
        let maker = Reflect::get(&js_sys::global(), &MAKER.into()).ok().and_then(|maker| maker.dyn_into().ok());
        let maker: Function = maker.ok_or(ZipError)?;
        let at = JsValue::from_f64(at.millis() as f64);
        maker.call1(&JsValue::NULL, &at).map(Zip).map_err(|_| ZipError)
    }

    /// Adds a file. `path` is relative, with `/` between folders.
    ///
    /// # Errors
    ///
    /// Where the library could not compress it.
    pub fn add(&self, path: &str, content: &[u8]) -> Result<(), ZipError> {
        self.call("add", &[path.into(), Uint8Array::from(content).into()]).map(|_| ())
    }

    /// Returns its bytes; nothing is added after that.
    pub(super) fn end(&self) -> Result<Blob, ZipError> {
        self.call("end", &[])?.dyn_into().map_err(|_| ZipError)
    }

    /// Offers it as a file to download.
    ///
    /// # Errors
    ///
    /// Where it could not be made or handed out.
    pub fn save(&self, name: &str) -> Result<Offered, NotOffered> {
        save_blob(name, &self.end().map_err(|_| NotOffered::NotMade)?)
    }

    fn call(&self, name: &str, arguments: &[JsValue]) -> Result<JsValue, ZipError> {
        let method = Reflect::get(&self.0, &name.into()).ok().and_then(|method| method.dyn_into::<Function>().ok());
        method.ok_or(ZipError)?.apply(&self.0, &arguments.iter().collect()).map_err(|_| ZipError)
    }
}

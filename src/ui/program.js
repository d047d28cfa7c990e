// The program's own script: what wasm-bindgen wrote, what speaks when the program has stopped, and what makes a zip.
import { Zip, ZipDeflate } from "fflate";
import { createStore, del, get, set } from "idb-keyval";
import init from "PROGRAM";
import "./rescue.js";
import "./untranslated.js";

globalThis.shisakuCharts = CHARTS;

/** A zip in the making, whose files are all dated `at` (browser/zip.rs). @param {number} at milliseconds since 1970 */
globalThis.shisakuZip = (at) => {
  /** @type {Uint8Array[]} */
  const parts = [];
  const zip = new Zip((error, part) => {
    if (error) throw error;
    parts.push(part);
  });
  return {
    add(/** @type {string} */ path, /** @type {Uint8Array} */ content) {
      const file = new ZipDeflate(path, { level: 6 });
      // As of the clock on the wall in UTC, so that the same files make the same zip everywhere.
      file.mtime = at + new Date(at).getTimezoneOffset() * 60_000;
      zip.add(file);
      file.push(content, true);
    },
    end() {
      zip.end();
      return new Blob(parts, { type: "application/zip" });
    },
  };
};

// Opened when the first handle is asked for: who reads stores nothing.
const handles = () => (store ??= createStore("shisaku", "handles"));
/** @type {ReturnType<typeof createStore> | undefined} */
let store;

/** Folders and files the person chose, kept by key (browser/folder.rs): what localStorage cannot hold. */
globalThis.shisakuHandles = {
  get: (/** @type {string} */ key) => get(key, handles()),
  set: (/** @type {string} */ key, /** @type {unknown} */ record) => set(key, record, handles()),
  del: (/** @type {string} */ key) => del(key, handles()),
};

/** What `start.js` starts. */
globalThis.shisakuProgram = {
  /** Starts the program, which takes the page's place when it is ready. @param {Promise<Response>} program as it was asked for */
  start: (program) => init({ module_or_path: program }),
};

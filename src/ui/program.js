// The program's own script: what wasm-bindgen wrote, what speaks when the program has stopped, and what makes a zip.
import { Zip, ZipDeflate } from "fflate";
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

/** What `start.js` starts. */
globalThis.shisakuProgram = {
  /** Starts the program, which takes the page's place when it is ready. */
  start: () => init({ module_or_path: WASM }),
};

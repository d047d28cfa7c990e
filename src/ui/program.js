// The program's own script: what wasm-bindgen wrote, and what speaks when the program has stopped.
import init from "PROGRAM";
import "./rescue.js";

globalThis.shisakuCharts = CHARTS;

/** Starts the program, which takes the page's place when it is ready. */
export const start = () => init({ module_or_path: WASM });

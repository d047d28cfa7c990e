// Starts the embed's program, and tells `frame.js` where it cannot: it did not come, or it has stopped (a panic traps).
import { askForPublished } from "../published.js";
import init from "PROGRAM";

/** @param {string} [address] */
const absent = (address) => dispatchEvent(new CustomEvent("shisaku-absent", { detail: address }));

addEventListener("error", ({ error }) => {
  if (error instanceof WebAssembly.RuntimeError) setTimeout(absent);
});

globalThis.shisakuCharts = CHARTS;
askForPublished();
init({ module_or_path: WASM }).catch((error) => {
  absent(WASM);
  throw error;
});

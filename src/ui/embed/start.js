// Starts the embed's program, and speaks where it cannot: it did not come, or it has stopped (a panic traps).
import { askForPublished } from "../published.js";
import init from "PROGRAM";

/** Says so where nothing is in the frame that says more. */
function say(unless) {
  if (document.body.querySelector(unless)) return;
  const said = document.createElement("p");
  said.className = "problem";
  said.setAttribute("role", "alert");
  said.textContent = "この図を表示できませんでした。通信の状態を確かめて、ページを読み込み直してください。";
  document.body.prepend(said);
}

addEventListener("error", ({ error }) => {
  if (error instanceof WebAssembly.RuntimeError) setTimeout(() => say("body > .problem"));
});

globalThis.shisakuCharts = CHARTS;
askForPublished();
init({ module_or_path: WASM }).catch((error) => {
  say("main, [role]");
  throw error;
});

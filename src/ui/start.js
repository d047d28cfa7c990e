// Starts a page's program, and speaks where it cannot: it did not come, or it has stopped (a panic traps). The build puts
// this in the place of Trunk's inline script, with the program's names for PROGRAM (xtask/src/hook.rs).
import init from "./PROGRAM.js";

/** Says so where nothing is on the page that says more: words of the program, the editor's rescue.js. */
function say(unless) {
  if (document.body.querySelector(unless)) return;
  const said = document.createElement("p");
  said.className = "problem";
  said.setAttribute("role", "alert");
  said.textContent = "このページを表示できませんでした。通信の状態を確かめて、ページを読み込み直してください。";
  document.body.prepend(said);
}

addEventListener("error", ({ error }) => {
  if (error instanceof WebAssembly.RuntimeError) setTimeout(() => say(".stopped, body > .problem"));
});

// What is published is asked for while the program is on its way (browser/net.rs waits for it): its bytes, null where the
// host has no such file, undefined where it cannot say. A copy the browser has is fine once the host has said that it holds.
window.shisakuPublished = fetch("plan.json", { cache: "no-cache" })
  .then((answer) => (answer.ok ? answer.arrayBuffer() : answer.status < 429 ? null : undefined))
  .catch(() => undefined);

init({ module_or_path: "./PROGRAM_bg.wasm" }).catch((error) => {
  dispatchEvent(new Event("shisaku-failed"));
  say("main, [role]");
  throw error;
});
